/** How much more a share varies from moment to moment than independent draws would. */

/** One interval: `count` of `total`. */
export interface Counted {
  readonly count: number;
  readonly total: number;
}

/** With fewer intervals, or fewer expected in each of them, the ratio says nothing. */
const LEAST_INTERVALS = 8;
const LEAST_EXPECTED = 2;

/**
 * φ: the variance of the share over intervals divided by the binomial one, Pearson's χ²/(m − 1) (docs/policies.md §5.3.6). At least 1:
 * draws are never taken for better than independent. n/φ is then the sample size that counts. Undefined where there is too little to tell.
 */
export function dispersion(intervals: readonly Counted[]): number | undefined {
  const filled = intervals.filter(({ total }) => total > 0);
  const total = filled.reduce((sum, each) => sum + each.total, 0);
  const share = filled.reduce((sum, each) => sum + each.count, 0) / total;
  const expected = filled.map((each) => each.total * Math.min(share, 1 - share));
  const told = filled.length >= LEAST_INTERVALS && expected.reduce((sum, each) => sum + each, 0) / filled.length >= LEAST_EXPECTED;
  if (!told) return undefined;
  const squares = filled.reduce((sum, each) => sum + (each.count - each.total * share) ** 2 / (each.total * share * (1 - share)), 0);
  return Math.max(1, squares / (filled.length - 1));
}
