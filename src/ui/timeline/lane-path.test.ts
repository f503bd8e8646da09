import { describe, expect, it } from 'vitest';
import { highest, lanePaths } from './lane-path';

/** Ten pixels a point, from 0 at y = 20 to the top, 10, at y = 0. */
const BOX = { xOf: (index: number) => index * 10, zeroY: 20, topY: 0, top: 10 };

describe('a line of the strip', () => {
  it.each([
    ['rises from zero to the top', [0, 10], 'M0 20L10 0', 'M0 20L0 20L10 0L10 20Z'],
    [
      'leaves a gap where there is no sample',
      [5, 5, Number.NaN, 0, 0],
      'M0 10L10 10M30 20L40 20',
      'M0 20L0 10L10 10L10 20ZM30 20L30 20L40 20L40 20Z',
    ],
    ['shows a lone sample as a dot, without a surface', [Number.NaN, 5, Number.NaN], 'M10 10h0', ''],
    ['ends with a lone sample', [5, 5, Number.NaN, 5], 'M0 10L10 10M30 10h0', 'M0 20L0 10L10 10L10 20Z'],
    ['is nothing without samples', [Number.NaN, Number.NaN], '', ''],
  ])('%s', (_, values, line, area) => {
    expect(lanePaths(Float64Array.from(values), BOX)).toEqual({ line, area });
  });

  it('knows its highest value, or that there is none', () => {
    expect(highest(Float64Array.of(Number.NaN, 3, 1))).toBe(3);
    expect(highest(Float64Array.of(Number.NaN))).toBeUndefined();
  });
});
