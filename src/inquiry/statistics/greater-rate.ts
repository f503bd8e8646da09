/** Whether something happens more often in one span of time than in another. */
import { logChoose } from './log-choose';
import { normalTail } from './normal';

/** So many events in so long; whole events. */
export interface Events {
  readonly count: number;
  readonly seconds: number;
}

/** Below this many expected on either side the tail is summed exactly. */
const LEAST_EXPECTED = 100;

/**
 * How likely the candidate's count or a larger one is if both rates are the same, given how much happened altogether: of n events each
 * falls into the candidate's span with the share of time it has (J. Przyborowski and H. Wilenski, Biometrika 31, 1940). The binomial tail
 * is summed; where both sides expect 100 at least, the normal one with continuity stands for it. 1 without events.
 */
export function greaterRate(candidate: Events, other: Events): number {
  const all = candidate.count + other.count;
  const share = candidate.seconds / (candidate.seconds + other.seconds);
  if (candidate.count <= 0 || all <= 0) return 1;
  if (all * Math.min(share, 1 - share) >= LEAST_EXPECTED)
    return normalTail((candidate.count - 0.5 - all * share) / Math.sqrt(all * share * (1 - share)));
  return binomialTail(candidate.count, all, share);
}

/** P(at least `count` of `all`), each with this share. Sums by the ratio of neighbours; stops where nothing more is added. */
function binomialTail(count: number, all: number, share: number): number {
  const odds = share / (1 - share);
  let term = Math.exp(logChoose(all, count) + count * Math.log(share) + (all - count) * Math.log(1 - share));
  let sum = term;
  for (let k = count; k < all; k++) {
    term *= ((all - k) / (k + 1)) * odds;
    sum += term;
    // Past the mode the terms fall faster than a geometric series.
    if (term < sum * 1e-17) break;
  }
  return Math.min(1, sum);
}
