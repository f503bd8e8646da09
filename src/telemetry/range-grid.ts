/** The moments a chart is asked for: evenly spaced, the last one exactly the end, so that its number is the panel's number. */

export interface RangeGrid {
  /** Unix seconds of the first point. */
  readonly startSeconds: number;
  readonly stepSeconds: number;
  /** Moments, both ends included. */
  readonly points: number;
}

/** A chart has at most so many steps. */
export const MOST_STEPS = 240;
const LEAST_SPAN_SECONDS = 3600;
const MOST_SPAN_SECONDS = 30 * 86_400;
const WINDOWS_IN_SPAN = 12;
/** Taken for the scrape interval where nobody could tell it. */
const USUAL_SCRAPE_SECONDS = 15;

const STEPS_SECONDS = [
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800,
] as const;

/** Twelve windows, an hour at least, a month at most (but never less than two windows). */
export function spanOfWindow(windowSeconds: number): number {
  const span = Math.max(LEAST_SPAN_SECONDS, windowSeconds * WINDOWS_IN_SPAN);
  return Math.min(span, Math.max(MOST_SPAN_SECONDS, windowSeconds * 2));
}

/** A rate needs four scrapes (docs/telemetry.md §5); where the chosen window is shorter the chart uses more, and says so. */
export function rateWindow(windowSeconds: number, scrapeIntervalSeconds: number | undefined): number {
  return scrapeIntervalSeconds === undefined ? windowSeconds : Math.max(windowSeconds, 4 * scrapeIntervalSeconds);
}

export interface GridRequest {
  readonly endSeconds: number;
  readonly spanSeconds: number;
  readonly scrapeIntervalSeconds: number | undefined;
  readonly mostSteps?: number;
}

/** Never finer than the scrapes, never more than `mostSteps` steps; the span is the largest multiple of the step within the one asked for. */
export function rangeGrid({ endSeconds, spanSeconds, scrapeIntervalSeconds, mostSteps = MOST_STEPS }: GridRequest): RangeGrid {
  const least = Math.max(scrapeIntervalSeconds ?? USUAL_SCRAPE_SECONDS, spanSeconds / mostSteps);
  const stepSeconds = STEPS_SECONDS.find((step) => step >= least) ?? Math.ceil(least);
  const steps = Math.max(1, Math.floor(spanSeconds / stepSeconds));
  return { startSeconds: endSeconds - steps * stepSeconds, stepSeconds, points: steps + 1 };
}

export const gridTime = ({ startSeconds, stepSeconds }: RangeGrid, index: number): number => startSeconds + index * stepSeconds;
export const gridEnd = (grid: RangeGrid): number => gridTime(grid, grid.points - 1);

/** The point that stands at this moment; undefined between points and outside. */
export function gridIndex({ startSeconds, stepSeconds, points }: RangeGrid, seconds: number): number | undefined {
  const index = Math.round((seconds - startSeconds) / stepSeconds);
  if (index < 0 || index >= points) return undefined;
  return Math.abs(startSeconds + index * stepSeconds - seconds) < 1e-3 ? index : undefined;
}

/** The point nearest to a moment; the first or last one for moments outside. */
export function nearestIndex({ startSeconds, stepSeconds, points }: RangeGrid, seconds: number): number {
  return Math.min(points - 1, Math.max(0, Math.round((seconds - startSeconds) / stepSeconds)));
}
