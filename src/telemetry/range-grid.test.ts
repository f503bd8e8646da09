import { describe, expect, it } from 'vitest';
import { gridEnd, gridIndex, gridTime, rangeGrid, rateWindow, spanOfWindow } from './range-grid';

describe('the moments of a chart', () => {
  it.each([
    // span, scrape interval → step, points: 3600 / 240 = 15; 86 400 / 240 = 360, the next usual step is 600; 3600 / 60 = 60 points
    [3600, 15, 15, 241],
    [3600, 60, 60, 61],
    [86_400, 15, 600, 145],
    [7 * 86_400, 15, 3600, 169],
    [30 * 86_400, 15, 10_800, 241],
    [3600, undefined, 15, 241],
    [10, 15, 15, 2],
  ])('a span of %d s scraped every %s s has steps of %d s', (spanSeconds, scrapeIntervalSeconds, step, points) => {
    const grid = rangeGrid({ endSeconds: 1_700_000_007, spanSeconds, scrapeIntervalSeconds });
    expect([grid.stepSeconds, grid.points]).toEqual([step, points]);
    expect(grid.points).toBeLessThanOrEqual(241);
  });

  it('end exactly where the window ends, whatever the second', () => {
    const grid = rangeGrid({ endSeconds: 1_700_000_007.25, spanSeconds: 3600, scrapeIntervalSeconds: 15 });
    expect(gridEnd(grid)).toBe(1_700_000_007.25);
    expect(gridTime(grid, 0)).toBe(1_700_000_007.25 - 3600);
    expect(gridIndex(grid, 1_700_000_007.25 - 30)).toBe(238);
    expect(gridIndex(grid, 1_700_000_000)).toBeUndefined();
    expect(gridIndex(grid, 1_700_000_022.25)).toBeUndefined();
  });

  it.each([
    [60, 3600],
    [300, 3600],
    [600, 7200],
    [86_400, 12 * 86_400],
    [7 * 86_400, 30 * 86_400],
  ])('a window of %d s is shown within %d s', (window, span) => expect(spanOfWindow(window)).toBe(span));

  it('a rate is never taken over less than four scrapes', () => {
    expect(rateWindow(60, 30)).toBe(120);
    expect(rateWindow(300, 15)).toBe(300);
    expect(rateWindow(60, undefined)).toBe(60);
  });
});
