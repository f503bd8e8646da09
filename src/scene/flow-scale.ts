/** How many requests one travelling dot stands for, so that every rate is shown true to scale: twice the requests, twice the dots. */
import { formatCount, formatRequestRate } from '../lib/format-number';
import type { SceneEdge } from './scene';

/** More a second than this on one edge and the eye sees a line… */
export const MOST_DOTS_PER_SECOND = 8;
/** …and more than this in the whole picture cost more than they tell. */
export const MOST_DOTS_IN_ALL = 400;
/** The scale of the picture before stays while it is at most so many times what is needed. */
const KEPT_WITHIN = 5;

/**
 * Requests a dot: 1, 2, 5, 10, 20, 50, … the least that keeps both limits. `before` stays as long as it does too and is not far too
 * coarse, so that a refresh seldom changes the meaning of a dot. undefined while no edge carries requests.
 */
export function requestsPerDot(edges: readonly SceneEdge[], before?: number): number | undefined {
  let busiest = 0;
  let all = 0;
  for (const { requestsPerSecond = 0 } of edges) {
    busiest = Math.max(busiest, requestsPerSecond);
    all += requestsPerSecond;
  }
  if (all === 0) return undefined;
  const needed = Math.max(1, busiest / MOST_DOTS_PER_SECOND, all / MOST_DOTS_IN_ALL);
  if (before !== undefined && before >= needed && before <= KEPT_WITHIN * needed) return before;
  const decade = 10 ** Math.floor(Math.log10(needed));
  return [1, 2, 5, 10].map((step) => step * decade).find((scale) => scale >= needed) ?? 10 * decade;
}

/** "each dot is 50 requests: one a second = 50 rps", and in brief "1 dot = 50 requests". */
export function flowMeans(scale: number): { readonly text: string; readonly brief: string } {
  const requests = scale === 1 ? '1 request' : `${formatCount(scale)} requests`;
  return { text: `each dot is ${requests}: one a second = ${formatRequestRate(scale)}`, brief: `1 dot = ${requests}` };
}
