import type { LatencyRow } from '../telemetry/rows';
import type { Latency, Quantile } from './model';

/** Cumulative, sorted by bound, the last bound +Inf. */
export type Buckets = LatencyRow['buckets'];

/** Sums cumulative buckets bound by bound, as `sum by (le)` does; proxies may report different bounds. */
export function addBuckets(sum: Buckets | undefined, added: Buckets): Buckets {
  if (sum === undefined) return added;
  const sameBounds = sum.length === added.length && sum.every(({ upperBoundMs }, index) => upperBoundMs === added[index]?.upperBoundMs);
  if (sameBounds) {
    return sum.map(({ upperBoundMs, perSecond }, index) => ({ upperBoundMs, perSecond: perSecond + (added[index]?.perSecond ?? 0) }));
  }
  const byBound = new Map<number, number>();
  for (const { upperBoundMs, perSecond } of [...sum, ...added]) byBound.set(upperBoundMs, (byBound.get(upperBoundMs) ?? 0) + perSecond);
  return Array.from(byBound, ([upperBoundMs, perSecond]) => ({ upperBoundMs, perSecond })).sort((a, b) => a.upperBoundMs - b.upperBoundMs);
}

/** p50, p95 and p99 of summed buckets; each undefined when nothing was observed. */
export function latencyOf(buckets: Buckets): Latency {
  return {
    p50: histogramQuantile(0.5, buckets),
    p95: histogramQuantile(0.95, buckets),
    p99: histogramQuantile(0.99, buckets),
  };
}

/**
 * Prometheus' `histogram_quantile` on classic buckets: linear inside the bucket that holds the rank.
 * undefined without observations or without a +Inf bucket; `atLeast` beyond the last finite bound (docs/telemetry.md §5).
 */
export function histogramQuantile(quantile: number, given: Buckets): Quantile | undefined {
  const buckets = monotonic(given);
  const last = buckets.at(-1);
  if (last === undefined || buckets.length < 2 || last.upperBoundMs !== Number.POSITIVE_INFINITY) return undefined;
  if (!(last.perSecond > 0)) return undefined;
  const rank = quantile * last.perSecond;
  const index = buckets.findIndex(({ perSecond }) => perSecond >= rank);
  const bucket = buckets[index];
  const below = buckets[index - 1];
  if (bucket === undefined || bucket === last) return { milliseconds: buckets.at(-2)?.upperBoundMs ?? 0, atLeast: true };
  if (below === undefined && bucket.upperBoundMs <= 0) return { milliseconds: bucket.upperBoundMs, atLeast: false };
  const start = below?.upperBoundMs ?? 0;
  const before = below?.perSecond ?? 0;
  const share = (rank - before) / (bucket.perSecond - before);
  return { milliseconds: start + (bucket.upperBoundMs - start) * share, atLeast: false };
}

/** Scrapes are not atomic: a bucket smaller than its predecessor is raised to it, as Prometheus does. */
function monotonic(buckets: Buckets): Buckets {
  if (buckets.every(({ perSecond }, index) => perSecond >= (buckets[index - 1]?.perSecond ?? 0))) return buckets;
  let highest = 0;
  return buckets.map(({ upperBoundMs, perSecond }) => {
    highest = Math.max(highest, perSecond);
    return { upperBoundMs, perSecond: highest };
  });
}
