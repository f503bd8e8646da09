import type { ReactNode } from 'react';
import { formatDuration } from '../../lib/duration';
import type { Problem } from '../../lib/problem';
import { rangeText } from '../../lib/range-text';
import { Button } from '../controls/Button';
import { ProblemList } from '../controls/ProblemList';
import { offsetOf } from '../text/range-text';
import { useActions, useApp } from '../use-app';
import { highest } from './lane-path';
import { useTimeline } from './use-timeline';

/** What stands in place of lines that are not there: still asked for, failed, or nothing kept. It lies over them, so that nothing moves. */
export function SpanState(): ReactNode {
  const span = useApp((state) => state.span);
  const exposition = useApp((state) => state.exposition !== undefined);
  if (exposition) return <Over>Proxy statistics are one moment; a timeline needs a source that keeps history.</Over>;
  if (span === undefined || (span.overview === undefined && span.phase === 'loading'))
    return <Over>Asking for the totals of this span…</Over>;
  if (span.phase === 'failed') return <Failed />;
  const { overview } = span;
  if (overview === undefined || span.outdated === true) return null;
  if (highest(overview.strip.requestsPerSecond) !== undefined) return null;
  const refused = overview.queries.some(({ family, failed }) => family === 'strip' && failed !== undefined);
  return refused ? <Refused problems={overview.problems} held={overview.size.series > 0} /> : <Nothing />;
}

function Over({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="pointer-events-none absolute inset-x-24 bottom-8 flex justify-center text-center text-muted text-xs">
      <div className="pointer-events-auto max-w-2xl rounded-md border border-line bg-surface px-3 py-2 text-left text-ink shadow-float">
        {children}
      </div>
    </div>
  );
}

function Failed(): ReactNode {
  const failure = useApp((state) => state.span?.failure);
  return <AskAgain problems={failure ?? []} />;
}

/** Its totals failed: that is nothing about what flowed. */
function Refused({ problems, held }: { readonly problems: readonly Problem[]; readonly held: boolean }): ReactNode {
  return (
    <AskAgain problems={problems.filter(({ severity }) => severity === 'error')}>
      <p className="font-semibold">
        {held
          ? 'The totals of this span could not be asked for; its moments can be shown.'
          : 'This span could not be asked for as a whole: each moment is, where the play head rests.'}
      </p>
    </AskAgain>
  );
}

function AskAgain({ problems, children }: { readonly problems: readonly Problem[]; readonly children?: ReactNode }): ReactNode {
  const actions = useActions();
  return (
    <Over>
      <div role="alert" className="flex flex-wrap items-start gap-3">
        <div className="flex min-w-0 flex-1 basis-52 flex-col gap-2">
          {children}
          <ProblemList problems={problems} className="gap-2" />
        </div>
        <Button onClick={() => actions.reloadSpan()}>Try again</Button>
      </div>
    </Over>
  );
}

function Nothing(): ReactNode {
  const { span } = useTimeline();
  const zone = useApp((state) => state.preferences.timeZone);
  const windowSeconds = useApp((state) => state.view.windowSeconds);
  return (
    <Over>
      <p>
        The source has nothing of {rangeText(span.fromSeconds, span.toSeconds, offsetOf(zone))} (rates over {formatDuration(windowSeconds)}
        ): either nothing flowed in this scope, or it does not keep samples that long. Choose a later span.
      </p>
    </Over>
  );
}
