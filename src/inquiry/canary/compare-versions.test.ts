import { describe, expect, it } from 'vitest';
import type { Buckets } from '../../mesh/histogram';
import { seededRandom } from '../../testing/synthetic-mesh';
import { compareVersions } from './compare-versions';

const of = { stableName: 'v1', unit: 'requests' } as const;
const BOUNDS = [10, 25, 50, 100, 250, 500, Number.POSITIVE_INFINITY];

/** Requests in each bucket, cumulated. */
const histogram = (...inBucket: readonly number[]): Buckets => {
  let sum = 0;
  return BOUNDS.map((upperBoundMs, index) => {
    sum += inBucket[index] ?? 0;
    return { upperBoundMs, perSecond: sum };
  });
};
const version = (count: number, failed: number, buckets?: Buckets) => ({ count, failed, ends: [], ...(buckets && { buckets }) });

describe('a candidate', () => {
  it.each<[string, readonly [number, number], readonly [number, number], string]>([
    ['with twice the errors is worse', [20_000, 400], [20_000, 200], 'worse'],
    ['with as many errors is not', [20_000, 200], [20_000, 200], 'not-worse'],
    ['with fewer is not', [20_000, 100], [20_000, 200], 'not-worse'],
    // Half of 20 fail, of 10,000 none: Fisher's tail is about 1e-28, whatever the normal approximation thinks of it.
    ['that fails half of twenty is worse', [20, 10], [10_000, 0], 'worse'],
    ['with two requests says nothing', [2, 0], [10_000, 100], 'insufficient'],
    ['without requests says nothing', [0, 0], [10_000, 100], 'insufficient'],
    ['beside a stable version without requests says nothing', [10_000, 100], [0, 0], 'insufficient'],
    // 3 of 300 against 1 %: up to 2 points more are possible.
    ['with 300 requests cannot be cleared', [300, 3], [30_000, 300], 'insufficient'],
  ])('%s', (_, [count, failed], [stableCount, stableFailed], expected) => {
    expect(compareVersions(version(count, failed), version(stableCount, stableFailed), of).errors.verdict.says).toBe(expected);
  });

  it('is worse by so much at least: 2 % less 1 % of 20,000 each', () => {
    // Newcombe at z = 1.96: √((0.02 − 0.01815)² + (0.01147 − 0.01)²) = 0.00236 below 0.01.
    const { errors } = compareVersions(version(20_000, 400), version(20_000, 200), of);
    expect(errors.difference).toBeCloseTo(0.01, 6);
    expect(errors.atLeast).toBeCloseTo(0.0076, 4);
    expect(errors.test).toBe('two-proportion score');
  });

  it.each<[string, Buckets | undefined, Buckets, readonly string[]]>([
    // z = 2.5: the p99 of 1000 lies between ranks 982 and 998: of the candidate above 100 ms, of the stable version up to 100 ms.
    ['in later buckets is slower', histogram(0, 0, 0, 900, 90, 10), histogram(0, 900, 90, 10), ['worse', 'worse']],
    ['in the same buckets is not', histogram(0, 9000, 900, 100), histogram(0, 9000, 900, 100), ['not-worse', 'not-worse']],
    // The median of 20 lies between ranks 3.9 and 16.1, the p99 up to rank 21.4.
    ['with 20 requests has no p99', histogram(0, 20), histogram(0, 9000, 900, 100), ['not-worse', 'insufficient']],
    ['without histogram is not compared', undefined, histogram(0, 100), ['not-comparable', 'not-comparable']],
    ['beyond the last bound is slower', histogram(0, 0, 0, 0, 0, 0, 5000), histogram(0, 5000), ['worse', 'worse']],
  ])('%s', (_, candidate, stable, expected) => {
    const { latency } = compareVersions(version(1000, 0, candidate), version(1000, 0, stable), of);
    expect(latency.map(({ verdict }) => verdict.says)).toEqual(expected);
  });

  it('is slower by the distance of the buckets at least', () => {
    const { latency } = compareVersions(version(1000, 0, histogram(0, 0, 0, 1000)), version(1000, 0, histogram(0, 1000)), of);
    // 50 to 100 ms against 10 to 25 ms.
    expect(latency[0]).toMatchObject({ candidate: { low: 50, high: 100 }, stable: { low: 10, high: 25 }, atLeastMs: 25 });
  });

  it('of connections is not compared', () => {
    expect(compareVersions(version(10, 0), version(10, 0), { stableName: 'v1', unit: 'connections' }).verdict.says).toBe('not-comparable');
  });
});

describe('simulated truth', () => {
  const random = seededRandom(3);
  const failures = (requests: number, ratio: number): number => {
    let count = 0;
    for (let request = 0; request < requests; request++) if (random() < ratio) count += 1;
    return count;
  };
  const spread = [0.1, 0.35, 0.3, 0.15, 0.085, 0.01, 0.005];
  const latencies = (requests: number): Buckets => {
    const inBucket = BOUNDS.map(() => 0);
    for (let request = 0; request < requests; request++) {
      let rest = random();
      const at = spread.findIndex((share) => {
        rest -= share;
        return rest < 0;
      });
      const index = at === -1 ? BOUNDS.length - 1 : at;
      inBucket[index] = (inBucket[index] ?? 0) + 1;
    }
    return histogram(...inBucket);
  };

  it('at equal quality is "worse" in at most 5 % of 1,000 runs (2.5 % are allowed to errors, 2.5 % to latency)', () => {
    const worse = Array.from({ length: 1000 }, () =>
      compareVersions(version(2000, failures(2000, 0.02), latencies(2000)), version(8000, failures(8000, 0.02), latencies(8000)), of),
    ).filter(({ verdict }) => verdict.says === 'worse');
    expect(worse.length).toBeLessThanOrEqual(50);
    // The test is one: it does not get there by never saying anything.
    expect(worse.length).toBeGreaterThan(5);
  });

  it('finds a doubled error ratio, 1 % to 2 % of 20,000 each, in at least 95 % of 1,000 runs', () => {
    // z is about 0.01 / √(0.015 · 0.985 · 2/20,000) = 8.2 ± 1, the limit 1.96: all of them are expected.
    const found = Array.from({ length: 1000 }, () =>
      compareVersions(version(20_000, failures(20_000, 0.02)), version(20_000, failures(20_000, 0.01)), of),
    ).filter(({ verdict }) => verdict.says === 'worse');
    expect(found.length).toBeGreaterThanOrEqual(950);
  });
});
