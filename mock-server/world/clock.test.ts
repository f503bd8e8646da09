import { describe, expect, it } from 'vitest';
import { basisCount, createClock, waveWeights } from './clock';

const timeline = {
  periodSeconds: 3600,
  phases: [
    { name: 'calm', startSeconds: 0 },
    { name: 'storm', startSeconds: 1200 },
  ],
};

/** Midpoint sum of a wave over the seconds of [from, until) that fall into a phase. */
function summed(from: number, until: number, storm: boolean, weights: Float64Array): number {
  let sum = 0;
  for (let second = from + 0.5; second < until; second += 1) {
    if (second % 3600 >= 1200 !== storm) continue;
    const day = (second * 2 * Math.PI) / 86_400;
    const hour = (second * 2 * Math.PI) / 3600;
    sum +=
      weights[0]! + weights[1]! * Math.sin(day) + weights[2]! * Math.cos(day) + weights[3]! * Math.sin(hour) + weights[4]! * Math.cos(hour);
  }
  return sum;
}

function integral(cell: number, from: number, until: number, weights: Float64Array, changes: readonly number[] = []): number {
  const clock = createClock(timeline, changes);
  const out = new Float64Array(clock.cellCount * basisCount);
  clock.integrate(from, until, out, 0);
  return weights.reduce((sum, weight, basis) => sum + weight * out[cell * basisCount + basis]!, 0);
}

describe('the clock', () => {
  const weights = waveWeights({ day: 0.4, dayPeakSeconds: 64_800, hour: 0.1, hourPeakSeconds: 600 });

  it.each([
    [0, 100],
    [1_000, 5_000],
    [80_000, 200_000],
    [-50_000, 30_000],
  ])('integrates a wave through the phases from %d to %d as summing second by second does', (from, until) => {
    const shift = 86_400 * 20_000;
    expect(integral(0, from + shift, until + shift, weights)).toBeCloseTo(summed(from + shift, until + shift, false, weights), 1);
    expect(integral(1, from + shift, until + shift, weights)).toBeCloseTo(summed(from + shift, until + shift, true, weights), 1);
  });

  it('splits at the moments of changes without losing a second', () => {
    const flat = Float64Array.of(1, 0, 0, 0, 0);
    const changes = [2_000_000, 5_000_000];
    const cells = [0, 1, 2, 3, 4, 5].map((cell) => integral(cell, 0, 7200, flat, changes));
    // Calm lasts 1,200 s of each hour; segments end at 2,000 s and 5,000 s: 1200+800, 0+400… by hand.
    expect(cells.map(Math.round)).toEqual([1200, 800, 1200, 1800, 0, 2200]);
  });

  it('peaks where the wave says', () => {
    const around = (second: number): number => integral(0, second - 30, second + 30, waveWeights({ day: 0.5, dayPeakSeconds: 65_100 }));
    expect(around(65_100 + 86_400)).toBeGreaterThan(around(61_500 + 86_400));
    expect(around(65_100 + 86_400)).toBeCloseTo(60 * 1.5, 2);
  });
});
