/** Whether one share of failures is greater than another, and by how much at least. */
import { fisherTail } from './fisher';
import { normalTail } from './normal';
import { wilsonInterval } from './wilson';

/** `failed` of `total`, whole numbers. */
export interface Sample {
  readonly failed: number;
  readonly total: number;
}

export interface GreaterShare {
  /** One-sided: how likely such a difference or a larger one is at equal shares. */
  readonly p: number;
  readonly test: 'two-proportion score' | 'Fisher exact';
}

/** Below this many expected in a cell the normal approximation is not trusted. */
const LEAST_EXPECTED = 10;

/**
 * Is the candidate's share greater? The pooled score test where every cell of the 2×2 table expects 10 at least, else R. A. Fisher's exact
 * test. Undefined where one of them has no sample.
 */
export function greaterShare(candidate: Sample, stable: Sample): GreaterShare | undefined {
  if (!(candidate.total > 0 && stable.total > 0)) return undefined;
  const total = candidate.total + stable.total;
  const failed = candidate.failed + stable.failed;
  const fewest = (Math.min(candidate.total, stable.total) * Math.min(failed, total - failed)) / total;
  if (fewest < LEAST_EXPECTED) {
    return { p: fisherTail({ marked: candidate.failed, drawn: candidate.total, allMarked: failed, all: total }), test: 'Fisher exact' };
  }
  const pooled = failed / total;
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / candidate.total + 1 / stable.total));
  const z = (candidate.failed / candidate.total - stable.failed / stable.total) / deviation;
  return { p: normalTail(z), test: 'two-proportion score' };
}

/**
 * Bounds of candidate − stable, each at the one-sided confidence that `z` stands for. R. G. Newcombe's hybrid score interval (Statistics in
 * Medicine 17, 1998, method 10): Wilson bounds of the two, put together. Undefined where one of them has no sample.
 */
export function differenceBounds(
  candidate: Sample,
  stable: Sample,
  z: number,
): { readonly low: number; readonly high: number } | undefined {
  const [a, b] = [wilsonInterval(candidate.failed, candidate.total, z), wilsonInterval(stable.failed, stable.total, z)];
  if (a === undefined || b === undefined) return undefined;
  const [shareA, shareB] = [candidate.failed / candidate.total, stable.failed / stable.total];
  return {
    low: shareA - shareB - Math.hypot(shareA - a.low, b.high - shareB),
    high: shareA - shareB + Math.hypot(a.high - shareA, shareB - b.low),
  };
}
