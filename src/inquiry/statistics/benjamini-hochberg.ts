/** Many tests at once. */

/**
 * Which of several p-values count so that among those that count the expected share of false ones is at most `rate`: Y. Benjamini and
 * Y. Hochberg, J. R. Statist. Soc. B 57 (1995). With one p-value: whether it is at most `rate`.
 */
export function falseDiscoveries(values: readonly number[], rate: number): readonly boolean[] {
  const sorted = values.toSorted((a, b) => a - b);
  const limit = sorted.findLast((p, index) => p <= (rate * (index + 1)) / values.length);
  return values.map((p) => limit !== undefined && p <= limit);
}
