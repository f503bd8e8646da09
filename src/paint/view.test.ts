import { describe, expect, it } from 'vitest';
import { zoomToReveal } from './view';

// 1000 × 600 px of canvas; at zoom z a box of 150 × 50 scene pixels is 150 z × 50 z.
const view = (zoom: number) => ({ zoom, panX: 0, panY: 0, width: 1000, height: 600 });
const at = (x: number, y: number, width = 150, height = 50) => ({ x, y, width, height });

describe('bringing one thing into view changes as little as can be', () => {
  it.each<[string, number, ReturnType<typeof at>, number | undefined]>([
    ['what is seen and readable stays where it is', 1, at(500, 300), undefined],
    ['what is seen small, but 67 px wide, stays too', 0.45, at(500, 300), undefined],
    ['a long steep edge counts by its height', 0.1, at(5000, 3000, 10, 2000), undefined],
    ['what is outside comes in at the same zoom', 1, at(5000, 300), 1],
    ['what is 15 px wide is brought to a readable zoom', 0.1, at(500, 300), 0.6],
  ])('%s', (_, zoom, place, expected) => {
    expect(zoomToReveal(view(zoom), place)).toBe(expected);
  });
});
