/** How much a change matters, in requests per second that are affected (docs/diff.md). */
import { apart } from './held';
import type { Delta } from './model';

/** That something is slower, comes, goes or is called more often harms fewer than it touches: a tenth. */
export const HARMLESS = 0.1;
/** Bytes per second that weigh as one request per second, as where a mesh is cut to its busiest edges. */
const BYTES_A_REQUEST = 1000;

interface Reach {
  /** Shares of requests that fail or of what is plaintext: they count as they are. */
  readonly points: readonly Delta[];
  /** Amounts: a tenth of how far they are apart. */
  readonly amounts: readonly Delta[];
  /** At least so far, 0..1. */
  readonly least?: number;
}

/** Traffic of the busier moment × how far the furthest of its significant differences reaches. */
export function impactOf({ before = 0, after = 0 }: Delta, unit: 'requests' | 'bytes', { points, amounts, least = 0 }: Reach): number {
  const busier = Math.max(before, after) / (unit === 'bytes' ? BYTES_A_REQUEST : 1);
  const reached = [
    ...points.filter(({ significant }) => significant).map((one) => Math.abs((one.before ?? 0) - (one.after ?? 0))),
    ...amounts.filter(({ significant }) => significant).map((one) => HARMLESS * apart(one.before ?? 0, one.after ?? 0)),
  ];
  return busier * Math.max(least, ...reached);
}
