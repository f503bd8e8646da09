import { describe, expect, it } from 'vitest';
import { utcOffset } from '../../lib/range-text';
import type { ChartLine } from '../../mesh/charts/edge-charts';
import { chartSummary, formatOf, readingText } from './chart-text';
import { nextGrid } from './next-grid';
import { sparkPaths } from './spark-paths';
import { tickText, timeTicks } from './time-ticks';

const AT = 1_773_169_200; // 2026-03-10T19:00:00Z
const nothing = Number.NaN;

describe('the moments a chart shows', () => {
  const question = {
    atSeconds: AT,
    windowSeconds: 300,
    live: true,
    spanSeconds: 3600,
    scrapeIntervalSeconds: 15,
    lastMilliseconds: 0,
  };
  const grid = nextGrid(undefined, question);

  it.each([
    ['less than a step later', { atSeconds: AT + 14 }, true],
    ['a step later', { atSeconds: AT + 15 }, false],
    ['a step later, from a source that took 10 s', { atSeconds: AT + 15, lastMilliseconds: 10_000 }, true],
    ['20 s later, from a source that took 10 s', { atSeconds: AT + 20, lastMilliseconds: 10_000 }, false],
    ['earlier, though still called now', { atSeconds: AT - 60 }, false],
    ['with another span', { spanSeconds: 7200 }, false],
    ['a window named inside, on a point', { live: false, atSeconds: AT - 600 }, true],
    ['a window named inside, between points', { live: false, atSeconds: AT - 601 }, false],
    ['a window that begins before', { live: false, atSeconds: AT - 3600 + 150 }, false],
    ['a window that ends after', { live: false, atSeconds: AT + 600 }, false],
  ])('%s: kept %s', (_what, change, kept) => {
    expect(nextGrid(grid, { ...question, ...change }) === grid).toBe(kept);
  });
});

describe('a chart in words', () => {
  const grid = { startSeconds: AT - 45, stepSeconds: 15, points: 4 };
  const line = (title: string, ...values: number[]): ChartLine => ({ id: title, title, values: Float64Array.from(values) });

  it('says the end, the range, the highest moment in the zone, and what is missing', () => {
    expect(chartSummary('Request rate', [line('All', 1, nothing, 30, 12)], grid, formatOf('requests'), utcOffset)).toBe(
      'Request rate, 2026-03-10 18:59:15–19:00:00 UTC. All: 12 rps at the end, from 1 rps to 30 rps, highest at 18:59:45; 1 of 4 points have no sample.',
    );
  });

  it.each([
    [[5, 5, 5, 5], 'p50: 5 ms at the end, always 5 ms.'],
    [[1, 2, 3, nothing], 'p50: no sample at the end, from 1 ms to 3 ms, highest at 18:59:45; 1 of 4 points have no sample.'],
    [[nothing, nothing, nothing, nothing], 'p50: no samples.'],
  ])('%j reads "%s"', (values, sentence) => {
    const summary = chartSummary('Latency', [line('p50', ...values)], grid, formatOf('milliseconds'), utcOffset);
    expect(summary.slice(summary.indexOf('p50'))).toBe(sentence);
  });

  it('a moment names every line, and a gap is no zero', () => {
    expect(readingText([line('All', 3, 0, 1, 2), line('5xx', nothing, nothing, 0, 1)], grid, 1, formatOf('requests'), utcOffset)).toBe(
      '18:59:30: All 0 rps, 5xx no sample',
    );
  });
});

describe('a sparkline', () => {
  it.each([
    // 12 × 12 with 1 pixel around: x 1, 6, 11; the maximum stands at y 1, zero at y 11
    [[0, 1, 2], ['M1 11L6 6L11 1']],
    [
      [2, nothing, 2],
      ['M1 1L1 1', 'M11 1L11 1'],
    ],
    [[0, 0, 0], ['M1 11L6 11L11 11']],
    [[nothing, nothing, nothing], []],
  ])('%j has a stretch for every part without gaps', (values, paths) => {
    expect(sparkPaths(Float64Array.from(values), 12, 12)).toEqual(paths);
  });
});

describe('the time axis', () => {
  it.each([
    // an hour with at most 4 marks: every 15 minutes
    [AT - 3600, AT, 4, ['18:00', '18:15', '18:30', '18:45', '19:00']],
    [AT - 3500, AT - 100, 4, ['18:15', '18:30', '18:45']],
  ])('has round moments from %d to %d', (from, to, most, texts) => {
    expect(timeTicks(from, to, most, utcOffset).map((at) => tickText(at, to - from, utcOffset))).toEqual(texts);
  });

  it('is round in the zone shown, and names days beyond one', () => {
    const kathmandu = () => 345;
    const ticks = timeTicks(AT - 2 * 86_400, AT, 4, kathmandu);
    expect(ticks.map((at) => tickText(at, 2 * 86_400, kathmandu))).toEqual(['03-09 12:00', '03-10 00:00', '03-10 12:00', '03-11 00:00']);
  });
});
