/** Whether measured shares are the configured ones (docs/policies.md §5.3). */
import { normalQuantile, normalTail } from '../statistics/normal';
import { wilsonInterval } from '../statistics/wilson';
import type { ConfiguredShare, Interval, SplitVerdict } from './model';
import { countText, pointsText, shareText } from './share-text';

export interface CountedVersion {
  /** absent = nobody configured one. */
  readonly configured?: ConfiguredShare;
  /** Requests or connections, whole. */
  readonly count: number;
}

export interface JudgedShare {
  readonly verdict: SplitVerdict;
  /** Wilson interval of the test. */
  readonly tested?: Interval;
  /** Two-sided p-value of the share, where it was tested. */
  readonly p?: number;
  /** On which side of the configured share the measured one lies, where it was tested. */
  readonly side?: 'above' | 'below';
}

export interface Judging {
  readonly unit: 'requests' | 'connections';
  /** φ: n/φ counts (docs/policies.md §5.3.6). */
  readonly dispersion: number;
}

/** Chance of a false alarm for one split whose shares are kept. */
export const SPLIT_ALPHA = 0.01;
/** Expected variance n·p·(1 − p) below which nothing is said. */
const LEAST_VARIANCE = 10;
/** A version with share 0 is left alone below both. */
const STRAY_SHARE = 0.005;
const STRAY_COUNT = 5;
/** Below this many of all, not even "all of them" says anything. */
const LEAST_COUNT = 10;

/** The margin within which a deviation does not matter: one point, or a tenth of the share. */
export const marginOf = (share: number): number => Math.max(0.01, 0.1 * share);

/** One verdict a version, in their order. */
export function judgeShares(versions: readonly CountedVersion[], { unit, dispersion }: Judging): readonly JudgedShare[] {
  const total = versions.reduce((sum, { count }) => sum + count, 0);
  const tested = versions.filter(({ configured }) => (configured?.max ?? 0) > 0).length;
  const z = normalQuantile(1 - SPLIT_ALPHA / (2 * Math.max(1, tested)));
  const needed = neededFor(versions, dispersion);
  return versions.map(({ configured, count }): JudgedShare => {
    if (configured === undefined) return { verdict: { says: 'not-comparable', reason: 'no-share', because: 'Nobody configured a share.' } };
    const interval = wilsonInterval(count / dispersion, total / dispersion, z);
    const bounds = interval === undefined ? {} : { tested: interval };
    if (configured.max === 0) return { ...bounds, verdict: judgeStray(count, total, unit) };
    if (interval === undefined || total < LEAST_COUNT) return { ...bounds, verdict: tooFew(total, Math.max(needed, LEAST_COUNT), unit) };
    if (configured.min < configured.max) return { ...bounds, verdict: judgeBounds(configured, count / total, interval) };
    if (configured.max === 1) return { ...bounds, verdict: judgeWhole(count, total, unit) };
    if (total < needed) return { ...bounds, verdict: tooFew(total, needed, unit) };
    const share = configured.max;
    const score = (count / total - share) / Math.sqrt((share * (1 - share) * dispersion) / total);
    return {
      tested: interval,
      p: 2 * normalTail(Math.abs(score)),
      side: score < 0 ? 'below' : 'above',
      verdict: judgeFixed(share, count / total, interval),
    };
  });
}

/** Sample size at which every fixed share has the variance that is asked for. */
function neededFor(versions: readonly CountedVersion[], dispersion: number): number {
  const fixed = versions.flatMap(({ configured }) =>
    configured !== undefined && configured.min === configured.max && configured.max > 0 && configured.max < 1 ? [configured.max] : [],
  );
  // A rounding error must not ask for one more: 10 / (0.5 · 0.5) is 40.
  return Math.max(0, ...fixed.map((share) => Math.ceil((LEAST_VARIANCE * dispersion) / (share * (1 - share)) - 1e-9)));
}

function tooFew(total: number, needed: number, unit: Judging['unit']): SplitVerdict {
  return { says: 'insufficient', needed, because: `${countText(total, unit)}; ${needed} are needed to tell.` };
}

function judgeFixed(share: number, measured: number, interval: Interval): SplitVerdict {
  const off = Math.abs(measured - share);
  const margin = marginOf(share);
  const says = `${shareText(measured)} measured, ${shareText(share)} configured`;
  const between = `${shareText(interval.low)} to ${shareText(interval.high)}`;
  if ((share < interval.low || share > interval.high) && off > margin) {
    const side = measured > share ? 'more' : 'less';
    return { says: 'deviates', confirmed: false, because: `${says}: ${pointsText(off)} ${side}; the true share is ${between}.` };
  }
  if (interval.low >= share - margin && interval.high <= share + margin) return { says: 'matches', because: `${says}.` };
  return { says: 'inconclusive', because: `${says}; the true share is ${between}, which settles nothing yet.` };
}

function judgeStray(count: number, total: number, unit: Judging['unit']): SplitVerdict {
  if (count / total > STRAY_SHARE && count >= STRAY_COUNT) {
    const because = `${count} of ${countText(total, unit)} (${shareText(count / total)}) although its share is 0: old connections, another route, or calls past the route.`;
    return { says: 'deviates', confirmed: false, zeroShare: true, because };
  }
  if (total < LEAST_COUNT) return tooFew(total, LEAST_COUNT, unit);
  return {
    says: 'matches',
    because: count === 0 ? 'No share configured, and none measured.' : `Only ${count} of ${countText(total, unit)}.`,
  };
}

function judgeWhole(count: number, total: number, unit: Judging['unit']): SplitVerdict {
  const missing = total - count;
  if (missing / total <= STRAY_SHARE || missing < STRAY_COUNT)
    return { says: 'matches', because: `${count} of ${countText(total, unit)}.` };
  const because = `${shareText(count / total)} measured, 100 % configured: ${missing} of ${countText(total, unit)} went elsewhere.`;
  return { says: 'deviates', confirmed: false, because };
}

function judgeBounds({ min, max }: ConfiguredShare, measured: number, interval: Interval): SplitVerdict {
  const bounds = `${shareText(min)} to ${shareText(max)}`;
  const below = interval.high < min && min - measured > marginOf(min);
  const above = interval.low > max && measured - max > marginOf(max);
  if (below || above)
    return { says: 'deviates', confirmed: false, because: `${shareText(measured)} measured; the rules give ${bounds}, whatever is asked.` };
  const because = `The request decides between rules that give it ${bounds}; ${shareText(measured)} is consistent with that.`;
  return { says: 'not-comparable', reason: 'conditional', because };
}
