import { expect, it } from 'vitest';
import { largestScale, pixelsOf, tooLarge } from './png-size';

it.each([
  // 4 × 1,600 = 6,400 and 4 × 1,000 = 4,000: 25.6 million.
  [{ width: 1600, height: 1000 }, 4],
  // 4 × 5,000 = 20,000 > 16,384 a side; 3 × 5,000 × 3 × 1,000 = 45 million.
  [{ width: 5000, height: 1000 }, 3],
  // 2 × 8,000 × 2 × 8,000 = 256 million; 64 million at 1.
  [{ width: 8000, height: 8000 }, 1],
  [{ width: 17_000, height: 10 }, undefined],
  [{ width: 13_000, height: 12_000 }, undefined],
] as const)('%j can be made at %s', (size, expected) => {
  expect(largestScale(size)).toBe(expected);
});

it('the sentence says the size and the limit', () => {
  expect(tooLarge({ width: 5000, height: 1000 }, 4)).toBe(
    'At 4× this picture has 20,000 × 4,000 pixels; browsers draw at most 16,384 a side.',
  );
  expect(tooLarge({ width: 8000, height: 8000 }, 2)).toContain('16,000 × 16,000 pixels, more than the 134 million');
});

it('pixels are whole and never none', () => {
  expect(pixelsOf({ width: 100.2, height: 0 }, 2)).toEqual({ width: 201, height: 1 });
});
