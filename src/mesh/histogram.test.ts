import { describe, expect, it } from 'vitest';
import { addBuckets, histogramQuantile } from './histogram';

const INF = Number.POSITIVE_INFINITY;
const buckets = (...pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([upperBoundMs, perSecond]) => ({ upperBoundMs, perSecond }));

describe('quantiles of buckets', () => {
  it.each([
    // rank 5 of 10 lies in (10, 100], which holds 4…8: 10 + 90 × (5 − 4) / 4
    ['inside a bucket', 0.5, buckets([10, 4], [100, 8], [INF, 10]), { milliseconds: 32.5, atLeast: false }],
    // rank 2 of 10 lies in (0, 10], which holds 0…4
    ['in the first bucket from zero', 0.2, buckets([10, 4], [100, 8], [INF, 10]), { milliseconds: 5, atLeast: false }],
    ['beyond the last finite bound: at least that', 0.99, buckets([10, 4], [100, 8], [INF, 10]), { milliseconds: 100, atLeast: true }],
    // the bucket that shrank counts as 4: rank 5 lies in (100, 1000], which holds 4…10
    ['with a bucket that was scraped late', 0.5, buckets([10, 4], [100, 3], [1000, 10], [INF, 10]), { milliseconds: 250, atLeast: false }],
    ['of nothing', 0.5, buckets([10, 0], [INF, 0]), undefined],
    ['without a last bucket', 0.5, buckets([10, 1], [100, 2]), undefined],
    ['with only a last bucket', 0.5, buckets([INF, 3]), undefined],
    ['of no buckets', 0.5, [], undefined],
  ])('%s', (_words, quantile, given, expected) => expect(histogramQuantile(quantile, given)).toEqual(expected));

  it('adds buckets with equal bounds bound by bound', () => {
    expect(addBuckets(buckets([10, 1], [INF, 3]), buckets([10, 2], [INF, 2]))).toEqual(buckets([10, 3], [INF, 5]));
  });

  it('adds buckets of proxies with different bounds as `sum by (le)` does', () => {
    expect(addBuckets(buckets([10, 1], [INF, 3]), buckets([5, 2], [INF, 2]))).toEqual(buckets([5, 2], [10, 1], [INF, 5]));
  });
});
