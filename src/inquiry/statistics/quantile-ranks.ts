/** Between which ranks of a sample a quantile of its population lies. */

/**
 * The number of observations below a quantile is binomial, so it lies between two ranks with the confidence that `z` stands for on each
 * side (order statistics; normal approximation with continuity). A rank outside the sample is undefined: it does not bound the quantile.
 */
export function quantileRanks(
  quantile: number,
  total: number,
  z: number,
): { readonly low: number | undefined; readonly high: number | undefined } {
  const spread = z * Math.sqrt(total * quantile * (1 - quantile)) + 0.5;
  const [low, high] = [total * quantile - spread, total * quantile + spread];
  return { low: low < 1 ? undefined : low, high: high > total ? undefined : high };
}
