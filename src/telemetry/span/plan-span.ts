/** Which moments of a span are asked: as fine as the scrapes, as coarse as its length and the size of the mesh demand. */
import { formatDuration } from '../../lib/duration';
import { formatCount } from '../../lib/format-number';
import type { Problem } from '../../lib/problem';
import { type RangeGrid, rangeGrid } from '../range-grid';

/** A day, and one minute a step over six hours: finer is neither told apart on a strip nor worth the server's work. */
export const MOST_SPAN_SECONDS = 86_400;
const MOST_STEPS = 360;
/** Values of one family at most, moments × series: as 8-byte numbers 32 MB, so that the families together stay near 100 MB of a tab's memory. */
export const MOST_VALUES = 4_000_000;
/** Series that come and go between the moments at which they were counted. */
const HEADROOM = 1.25;
/** Fewer steps tell no story: the rest of the rule is then left to the limit of a family. */
const LEAST_STEPS = 12;

export interface SpanQuestion {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly scrapeIntervalSeconds: number | undefined;
  /** Series of the largest family of rates; undefined = nobody could count them. */
  readonly mostSeries: number | undefined;
  readonly mostValues: number;
}

/** The grid, its last moment exactly the end, and what had to be given up. undefined = there is no such span. */
export function planSpan({ fromSeconds, toSeconds, scrapeIntervalSeconds, mostSeries, mostValues }: SpanQuestion): {
  readonly grid: RangeGrid | undefined;
  readonly problems: readonly Problem[];
} {
  if (!(toSeconds > fromSeconds)) return { grid: undefined, problems: [spanEmpty()] };
  const start = Math.max(fromSeconds, toSeconds - MOST_SPAN_SECONDS);
  const problems = start > fromSeconds ? [spanTooLong(toSeconds - fromSeconds)] : [];
  const wished = { endSeconds: toSeconds, spanSeconds: toSeconds - start, scrapeIntervalSeconds };
  const finest = rangeGrid({ ...wished, mostSteps: MOST_STEPS }).stepSeconds;
  const affordable = Math.floor(mostValues / ((mostSeries ?? 0) * HEADROOM)) - 1;
  const mostSteps = Math.min(MOST_STEPS, Math.max(LEAST_STEPS, affordable));
  const grid = rangeGrid({ ...wished, mostSteps });
  if (grid.stepSeconds > finest) problems.push(stepCoarser(mostSeries ?? 0, grid, finest, mostValues));
  return { grid, problems };
}

const spanEmpty = (): Problem => ({
  code: 'span-empty',
  severity: 'error',
  message: 'The timeline ends before it begins.',
  hint: 'Choose an end after its beginning.',
});

const spanTooLong = (seconds: number): Problem => ({
  code: 'span-too-long',
  severity: 'warning',
  message: `A timeline holds ${formatDuration(MOST_SPAN_SECONDS)} at most; of ${formatDuration(seconds)} the last ${formatDuration(MOST_SPAN_SECONDS)} are shown.`,
  hint: 'Move its end back to see what was before.',
});

const stepCoarser = (series: number, { stepSeconds }: RangeGrid, finest: number, mostValues: number): Problem => ({
  code: 'span-step-coarser',
  severity: 'info',
  message: `${formatCount(series)} series in steps of ${formatDuration(finest)} are more than the ${formatCount(mostValues)} values that are held of a family: the steps are ${formatDuration(stepSeconds)}.`,
  hint: 'Narrow the timeline or the scope to see finer steps.',
});

/** A family whose answer has more series than were counted before it was asked. */
export const familyTooLarge = (family: string, series: number, points: number, mostValues: number): Problem => ({
  code: 'span-family-too-large',
  severity: 'error',
  message: `"${family}" has more than ${formatCount(series)} series at ${formatCount(points)} moments, more than the ${formatCount(mostValues)} values that are held of a family.`,
  hint: 'Narrow the timeline or the scope.',
});

export const latencyLeftOut = (series: number, points: number, mostValues: number): Problem => ({
  code: 'span-latency-left-out',
  severity: 'info',
  message: `Percentiles would be ${formatCount(series)} series at ${formatCount(points)} moments, more than the ${formatCount(mostValues)} values that are held of a family: they are asked for the moment at which the play head rests.`,
  hint: 'Close groups, or narrow the timeline or the scope, to have them at every moment.',
});
