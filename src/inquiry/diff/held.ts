/** A number of both moments held against each other: beyond the noise floor or not, and how likely by chance. */
import { falseDiscoveries } from '../statistics/benjamini-hochberg';
import { type Events, greaterRate } from '../statistics/greater-rate';
import { greaterShare, type Sample } from '../statistics/two-proportions';
import type { Delta } from './model';

export interface Held {
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Further apart than the noise floor. */
  readonly beyond: boolean;
  /** Two-sided: how likely so much apart or more is where nothing changed. Undefined = nothing was counted; then the floor decides. */
  readonly p?: number;
}

export const UNKNOWN: Held = { before: undefined, after: undefined, beyond: false };

/** Of all differences that are named, at most so many are expected to be chance. */
export const FALSE_DISCOVERIES = 0.01;

/**
 * Which of all the numbers of a mesh differ significantly. A number within the noise floor enters with p = 1, so that looking at the
 * floor first takes nothing from what the false discovery rate promises.
 */
export function judgeAll(all: readonly Held[]): (held: Held) => Delta {
  const counted = all.filter(({ p }) => p !== undefined);
  const discovered = falseDiscoveries(
    counted.map(({ p = 1, beyond }) => (beyond ? p : 1)),
    FALSE_DISCOVERIES,
  );
  const named = new Set(counted.filter((_, index) => discovered[index] === true));
  return (held) => ({ before: held.before, after: held.after, significant: held.beyond && (held.p === undefined || named.has(held)) });
}

/**
 * Requests come in bursts (a page makes several calls, a failed one is tried again), which makes counts vary more than independent draws
 * would: a rate is tested as if only every second request told something.
 */
const REQUESTS_A_BURST = 2;

/** Two-sided test of two rates by their counts. */
export function chanceOfRates(before: Events, after: Events): number {
  const bursts = ({ count, seconds }: Events) => ({ count: Math.round(count / REQUESTS_A_BURST), seconds });
  const [a, b] = [bursts(before), bursts(after)];
  return twoSided(greaterRate(a, b), greaterRate(b, a));
}

/** Two-sided test of two shares; undefined where one of them has no sample. */
export function chanceOfShares(before: Sample, after: Sample): number | undefined {
  const [less, more] = [greaterShare(before, after), greaterShare(after, before)];
  return less === undefined || more === undefined ? undefined : twoSided(less.p, more.p);
}

const twoSided = (one: number, other: number): number => Math.min(1, 2 * Math.min(one, other));

/** How far two amounts are apart, as a share of the greater; 0..1. */
export function apart(a: number, b: number): number {
  const greater = Math.max(a, b);
  return greater > 0 ? Math.abs(a - b) / greater : 0;
}
