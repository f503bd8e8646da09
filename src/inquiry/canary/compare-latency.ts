/** Whether a candidate is slower than the stable version, as far as histograms can tell (docs/canary.md). */
import { formatMilliseconds } from '../../lib/format-number';
import type { Buckets } from '../../mesh/histogram';
import { normalQuantile } from '../statistics/normal';
import { quantileRanks } from '../statistics/quantile-ranks';
import { QUALITY_ALPHA } from './compare-errors';
import type { Interval, LatencyComparison } from './model';

const QUANTILES = [0.5, 0.99] as const;
/** Half of the chance of a false alarm, over two quantiles and the two intervals of each. */
const Z = normalQuantile(1 - QUALITY_ALPHA / 2 / QUANTILES.length / 2);

/**
 * Where a quantile lies, by the bounds of the buckets its ranks fall into: nothing is supposed about how requests are spread inside a
 * bucket. `counts` are cumulative numbers of requests. A candidate is slower when its whole interval lies above the stable version's; it is
 * not slower when its interval ends no higher. Undefined histograms are not compared.
 */
export function compareLatency(candidate: Buckets | undefined, stable: Buckets | undefined): readonly LatencyComparison[] {
  return QUANTILES.map((quantile): LatencyComparison => {
    if (candidate === undefined || stable === undefined)
      return { quantile, verdict: { says: 'not-comparable', because: 'There are no histogram buckets of both.' } };
    const [own, theirs] = [quantileInterval(candidate, quantile), quantileInterval(stable, quantile)];
    const known = { quantile, ...(theirs && { stable: theirs }), ...(own && { candidate: own }) };
    const name = `p${quantile * 100}`;
    if (own === undefined || theirs === undefined)
      return { ...known, verdict: { says: 'insufficient', because: `Too few requests to bound ${name}.` } };
    const says = `${name} ${intervalText(own)}, of the stable version ${intervalText(theirs)}`;
    if (own.low >= theirs.high) return { ...known, atLeastMs: own.low - theirs.high, verdict: { says: 'worse', because: `${says}.` } };
    if (own.high <= theirs.high) return { ...known, verdict: { says: 'not-worse', because: `${says}.` } };
    return { ...known, verdict: { says: 'insufficient', because: `${says}: they overlap, and it may be slower.` } };
  });
}

/** Milliseconds; `high` is infinite in the last bucket. Undefined where the sample is too small to bound the quantile on both sides. */
function quantileInterval(buckets: Buckets, quantile: number): Interval | undefined {
  const total = buckets.at(-1)?.perSecond ?? 0;
  const { low, high } = quantileRanks(quantile, total, Z);
  if (low === undefined || high === undefined) return undefined;
  const [first, last] = [bucketOf(buckets, low), bucketOf(buckets, high)];
  if (first === -1 || last === -1) return undefined;
  return { low: buckets[first - 1]?.upperBoundMs ?? 0, high: buckets[last]?.upperBoundMs ?? Number.POSITIVE_INFINITY };
}

/** The bucket that holds the rank. Scrapes are not atomic: a bucket below its predecessor holds nothing. */
function bucketOf(buckets: Buckets, rank: number): number {
  return buckets.findIndex(({ perSecond }) => perSecond >= rank);
}

function intervalText({ low, high }: Interval): string {
  if (!Number.isFinite(high)) return `above ${formatMilliseconds(low)}`;
  return `${formatMilliseconds(low)} to ${formatMilliseconds(high)}`;
}
