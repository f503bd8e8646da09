/** Expected values: published tables, hand arithmetic, or integers of any size. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../testing/synthetic-mesh';
import { falseDiscoveries } from './benjamini-hochberg';
import { dispersion } from './dispersion';
import { fisherTail } from './fisher';
import { greaterRate } from './greater-rate';
import { normalCdf, normalQuantile, normalTail } from './normal';
import { quantileRanks } from './quantile-ranks';
import { differenceBounds, greaterShare } from './two-proportions';
import { twoSidedZ, wilsonInterval } from './wilson';

describe('the normal distribution', () => {
  // The check values of AS 241 (Wichura 1988): 0.25, 0.001 and 1e-20; the others from any table.
  it.each([
    [0.25, -0.674_489_750_196_081_7],
    [0.001, -3.090_232_306_167_814],
    [1e-20, -9.262_340_089_798_409],
    [0.5, 0],
    [0.975, 1.959_963_984_540_054],
    [0.995, 2.575_829_303_548_901],
  ])('has at %d the quantile %d', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 12));
  // Abramowitz and Stegun, table 26.1 and 26.2.
  it.each([
    [1, 0.841_344_746_068_543],
    [1.96, 0.975_002_104_851_78],
    [-3, 0.001_349_898_031_63],
    [0, 0.5],
  ])('is below %d with probability %d', (z, p) => expect(normalCdf(z)).toBeCloseTo(p, 13));
  it('keeps the far tail, where 1 − P is 0', () => {
    // Q(10) = 7.619853024e-24 (Abramowitz and Stegun, 26.2).
    expect(normalTail(10) / 7.619_853_024e-24).toBeCloseTo(1, 6);
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(-1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ]);
  });
  it('is undone by its quantile', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => Math.abs(normalCdf(normalQuantile(p)) - p) < 1e-12),
    );
  });
  // docs/policies.md §5.3.3: z = 2.81, 2.94, 3.02 for 2, 3 and 4 versions at α = 0.01.
  it.each([
    [2, 2.81],
    [3, 2.94],
    [4, 3.02],
  ])('gives for %d versions z = %d', (versions, z) => expect(Number(normalQuantile(1 - 0.01 / (2 * versions)).toFixed(2))).toBe(z));
});

describe("Wilson's interval", () => {
  it('is the published one', () => {
    // docs/policies.md §5.3: 58 of 400 at z = 2.81 is [0.102, 0.201].
    const policies = wilsonInterval(58, 400, 2.81);
    expect([policies?.low.toFixed(3), policies?.high.toFixed(3)]).toEqual(['0.102', '0.201']);
    // Newcombe 1998 (Statistics in Medicine 17, 857–872), table I, method 3: 81 of 263 is 0.2553 to 0.3662, 15 of 148 is 0.0624 to 0.1605.
    for (const [count, total, low, high] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const) {
      const interval = wilsonInterval(count, total, twoSidedZ(0.95));
      expect([interval?.low, interval?.high].map((each) => Number(each?.toFixed(4)))).toEqual([low, high]);
    }
  });
  it('has no sample, no interval; and stays within 0 and 1 around the share', () => {
    expect(wilsonInterval(0, 0, 2)).toBeUndefined();
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.1, max: 5, noNaN: true }), (count, more, z) => {
        const [low, high] = Object.values(wilsonInterval(count, count + more, z) ?? {}) as [number, number];
        const share = count / (count + more);
        return low >= 0 && high <= 1 && low <= share && share <= high;
      }),
    );
  });
  it('holds 20 % of 10,000 in 95.0 % of all cases: the exact sum of the binomial probabilities of what it covers', () => {
    const [n, p] = [10_000, 0.2];
    let logProbability = n * Math.log(1 - p);
    let covered = 0;
    for (let x = 0; x <= n; x++) {
      const interval = wilsonInterval(x, n, twoSidedZ(0.95));
      if (interval !== undefined && interval.low <= p && p <= interval.high) covered += Math.exp(logProbability);
      logProbability += Math.log((n - x) / (x + 1)) + Math.log(p / (1 - p));
    }
    expect(covered).toBeGreaterThanOrEqual(0.95);
    expect(covered).toBeLessThan(0.951);
  });
});

describe('two shares', () => {
  it("are told apart by Fisher's exact test where few are expected", () => {
    // Fisher's tea: 3 of 4 right by chance is (16 + 1)/70; all 4 is 1/70.
    expect(fisherTail({ marked: 3, drawn: 4, allMarked: 4, all: 8 })).toBeCloseTo(17 / 70, 12);
    expect(greaterShare({ failed: 4, total: 4 }, { failed: 0, total: 4 })).toEqual({
      p: expect.closeTo(1 / 70, 12),
      test: 'Fisher exact',
    });
  });
  it('agree with exact integers', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(30), fc.nat(30), (a, b, c, d) => {
        const [drawn, all, allMarked] = [a + b, a + b + c + d, a + c];
        let sum = 0n;
        for (let k = a; k <= Math.min(drawn, allMarked); k++) sum += choose(allMarked, k) * choose(all - allMarked, drawn - k);
        const exact = Number((sum * 10n ** 30n) / choose(all, drawn)) / 1e30;
        expect(fisherTail({ marked: a, drawn, allMarked, all })).toBeCloseTo(exact, 9);
      }),
    );
  });
  it('are told apart by the pooled score where many are: z = 0.01 / √(0.015 · 0.985 · 2/20000) = 8.227', () => {
    const found = greaterShare({ failed: 400, total: 20_000 }, { failed: 200, total: 20_000 });
    expect(found?.test).toBe('two-proportion score');
    expect(normalQuantile(found?.p ?? 1)).toBeCloseTo(-8.227, 3);
  });
  it("differ by Newcombe's bounds", () => {
    // Newcombe 1998 (Statistics in Medicine 17, 873–890), table II, method 10: 56/70 − 48/80 is 0.0524 to 0.3339; 10/10 − 0/10 is 0.6075 to 1.
    const z = twoSidedZ(0.95);
    const first = differenceBounds({ failed: 56, total: 70 }, { failed: 48, total: 80 }, z);
    const second = differenceBounds({ failed: 10, total: 10 }, { failed: 0, total: 10 }, z);
    expect([first?.low.toFixed(4), first?.high.toFixed(4)]).toEqual(['0.0524', '0.3339']);
    expect([second?.low.toFixed(4), second?.high.toFixed(4)]).toEqual(['0.6075', '1.0000']);
  });
  it('are not compared without samples', () => {
    expect(greaterShare({ failed: 0, total: 0 }, { failed: 1, total: 2 })).toBeUndefined();
    expect(differenceBounds({ failed: 1, total: 2 }, { failed: 0, total: 0 }, 2)).toBeUndefined();
  });
});

describe('two rates', () => {
  // Of n events each is the candidate's with a half: 1/2^10 for all of ten, (10 + 1)/2^10 for nine; a third of the time: 1/3^5.
  it.each([
    ['ten against none', 10, 300, 0, 300, 1 / 1024],
    ['nine against one', 9, 60, 1, 60, 11 / 1024],
    ['five in 100 s against none in 200 s', 5, 100, 0, 200, 1 / 243],
    ['none', 0, 300, 10, 300, 1],
    ['nothing at all', 0, 300, 0, 300, 1],
  ])('%s', (_, count, seconds, other, otherSeconds, p) =>
    expect(greaterRate({ count, seconds }, { count: other, seconds: otherSeconds })).toBeCloseTo(p, 12),
  );
  it('are told apart by the normal tail where they are many: z = (599.5 − 550) / √(1100/4) = 2.985', () => {
    expect(normalQuantile(greaterRate({ count: 600, seconds: 300 }, { count: 500, seconds: 300 }))).toBeCloseTo(-2.985, 3);
  });
  it('agree with exact integers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(90), (a, b) => {
        let sum = 0n;
        for (let k = a; k <= a + b; k++) sum += choose(a + b, k);
        const exact = Number((sum * 10n ** 30n) / 2n ** BigInt(a + b)) / 1e30;
        expect(greaterRate({ count: a, seconds: 60 }, { count: b, seconds: 60 })).toBeCloseTo(exact, 9);
      }),
    );
  });
});

describe('many tests at once', () => {
  it('count as in the example of Benjamini and Hochberg: the four smallest of fifteen at 0.05', () => {
    // J. R. Statist. Soc. B 57 (1995), section 3.2.
    const values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];
    expect(falseDiscoveries(values.toReversed(), 0.05).filter(Boolean)).toHaveLength(4);
    expect(falseDiscoveries(values, 0.05).slice(0, 5)).toEqual([true, true, true, true, false]);
  });
  it('are one test when there is one, and none when there is none', () => {
    expect([falseDiscoveries([0.01], 0.01), falseDiscoveries([0.011], 0.01), falseDiscoveries([], 0.01)]).toEqual([[true], [false], []]);
  });
});

describe('dispersion', () => {
  it('is χ²/(m − 1) by hand', () => {
    // Ten intervals of 100, five with 40 and five with 60: p̂ = 0.5, each adds 10²/25 = 4, 40/9.
    const intervals = [40, 60, 40, 60, 40, 60, 40, 60, 40, 60].map((count) => ({ count, total: 100 }));
    expect(dispersion(intervals)).toBeCloseTo(40 / 9, 12);
  });
  it('is about 1 for independent draws, ten for batches of ten', () => {
    const random = seededRandom(7);
    const draw = (times: number) => Array.from({ length: times }, () => Number(random() < 0.2)).reduce((sum, each) => sum + each, 0);
    const single = Array.from({ length: 500 }, () => ({ count: draw(200), total: 200 }));
    const batches = Array.from({ length: 500 }, () => ({ count: draw(20) * 10, total: 200 }));
    // The standard error of φ is √(2/499) = 0.063 of it.
    expect(dispersion(single)).toBeLessThan(1.2);
    expect(Math.abs((dispersion(batches) ?? 0) - 10)).toBeLessThan(2);
  });
  it('is unknown with too few intervals or too little in them, and never below 1', () => {
    expect(dispersion([{ count: 1, total: 10 }])).toBeUndefined();
    expect(dispersion(Array.from({ length: 20 }, () => ({ count: 0, total: 5 })))).toBeUndefined();
    expect(dispersion(Array.from({ length: 20 }, () => ({ count: 50, total: 100 })))).toBe(1);
  });
});

it('ranks bound a median: 1000 requests, z = 2: 500 ± 2·√250 + ½, which is 467.9 to 532.1', () => {
  const { low, high } = quantileRanks(0.5, 1000, 2);
  expect([low?.toFixed(1), high?.toFixed(1)]).toEqual(['467.9', '532.1']);
  expect(quantileRanks(0.99, 50, 2).high).toBeUndefined();
  expect(quantileRanks(0.5, 2, 2)).toEqual({ low: undefined, high: undefined });
});

function choose(from: number, taken: number): bigint {
  if (taken < 0 || taken > from) return 0n;
  let result = 1n;
  for (let k = 1; k <= taken; k++) result = (result * BigInt(from - taken + k)) / BigInt(k);
  return result;
}
