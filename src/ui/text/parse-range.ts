/** A span from two typed moments, or the one sentence that says why it is none. */
import type { EndTime } from '../../app/view-state';
import { formatDuration } from '../../lib/duration';
import { momentText } from '../../lib/range-text';
import { err, ok, type Result } from '../../lib/result';
import { MOST_WINDOW_SECONDS } from './most-window';
import { type Clock, type Moment, parseMoment } from './parse-moment';

export interface TypedRange {
  readonly windowSeconds: number;
  readonly end: EndTime;
  readonly notes: readonly string[];
}

interface Typed {
  readonly from: string;
  readonly to: string;
}

const USUAL_RETENTION_SECONDS = 15 * 86_400;
/** Clocks of two computers differ a little; less than this is "now". */
const CLOCK_GRACE_SECONDS = 60;

export function parseRange({ from, to }: Typed, clock: Clock, mostSeconds = MOST_WINDOW_SECONDS): Result<TypedRange, string> {
  const start = parseMoment(from, clock);
  if (!start.ok) return err(`From: ${start.error}`);
  const end = parseMoment(to, clock);
  if (!end.ok) return err(`To: ${end.error}`);
  const problem = wrongOrder(start.value, end.value, clock, mostSeconds);
  if (problem !== undefined) return err(problem);
  const windowSeconds = Math.max(1, Math.round(end.value.seconds - start.value.seconds));
  const notes = [start.value.note, end.value.note].filter((note) => note !== undefined);
  const age = clock.nowSeconds - start.value.seconds;
  if (age > USUAL_RETENTION_SECONDS) {
    notes.push(
      `That is ${Math.floor(age / 86_400)} days ago. Prometheus keeps 15 days unless it was told otherwise; before that the map stays empty.`,
    );
  }
  return ok({ windowSeconds, end: end.value.isNow ? { kind: 'now' } : { kind: 'at', seconds: end.value.seconds }, notes });
}

function wrongOrder(start: Moment, end: Moment, { offset, nowSeconds }: Clock, mostSeconds: number): string | undefined {
  const now = momentText(nowSeconds, offset);
  if (end.seconds > nowSeconds + CLOCK_GRACE_SECONDS) return `To is in the future; now it is ${now}. Write “now” to follow.`;
  if (start.seconds === end.seconds) return 'From and To are the same moment; leave at least a second between them.';
  if (start.seconds > end.seconds) return 'From is after To; swap them.';
  const span = Math.round(end.seconds - start.seconds);
  return span > mostSeconds
    ? `That span is ${formatDuration(span)}; ${formatDuration(mostSeconds)} is the most that is asked at once.`
    : undefined;
}
