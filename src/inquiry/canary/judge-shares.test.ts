/** docs/policies.md §5.3, with its own examples, and what must hold of simulated truth. */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../testing/synthetic-mesh';
import { twoSidedZ, wilsonInterval } from '../statistics/wilson';
import { type CountedVersion, judgeShares } from './judge-shares';

const independent = { unit: 'requests', dispersion: 1 } as const;
const fixed = (share: number, count: number): CountedVersion => ({ configured: { min: share, max: share }, count });
const says = (versions: readonly CountedVersion[], judging: Parameters<typeof judgeShares>[1] = independent) =>
  judgeShares(versions, judging).map(({ verdict }) => verdict.says);

describe('a configured split', () => {
  it.each<[string, readonly CountedVersion[], readonly string[]]>([
    // §5.3: p̂ = 0.145, interval [0.102, 0.201], 4.5 points off.
    ['deviates with 58 of 400 at 10 %', [fixed(0.9, 342), fixed(0.1, 58)], ['inconclusive', 'deviates']],
    // n·p·(1 − p) = 9.
    ['is too little with 15 of 100 at 10 %', [fixed(0.9, 85), fixed(0.1, 15)], ['insufficient', 'insufficient']],
    ['matches with 1000 of 10,000 at 10 %', [fixed(0.9, 9000), fixed(0.1, 1000)], ['matches', 'matches']],
    // 1.6 points with a million requests: significant, and more than a tenth; 0.5 points: significant, and not worth a word.
    ['deviates by 1.6 points of a million', [fixed(0.9, 884_000), fixed(0.1, 116_000)], ['matches', 'deviates']],
    ['matches at 0.5 points off, however significant', [fixed(0.9, 895_000), fixed(0.1, 105_000)], ['matches', 'matches']],
    ['is inconclusive where the interval is wider than the margin', [fixed(0.9, 1080), fixed(0.1, 120)], ['matches', 'inconclusive']],
    ['has nothing to say of nothing', [fixed(0.9, 0), fixed(0.1, 0)], ['insufficient', 'insufficient']],
    ['has nothing to say of one request', [fixed(0.9, 1), fixed(0.1, 0)], ['insufficient', 'insufficient']],
    ['of 100 % matches when all are there', [fixed(1, 500), fixed(0, 0)], ['matches', 'matches']],
    ['of 100 % has too little with nine', [fixed(1, 9), fixed(0, 0)], ['insufficient', 'insufficient']],
    // §5.3.2: more than 0.5 % and at least 5.
    ['of 0 % deviates with 6 of 1000', [fixed(1, 994), fixed(0, 6)], ['deviates', 'deviates']],
    ['of 0 % bears 5 of 1000', [fixed(1, 995), fixed(0, 5)], ['matches', 'matches']],
    ['of 0 % bears 4 of 100', [fixed(1, 96), fixed(0, 4)], ['matches', 'matches']],
    ['nobody made is not compared', [{ count: 10 }, { count: 20 }], ['not-comparable', 'not-comparable']],
  ])('%s', (_, versions, expected) => expect(says(versions)).toEqual(expected));

  it.each([
    // §5.3.1: 10 % wants 112, 1 % wants 1011.
    [0.1, 112],
    [0.01, 1011],
    [0.5, 40],
  ])('with a candidate of %d needs %d requests', (share, needed) => {
    const [, candidate] = judgeShares([fixed(1 - share, needed - 11), fixed(share, 10)], independent);
    expect(candidate?.verdict).toMatchObject({ says: 'insufficient', needed });
    expect(says([fixed(1 - share, needed - 10), fixed(share, 10)])).not.toContain('insufficient');
  });

  it('is judged by n/φ where draws are not independent: 58 of 400 at φ = 3 is 133 requests', () => {
    // 133·0.145: the interval at z = 2.81 is [0.078, 0.253], which holds 0.1.
    expect(says([fixed(0.9, 342), fixed(0.1, 58)], { unit: 'connections', dispersion: 3 })).toEqual(['inconclusive', 'inconclusive']);
  });

  it.each<[string, number, string]>([
    ['inside is not compared', 0.3, 'not-comparable'],
    ['outside by far deviates', 0.6, 'deviates'],
    ['outside by less than the margin is left alone', 0.41, 'not-comparable'],
  ])('with bounds of 10 % to 40 %, %s', (_, share, expected) => {
    const [first] = judgeShares(
      [
        { configured: { min: 0.1, max: 0.4 }, count: 10_000 * share },
        { configured: { min: 0.6, max: 0.9 }, count: 10_000 * (1 - share) },
      ],
      independent,
    );
    expect(first?.verdict.says).toBe(expected);
  });
});

describe('simulated truth: 10,000 requests at 20 %, 1,000 seeded runs', () => {
  const random = seededRandom(20);
  const counts = Array.from({ length: 1000 }, () => {
    let count = 0;
    for (let request = 0; request < 10_000; request++) if (random() < 0.2) count += 1;
    return count;
  });
  it('shows 20 % within the displayed interval in at least 950 (exactly 950.3 are expected: see the statistics)', () => {
    const covered = counts.filter((count) => {
      const interval = wilsonInterval(count, 10_000, twoSidedZ(0.95));
      return interval !== undefined && interval.low <= 0.2 && 0.2 <= interval.high;
    });
    expect(covered.length).toBeGreaterThanOrEqual(950);
  });
  it('shows 20 % within the interval of the test in at least 985, and never cries wolf', () => {
    // At z = 2.81 the interval covers 99.5 %; a deviation must be 2 points (5 standard deviations of 0.4) as well.
    const judged = counts.map((count) => judgeShares([fixed(0.8, 10_000 - count), fixed(0.2, count)], independent)[1]);
    expect(
      judged.filter((each) => each?.tested !== undefined && each.tested.low <= 0.2 && 0.2 <= each.tested.high).length,
    ).toBeGreaterThanOrEqual(985);
    expect(judged.filter((each) => each?.verdict.says === 'deviates')).toHaveLength(0);
  });
});
