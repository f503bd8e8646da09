import { ArrowLeftRight, Columns2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { swapped } from '../../app/swapped';
import type { Compared } from '../../app/view-state';
import { momentText } from '../../lib/range-text';
import { IconButton } from '../controls/Button';
import { Segments } from '../controls/Field';
import { offsetOf } from '../text/range-text';
import { useActions, useApp, useAppHandle } from '../use-app';
import { useFittedMap } from '../use-fitted-map';
import { comparedMoments, distanceText } from './compared-moments';
import { useBothMoments } from './use-compared';

const SHOWN: readonly { readonly value: Compared; readonly label: string }[] = [
  { value: 'before', label: 'A' },
  { value: 'difference', label: 'Difference' },
  { value: 'after', label: 'B' },
];

/** Above the picture while two moments are compared: which two, and which of them is on show. */
export function CompareBar(): ReactNode {
  const compare = useApp((state) => state.view.compare);
  return compare === undefined ? null : <Comparing />;
}

function Comparing(): ReactNode {
  const app = useAppHandle();
  const actions = useActions();
  const compared = useApp((state) => state.view.compared);
  const isAnswered = useBothMoments() !== undefined;
  useFittedMap();
  const swap = () => {
    const next = swapped(app.getState());
    if (next !== undefined) actions.compareMoments(next.compare, next.end);
  };
  return (
    <section
      aria-label="Comparison"
      className="print:hidden flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-surface px-3 py-1"
    >
      <Moments />
      <div className="ml-auto flex items-center gap-2">
        <div title="Keys: b shows A, Shift+b shows B; hold to look for a moment">
          <Segments name="Which moment is shown" value={compared} choices={SHOWN} onChoose={actions.setCompared} widths="own" />
        </div>
        <IconButton label="Swap A and B" icon={ArrowLeftRight} onClick={swap} disabled={!isAnswered} />
        <IconButton label="A and B side by side" icon={Columns2} onClick={() => actions.setDetails('compare')} disabled={!isAnswered} />
        <IconButton label="Stop comparing" icon={X} onClick={() => actions.setCompare(undefined)} />
      </div>
    </section>
  );
}

/** "A 2026-03-10 17:45:00 UTC, 1h before B → B 2026-03-10 18:45:00 UTC"; B follows now where the page does. */
function Moments(): ReactNode {
  const app = useAppHandle();
  const compare = useApp((state) => state.view.compare);
  const picture = useApp((state) => state.picture);
  const isLive = useApp((state) => state.view.end.kind === 'now');
  const phase = useApp((state) => state.status.phase);
  const zone = useApp((state) => state.preferences.timeZone);
  const offset = offsetOf(zone);
  const moments = compare === undefined ? undefined : comparedMoments(compare, picture);
  const isAnswered = picture?.difference !== undefined;
  return (
    <div className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-xs">
      {moments === undefined ? (
        <span className="text-muted">Waiting for the first picture…</span>
      ) : (
        <button
          type="button"
          className="-mx-1 flex min-h-7 flex-wrap items-center gap-x-2 rounded px-1 text-left hover:bg-sunken"
          title="Choose other moments"
          onClick={() => app.face?.openCompare()}
        >
          <Moment letter="A" text={momentText(moments.beforeSeconds, offset)} note={distanceText(moments)} />
          <span aria-hidden className="max-sm:hidden">
            →
          </span>
          <Moment letter="B" text={momentText(moments.afterSeconds, offset)} note={isLive ? 'now' : undefined} />
        </button>
      )}
      {isAnswered || phase !== 'loading' ? null : (
        <span role="status" className="text-muted">
          Asking for A…
        </span>
      )}
    </div>
  );
}

function Moment({
  letter,
  text,
  note,
}: {
  readonly letter: 'A' | 'B';
  readonly text: string;
  readonly note: string | undefined;
}): ReactNode {
  return (
    <span>
      <span className="font-bold">{letter}</span> {text}
      {note === undefined ? null : <span className="text-muted"> {note}</span>}
    </span>
  );
}
