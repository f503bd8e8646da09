import { type ReactNode, useMemo } from 'react';
import { clockText } from '../../lib/range-text';
import { displayText } from '../../scene/display-text';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { MARK_SIGNS } from './mark-signs';
import { StripCard } from './StripCard';
import { SIGN_PIXELS, StripSign } from './StripSign';
import type { StripScale } from './strip-scale';
import { MARKS_CLASS } from './strip-sizes';
import { clusterMarks, type MarkCluster, type TimelineMark } from './timeline-marks';
import { useTimeline } from './use-timeline';

/** Signs of what happened, above the lines; those too close stand together as their number. By keys they are reached in the list of changes. */
export function Marks({ marks, scale }: { readonly marks: readonly TimelineMark[]; readonly scale: StripScale }): ReactNode {
  const inside = useMemo(
    () => marks.filter(({ atSeconds }) => atSeconds >= scale.fromSeconds && atSeconds <= scale.toSeconds),
    [marks, scale],
  );
  const clusters = useMemo(() => clusterMarks(inside, scale.xOf, SIGN_PIXELS), [inside, scale]);
  return (
    <>
      <div aria-hidden className="pointer-events-none absolute inset-0 overflow-hidden">
        {inside.map((mark) => (
          <MarkLine key={mark.id} mark={mark} scale={scale} />
        ))}
      </div>
      <ul className={`${MARKS_CLASS} relative`} aria-label="Signs of changes">
        {clusters.map((cluster) => (
          <MarkSign key={cluster.marks[0]?.id} cluster={cluster} scale={scale} />
        ))}
      </ul>
    </>
  );
}

/** An alert lasts; a mark by hand reaches through all lines. */
function MarkLine({ mark, scale }: { readonly mark: TimelineMark; readonly scale: StripScale }): ReactNode {
  const x = scale.xOf(mark.atSeconds);
  if (mark.kind === 'alert') {
    const until = scale.xOf(Math.min(scale.toSeconds, mark.untilSeconds ?? scale.toSeconds));
    return (
      <span className="absolute top-6 left-0 h-1 bg-fail" style={{ transform: `translateX(${x}px)`, width: Math.max(2, until - x) }} />
    );
  }
  const look = mark.kind === 'hand' ? 'top-5 bottom-5 border-accent' : 'top-5 bottom-5 border-line-strong border-dotted';
  return <span className={`absolute left-0 border-l ${look}`} style={{ transform: `translateX(${x}px)` }} />;
}

function MarkSign({ cluster, scale }: { readonly cluster: MarkCluster; readonly scale: StripScale }): ReactNode {
  const { goTo } = useTimeline();
  const offset = offsetOf(useApp((state) => state.preferences.timeZone));
  const [first] = cluster.marks;
  if (first === undefined) return null;
  const { icon: Icon, tone, word } = MARK_SIGNS[first.kind];
  const alone = cluster.marks.length === 1;
  const name = alone
    ? `${clockText(first.atSeconds, offset)}, ${word}: ${displayText(first.subject, 80)}`
    : `${clockText(first.atSeconds, offset)}: ${cluster.marks.length} changes, first ${word}: ${displayText(first.subject, 80)}`;
  return (
    <StripSign
      name={name}
      x={cluster.x}
      scale={scale}
      className={tone}
      onClick={() => goTo(first.atSeconds)}
      card={<MarkCard marks={cluster.marks} />}
    >
      {alone ? (
        <Icon size={14} aria-hidden />
      ) : (
        <span aria-hidden className="min-w-5 rounded border border-current px-0.5 font-semibold text-2xs leading-4">
          {cluster.marks.length}
        </span>
      )}
    </StripSign>
  );
}

function MarkCard({ marks }: Pick<MarkCluster, 'marks'>): ReactNode {
  return (
    <StripCard
      items={marks}
      sign={({ kind }) => {
        const { icon: Icon, tone } = MARK_SIGNS[kind];
        return <Icon size={13} aria-hidden className={`mt-0.5 shrink-0 ${tone}`} />;
      }}
      words={({ kind, says }) => (
        <>
          <span className="sr-only">{MARK_SIGNS[kind].word}: </span>
          {displayText(says, 200)}
        </>
      )}
      rest="; “Changes” lists all."
    />
  );
}
