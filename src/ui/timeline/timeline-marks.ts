/** Everything that happened within a span, on one line: what was measured, and what was marked by hand. */
import type { Mark } from '../../mesh/note';
import type { SpanChange } from '../../telemetry/span/span';

export interface TimelineMark {
  /** Unique within one timeline. */
  readonly id: string;
  readonly kind: SpanChange['kind'] | 'hand';
  /** Unix seconds. */
  readonly atSeconds: number;
  /** What it is about, as data: displayed as text only. */
  readonly subject: string;
  /** One sentence. */
  readonly says: string;
  /** Of an alert: when it ended; undefined = not within the span. */
  readonly untilSeconds?: number;
}

/** Earliest first. An alert that ended knows when; both ends are marks. */
export function timelineMarks(changes: readonly SpanChange[], marks: readonly Mark[]): readonly TimelineMark[] {
  const measured = changes.map(({ kind, atSeconds, subject, namespace, says }, index): TimelineMark => {
    const until = kind === 'alert' ? endOf(changes, index) : undefined;
    return {
      id: `${index} ${kind} ${namespace ?? ''} ${subject}`,
      kind,
      atSeconds,
      subject,
      says,
      ...(until !== undefined && { untilSeconds: until }),
    };
  });
  const byHand = marks.map(({ id, atSeconds, text }): TimelineMark => {
    const subject = text === '' ? 'Mark' : text;
    return { id, kind: 'hand', atSeconds, subject, says: text === '' ? 'Marked by hand.' : `Marked by hand: ${text}.` };
  });
  return [...measured, ...byHand].sort((a, b) => a.atSeconds - b.atSeconds);
}

function endOf(changes: readonly SpanChange[], index: number): number | undefined {
  const alert = changes[index];
  if (alert === undefined) return undefined;
  const ends = changes.filter(
    ({ kind, subject, namespace, atSeconds }) =>
      kind === 'alert-ended' && subject === alert.subject && namespace === alert.namespace && atSeconds > alert.atSeconds,
  );
  return ends.length === 0 ? undefined : Math.min(...ends.map(({ atSeconds }) => atSeconds));
}

/** What stands closer than a glyph is wide stands together. */
export interface MarkCluster<Marked = TimelineMark> {
  /** Pixels from the left edge of the strip. */
  readonly x: number;
  readonly marks: readonly Marked[];
}

/** From left to right; a cluster stands at its first mark, so that it does not wander when another joins it. */
export function clusterMarks<Marked extends { readonly atSeconds: number }>(
  marks: readonly Marked[],
  xOf: (seconds: number) => number,
  leastPixels: number,
): readonly MarkCluster<Marked>[] {
  const clusters: { readonly x: number; readonly marks: Marked[] }[] = [];
  for (const mark of marks) {
    const x = xOf(mark.atSeconds);
    const last = clusters.at(-1);
    if (last !== undefined && x - last.x < leastPixels) last.marks.push(mark);
    else clusters.push({ x, marks: [mark] });
  }
  return clusters;
}

/** The next mark after a moment, or the one before it; half a step aside counts as the same moment. */
export function markBeside(
  marks: readonly TimelineMark[],
  seconds: number,
  direction: 1 | -1,
  stepSeconds: number,
): TimelineMark | undefined {
  const beyond = marks.filter(({ atSeconds }) => (atSeconds - seconds) * direction > stepSeconds / 2);
  return direction === 1 ? beyond[0] : beyond.at(-1);
}
