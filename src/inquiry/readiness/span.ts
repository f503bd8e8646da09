/** The span looked back over, cut into chunks of at most a day with a coarse step (docs/readiness.md). */

export const LEAST_SPAN_SECONDS = 3600;
export const MOST_SPAN_SECONDS = 30 * 86_400;
/** What the page offers. */
export const SPANS_SECONDS: readonly number[] = [3600, 6 * 3600, 86_400, 7 * 86_400, 14 * 86_400, 30 * 86_400];

const DAY = 86_400;
const FINE_STEP = 600;
const COARSE_STEP = 3600;
const FINE_UP_TO = 6 * 3600;

/** Moments `fromSeconds + step … toSeconds`; what a moment tells is of the step before it. Unix seconds. */
export interface Chunk {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface Span extends Chunk {
  readonly stepSeconds: number;
  /** Newest first. */
  readonly chunks: readonly Chunk[];
}

/** At least an hour, at most 30 days; rounded up to whole steps (10 minutes up to 6 hours, else an hour). */
export function spanBefore(endSeconds: number, wantedSeconds: number): Span {
  const wanted = Math.min(MOST_SPAN_SECONDS, Math.max(LEAST_SPAN_SECONDS, wantedSeconds));
  const stepSeconds = wanted <= FINE_UP_TO ? FINE_STEP : COARSE_STEP;
  const toSeconds = Math.floor(endSeconds);
  const fromSeconds = toSeconds - Math.ceil(wanted / stepSeconds) * stepSeconds;
  const chunks: Chunk[] = [];
  for (let end = toSeconds; end > fromSeconds; end -= DAY) chunks.push({ fromSeconds: Math.max(fromSeconds, end - DAY), toSeconds: end });
  return { fromSeconds, toSeconds, stepSeconds, chunks };
}
