import { describe, expect, it } from 'vitest';
import { gridEnd } from '../range-grid';
import { planSpan } from './plan-span';

const HOUR = 3600;
const TO = 1_700_000_000;
const plan = (hours: number, more: { mostSeries?: number; scrapeIntervalSeconds?: number; mostValues?: number } = {}) =>
  planSpan({ fromSeconds: TO - hours * HOUR, toSeconds: TO, scrapeIntervalSeconds: 15, mostSeries: 100, mostValues: 4_000_000, ...more });

describe('the moments of a span', () => {
  it.each([
    // At most 360 steps: 6 h ÷ 360 = 60 s; 1 h ÷ 360 = 10 s, but scrapes come every 15; 24 h ÷ 360 = 240 s, the next usual step is 300.
    [6, 60, 361],
    [1, 15, 241],
    [24, 300, 289],
  ])('of %d h are %d s apart: %d of them, the last exactly its end', (hours, stepSeconds, points) => {
    const { grid, problems } = plan(hours);
    expect(grid).toMatchObject({ stepSeconds, points });
    expect(gridEnd(grid!)).toBe(TO);
    expect(problems).toEqual([]);
  });

  it.each([
    // 4,000,000 ÷ (8,000 × 1.25) = 400 moments: enough for 361.
    [8000, 60],
    // 4,000,000 ÷ (54,000 × 1.25) = 59 moments, 58 steps of 6 h ÷ 58 = 373 s: the next usual step is 600.
    [54_000, 600],
    // Beyond, at least twelve steps are kept and the limit of the family decides.
    [10_000_000, 1800],
  ])('%d series in 6 h make steps of %d s, and a coarser step is said with what to do', (mostSeries, stepSeconds) => {
    const { grid, problems } = plan(6, { mostSeries });
    expect(grid?.stepSeconds).toBe(stepSeconds);
    expect(problems.map(({ code }) => code)).toEqual(stepSeconds === 60 ? [] : ['span-step-coarser']);
    for (const { hint } of problems) expect(hint).toMatch(/Narrow the timeline or the scope/);
  });

  it('never holds more values of a family than it may, as long as it was counted right', () => {
    for (const mostSeries of [1, 500, 9000, 54_000, 200_000]) {
      const { grid } = plan(24, { mostSeries });
      if (mostSeries * 12 <= 4_000_000) expect((grid?.points ?? 0) * mostSeries).toBeLessThanOrEqual(4_000_000);
    }
  });

  it('is a day at most, the last one, and says so', () => {
    const { grid, problems } = plan(100);
    expect([grid!.startSeconds, gridEnd(grid!)]).toEqual([TO - 24 * HOUR, TO]);
    expect(problems.map(({ code }) => code)).toEqual(['span-too-long']);
  });

  it.each([0, -1, Number.NaN])('there are none in a span of %d hours', (hours) => {
    expect(plan(hours)).toMatchObject({ grid: undefined, problems: [{ code: 'span-empty' }] });
  });
});
