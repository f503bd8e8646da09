import type { LatencyRow } from '../telemetry/rows';
import type { Latency, Quantile } from './model';

type Buckets = LatencyRow['buckets'];

/** Sums cumulative buckets bound by bound, as `sum by (le)` does; proxies may report different bounds. */
export class HistogramSum {
  private readonly perSecondByBound = new Map<number, number>();

  add(buckets: Buckets): void {
    for (const { upperBoundMs, perSecond } of buckets) {
      this.perSecondByBound.set(upperBoundMs, (this.perSecondByBound.get(upperBoundMs) ?? 0) + perSecond);
    }
  }

  /** Cumulative, sorted by bound. */
  buckets(): Buckets {
    return Array.from(this.perSecondByBound, ([upperBoundMs, perSecond]) => ({ upperBoundMs, perSecond })).sort(
      (a, b) => a.upperBoundMs - b.upperBoundMs,
    );
  }
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
 * Prometheus' `histogram_quantile` on classic buckets (sorted, cumulative): linear inside the bucket that holds the rank.
 * undefined without observations or without a +Inf bucket; `atLeast` beyond the last finite bound (docs/telemetry.md §5).
 */
export function histogramQuantile(quantile: number, given: Buckets): Quantile | undefined {
  const last = given.at(-1);
  if (last === undefined || given.length < 2 || last.upperBoundMs !== Number.POSITIVE_INFINITY) return undefined;
  const buckets = monotonic(given);
  const observed = buckets.at(-1)?.perSecond ?? 0;
  if (!(observed > 0)) return undefined;
  const rank = quantile * observed;
  const finite = buckets.slice(0, -1);
  const index = finite.findIndex(({ perSecond }) => perSecond >= rank);
  const bucket = finite[index];
  if (bucket === undefined) return { milliseconds: finite.at(-1)?.upperBoundMs ?? 0, atLeast: true };
  const below = finite[index - 1];
  if (below === undefined && bucket.upperBoundMs <= 0) return { milliseconds: bucket.upperBoundMs, atLeast: false };
  const start = below?.upperBoundMs ?? 0;
  const before = below?.perSecond ?? 0;
  const share = (rank - before) / (bucket.perSecond - before);
  return { milliseconds: start + (bucket.upperBoundMs - start) * share, atLeast: false };
}

/** Scrapes are not atomic: a bucket smaller than its predecessor is raised to it, as Prometheus does. */
function monotonic(buckets: Buckets): Buckets {
  let highest = 0;
  return buckets.map(({ upperBoundMs, perSecond }) => {
    highest = Math.max(highest, perSecond);
    return { upperBoundMs, perSecond: highest };
  });
}
