/** The score interval of a share. */
import { normalQuantile } from './normal';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * E. B. Wilson's score interval for `count` of `total` (docs/policies.md §5.3.3); `z` = how many standard deviations. `total` may be an
 * effective sample size and needs not be whole. Undefined without a sample.
 */
export function wilsonInterval(count: number, total: number, z: number): Interval | undefined {
  if (!(total > 0)) return undefined;
  const share = Math.min(1, Math.max(0, count / total));
  const squared = (z * z) / total;
  const centre = (share + squared / 2) / (1 + squared);
  const half = ((z / Math.sqrt(total)) * Math.sqrt(share * (1 - share) + squared / 4)) / (1 + squared);
  // At the ends the interval touches 0 or 1 exactly; rounding must not leave it short of them.
  return { low: share === 0 ? 0 : Math.max(0, centre - half), high: share === 1 ? 1 : Math.min(1, centre + half) };
}

/** z of a two-sided interval: 1.96 at a confidence of 0.95. */
export const twoSidedZ = (confidence: number): number => normalQuantile((1 + confidence) / 2);
