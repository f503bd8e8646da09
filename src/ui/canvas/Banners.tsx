import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatDuration } from '../../lib/duration';
import { momentText } from '../../lib/range-text';
import { displayText } from '../../scene/display-text';
import { Button, IconButton } from '../controls/Button';
import { ProblemCard } from '../controls/ProblemCard';
import { LeftOut } from '../find/LeftOut';
import { MatrixHint } from '../matrix/MatrixHint';
import { ageText } from '../status/freshness';
import { SignInButton } from '../status/SignIn';
import { soundWindow } from '../status/sound-window';
import { offsetOf } from '../text/range-text';
import { useActions, useApp } from '../use-app';

const BANNER = 'pointer-events-auto flex w-full max-w-2xl flex-wrap gap-2 rounded-lg border bg-surface px-3 py-2 shadow-float';

/** What must be known before the picture is believed; the picture itself stays. Over the map, or above what has no room to spare. */
export function Banners({ floating = true }: { readonly floating?: boolean }): ReactNode {
  const notices = useApp((state) => state.notices);
  const actions = useActions();
  return (
    <div
      className={`pointer-events-none flex flex-col items-center gap-2 ${floating ? 'absolute inset-x-3 top-3 z-10 print:hidden' : 'empty:hidden p-2'}`}
    >
      <LeftOut />
      <MatrixHint />
      <FailureBanner />
      <ExpositionBanner />
      <WindowBanner />
      {notices.map((notice) => (
        <div key={notice.code} className={`${BANNER} border-line`}>
          <div className="min-w-0 flex-1 basis-52">
            <ProblemCard problem={notice} />
          </div>
          <IconButton label="Dismiss" icon={X} className="-my-1 -mr-1" onClick={() => actions.dismissNotice(notice.code)} />
        </div>
      ))}
    </div>
  );
}

function FailureBanner(): ReactNode {
  const failed = useApp((state) => state.status.phase === 'failed' && state.status.failure.length > 0 && state.picture !== undefined);
  return failed ? <Failure /> : null;
}

function Failure(): ReactNode {
  const failure = useApp((state) => state.status.failure);
  const lastGoodMs = useApp((state) => state.status.lastGoodMs);
  const clockMs = useApp((state) => state.clockMs);
  const zone = useApp((state) => state.preferences.timeZone);
  const exposition = useApp((state) => state.exposition !== undefined);
  const actions = useActions();
  const offset = offsetOf(zone);
  const [first, ...others] = failure;
  return (
    <section className={`${BANNER} border-fail`} aria-label={exposition ? 'The text could not be read' : 'The last refresh failed'}>
      <div className="min-w-0 flex-1 basis-52">
        {first === undefined ? <p>The last refresh failed.</p> : <ProblemCard problem={first} />}
        <p className="mt-1 pl-6 text-muted text-xs">
          {others.length === 0 ? '' : `And ${others.length} more. `}
          {lastGoodMs === undefined
            ? ''
            : `The picture is from ${momentText(lastGoodMs / 1000, offset)}, ${ageText(Math.max(0, clockMs - lastGoodMs) / 1000)} ago.`}
        </p>
      </div>
      <div className="flex shrink-0 flex-wrap items-start justify-end gap-1">
        <SignInButton />
        {exposition ? (
          <Button onClick={() => actions.leaveExposition()}>Leave</Button>
        ) : (
          <Button onClick={() => actions.refreshNow()}>Try again</Button>
        )}
      </div>
    </section>
  );
}

function ExpositionBanner(): ReactNode {
  const exposition = useApp((state) => state.exposition);
  const totals = useApp((state) => state.picture?.totalsSinceStart === true);
  const actions = useActions();
  const failed = useApp((state) => state.status.failure.length > 0);
  if (exposition === undefined || failed) return null;
  const names = exposition.names.map((name) => displayText(name, 40)).join(' and ');
  return (
    <section className={`${BANNER} items-center border-accent`} aria-label="Proxy statistics">
      <p className="min-w-0 flex-1 basis-52">
        Showing {names}: {totals ? 'totals since the proxy started, not rates.' : 'rates between the two texts.'}
      </p>
      <Button onClick={() => actions.leaveExposition()}>Leave</Button>
    </section>
  );
}

/** A rate needs four samples (docs/telemetry.md §5). */
function WindowBanner(): ReactNode {
  const interval = useApp((state) => state.picture?.scrapeIntervalSeconds);
  const windowSeconds = useApp((state) => state.view.windowSeconds);
  const exposition = useApp((state) => state.exposition !== undefined);
  const actions = useActions();
  const sound = interval === undefined ? undefined : soundWindow(windowSeconds, interval);
  if (sound === undefined || interval === undefined || exposition) return null;
  return (
    <section className={`${BANNER} items-center border-warn`} aria-label="The window is too short">
      <p className="min-w-0 flex-1 basis-52">
        A window of {formatDuration(windowSeconds)} is shorter than 4 scrape intervals ({formatDuration(interval)} each): rates may be
        missing or rough.
      </p>
      <Button onClick={() => actions.setWindow(sound)}>Use {formatDuration(sound)}</Button>
    </section>
  );
}
