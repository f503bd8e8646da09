import { describe, expect, it } from 'vitest';
import { boundLabels, bounds, shapeOf } from './latency-shape';

/** Cumulative share of a bucket: the chances to stay, multiplied from +Inf down. */
function shareUpTo(keep: Float64Array, label: string): number {
  return keep.slice(boundLabels.indexOf(label)).reduce((product, chance) => product * chance, 1);
}

describe('the spread over buckets', () => {
  it("has Istio's bounds, printed as Envoy prints them", () => {
    expect(boundLabels.join(' ')).toBe('0.5 1 5 10 25 50 100 250 500 1000 2500 5000 10000 30000 60000 300000 600000 1800000 3600000 +Inf');
    expect(bounds).toHaveLength(19);
  });

  it.each([
    ['100', 0.5],
    // ln(250/100) = 0.9163 = 1.8326 standard deviations of 0.5: 0.96657 of a normal distribution (table).
    ['250', 0.96657],
    // ln(50/100) = -0.6931 = -1.3863 standard deviations: 0.08283.
    ['50', 0.08283],
    ['+Inf', 1],
  ])('puts the tabled share of a lognormal of median 100 ms below %s', (label, share) => {
    expect(shareUpTo(shapeOf({ medianMs: 100, spread: 0.5 }).keep, label)).toBeCloseTo(share, 4);
  });

  it('mixes in a slow share', () => {
    const { keep, mean } = shapeOf({ medianMs: 10, spread: 0.01, slowShare: 0.2, slowMedianMs: 400 });
    expect(shareUpTo(keep, '250')).toBeCloseTo(0.8, 6);
    expect(shareUpTo(keep, '500')).toBe(1);
    expect(mean).toBeCloseTo(0.8 * 10 + 0.2 * 400, 1);
  });
});
