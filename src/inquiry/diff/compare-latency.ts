/** Whether the 99th percentile moved, as far as histograms can tell (docs/diff.md). */
import type { Buckets } from '../../mesh/histogram';
import type { Latency } from '../../mesh/model';
import type { Telemetry } from '../../telemetry/rows';
import { apart, chanceOfShares, type Held, UNKNOWN } from './held';

/** What a p99 moves without anybody noticing: a fifth of the greater one, and 5 ms. */
export const FLOOR = { share: 0.2, milliseconds: 5 } as const;
const QUANTILE = 0.99;

/** Latency of one edge at one moment; `count` = requests in the window. */
export interface LatencySide {
  readonly latency: Latency | undefined;
  readonly buckets: Buckets | undefined;
  readonly quantilesFor: Telemetry['quantileGrouping'];
  readonly count: number;
}

/** No claim where one side has buckets and the other quantiles of the server, or both have those of different groupings. */
export function compareLatency(before: LatencySide, after: LatencySide): Held {
  const [a, b] = [before.latency?.p99?.milliseconds, after.latency?.p99?.milliseconds];
  if (a === undefined || b === undefined) return { ...UNKNOWN, before: a, after: b };
  const held = { before: a, after: b };
  const p = chanceOf(before, after);
  if (p === undefined) return { ...held, beyond: false };
  return { ...held, beyond: apart(a, b) >= FLOOR.share && Math.abs(a - b) >= FLOOR.milliseconds, p };
}

function chanceOf(before: LatencySide, after: LatencySide): number | undefined {
  if (before.buckets !== undefined && after.buckets !== undefined) return byBuckets(before, after);
  const served = before.buckets === undefined && after.buckets === undefined;
  return served && before.quantilesFor === after.quantilesFor ? byQuantiles(before, after) : undefined;
}

interface Bound {
  readonly before: number;
  readonly after: number;
}

/**
 * The quantile test (the median test of A. M. Mood, 1950, for another quantile): both samples are thrown together, and the lower bound of
 * the bucket that holds their common p99 parts slow from fast. Is the share of slow ones the same on both sides? Where it lies is decided by
 * the sum alone, so the test of the two shares is as exact as it is for any two shares, and nothing is supposed about the inside of a
 * bucket. 1 where the common p99 lies in the first bucket.
 */
function byBuckets(before: LatencySide, after: LatencySide): number | undefined {
  const [totalBefore, totalAfter] = [before.buckets?.at(-1)?.perSecond ?? 0, after.buckets?.at(-1)?.perSecond ?? 0];
  if (!(totalBefore > 0 && totalAfter > 0)) return undefined;
  const [scaleBefore, scaleAfter] = [before.count / totalBefore, after.count / totalAfter];
  const bounds = new Map<number, Bound>();
  const known = new Map((after.buckets ?? []).map(({ upperBoundMs, perSecond }) => [upperBoundMs, perSecond]));
  for (const { upperBoundMs, perSecond } of before.buckets ?? []) {
    const there = known.get(upperBoundMs);
    if (there !== undefined) bounds.set(upperBoundMs, { before: perSecond * scaleBefore, after: there * scaleAfter });
  }
  let fast: Bound | undefined;
  for (const bound of bounds.values()) {
    if (bound.before + bound.after >= QUANTILE * (before.count + after.count)) break;
    fast = bound;
  }
  return fast === undefined ? 1 : sharesOf({ count: before.count, fast: fast.before }, { count: after.count, fast: fast.after });
}

interface Slow {
  readonly count: number;
  readonly fast: number;
}

function sharesOf(before: Slow, after: Slow): number | undefined {
  const sample = ({ count, fast }: Slow) => {
    const total = Math.round(count);
    return { total, failed: Math.min(total, Math.max(0, Math.round(count - fast))) };
  };
  return chanceOfShares(sample(before), sample(after));
}

/**
 * The server told p50, p95 and p99 and no more. Of the faster side 1 % is slower than its own p99; of the slower side at least as much as
 * the lowest of its quantiles that reaches so far leaves above it. Only a p95 (or p50) beyond the other's p99 makes a difference.
 */
function byQuantiles(before: LatencySide, after: LatencySide): number | undefined {
  const [a, b] = [before.latency?.p99?.milliseconds ?? 0, after.latency?.p99?.milliseconds ?? 0];
  const [fast, slow] = a <= b ? [before, after] : [after, before];
  const limit = Math.min(a, b);
  const reaches = (quantile: { readonly milliseconds: number } | undefined) => quantile !== undefined && quantile.milliseconds > limit;
  const share = [
    [slow.latency?.p50, 0.5],
    [slow.latency?.p95, 0.05],
  ] as const;
  const above = share.find(([quantile]) => reaches(quantile))?.[1] ?? 1 - QUANTILE;
  return sharesOf({ count: fast.count, fast: fast.count * QUANTILE }, { count: slow.count, fast: slow.count * (1 - above) });
}
