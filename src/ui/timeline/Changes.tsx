import { ChevronDown, Flag, GitCompareArrows, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { many } from '../../lib/many';
import { clockText } from '../../lib/range-text';
import { displayText } from '../../scene/display-text';
import { gridEnd, gridTime, nearestIndex } from '../../telemetry/range-grid';
import { Button, IconButton } from '../controls/Button';
import { Flyout } from '../controls/Flyout';
import { MarkName } from '../notes/MarkName';
import { offsetOf } from '../text/range-text';
import { useActions, useApp, useAppHandle } from '../use-app';
import { MARK_SIGNS } from './mark-signs';
import type { TimelineMark } from './timeline-marks';
import { useTimeline } from './use-timeline';

/** Everything that happened within the span, in order: to go there, to compare what was before with what came after, and to name one's own marks. */
export function Changes({ marks }: { readonly marks: readonly TimelineMark[] }): ReactNode {
  const { span } = useTimeline();
  const inside = marks.filter(({ atSeconds }) => atSeconds >= span.fromSeconds && atSeconds <= span.toSeconds);
  const others = marks.length - inside.length;
  const trigger = (
    <Button look="quiet" size="small" aria-label={`Changes in this span: ${inside.length}`}>
      <Flag size={13} aria-hidden /> {inside.length}
      <span className="@max-5xl:hidden">{inside.length === 1 ? 'change' : 'changes'}</span>
      <ChevronDown size={13} className="shrink-0" aria-hidden />
    </Button>
  );
  return (
    <Flyout name="Changes" width="w-[30rem]" align="end" trigger={trigger}>
      <h2 className="mb-1 font-semibold text-sm">What happened in this span</h2>
      {inside.length === 0 ? (
        <p className="text-muted text-xs">
          Nothing is known to have changed: no version or pod came or went, no alert fired, and nobody set a mark. A mark at the play head
          is set with the flag, or with M.
        </p>
      ) : (
        <ol className="flex flex-col">
          {inside.map((mark) => (
            <Change key={mark.id} mark={mark} />
          ))}
        </ol>
      )}
      {others === 0 ? null : <p className="mt-2 text-muted text-xs">Outside this span: {many(others, 'more mark')}.</p>}
    </Flyout>
  );
}

function Change({ mark }: { readonly mark: TimelineMark }): ReactNode {
  const { goTo } = useTimeline();
  const compareAround = useCompareAround();
  const offset = offsetOf(useApp((state) => state.preferences.timeZone));
  const { icon: Icon, tone, word } = MARK_SIGNS[mark.kind];
  const clock = clockText(mark.atSeconds, offset);
  const byHand = mark.kind === 'hand';
  return (
    <li className="flex items-start gap-1 border-line border-b py-1 last:border-b-0" data-mark={mark.kind}>
      <button
        type="button"
        aria-label={`Go to ${clock}, ${word}: ${displayText(mark.subject, 80)}`}
        className={`flex min-h-8 items-start gap-2 rounded px-1 py-1.5 text-left text-xs hover:bg-sunken ${byHand ? 'shrink-0' : 'min-w-0 flex-1'}`}
        onClick={() => goTo(mark.atSeconds)}
      >
        <span className="shrink-0 font-semibold">{clock}</span>
        <Icon size={14} aria-hidden className={`mt-0.5 shrink-0 ${tone}`} />
        {byHand ? null : <span className="min-w-0 break-words">{displayText(mark.says, 200)}</span>}
      </button>
      {byHand ? <HandMark mark={mark} /> : null}
      <IconButton
        label={`Compare before and after ${clock}, ${displayText(mark.subject, 80)}`}
        icon={GitCompareArrows}
        onClick={() => compareAround(mark.atSeconds)}
      />
    </li>
  );
}

function HandMark({ mark }: { readonly mark: TimelineMark }): ReactNode {
  const actions = useActions();
  const name = displayText(mark.subject, 80);
  return (
    <>
      <MarkName id={mark.id} label={`Name of the mark ${name}`} className="flex-1" />
      <IconButton label={`Remove the mark ${name}`} icon={Trash2} onClick={() => actions.removeMark(mark.id)} />
    </>
  );
}

/** A is the window that ends at the moment, B the one that begins there: neither has anything of the other. */
function useCompareAround(): (atSeconds: number) => void {
  const { getState } = useAppHandle();
  const actions = useActions();
  const { goTo } = useTimeline();
  return (atSeconds) => {
    const { view, span } = getState();
    const grid = span?.overview?.grid;
    const after = atSeconds + view.windowSeconds;
    const before = grid === undefined ? atSeconds : gridTime(grid, nearestIndex(grid, atSeconds));
    actions.setCompare({ kind: 'at', seconds: before });
    goTo(grid === undefined ? after : Math.min(gridEnd(grid), after));
  };
}
