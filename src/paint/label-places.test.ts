import { describe, expect, it } from 'vitest';
import type { EdgePath } from './edge-geometry';
import { hidden, leaderFoot, placesBeside, screenLine } from './label-places';
import { touches } from './touches';

const box = { x: 10, y: 10, width: 20, height: 10 };
const view = { zoom: 2, panX: 5, panY: 0, width: 500, height: 500 };
const level = (id: string, y: number): EdgePath => ({ id, start: { x: 0, y }, end: { x: 100, y }, control: undefined, loop: false });

describe('the places of an edge label', () => {
  it.each([
    ['runs through it', 0, 15, 40, 15, true],
    ['ends in it', 0, 0, 20, 15, true],
    ['lies in it', 12, 12, 18, 18, true],
    ['cuts a corner', 5, 15, 15, 5, true],
    ['passes by', 0, 21, 40, 21, false],
    ['stops before it', 0, 15, 9, 15, false],
    ['passes a corner', 0, 12, 12, 0, false],
    ['is a point in it', 15, 15, 15, 15, true],
    ['is a point beside it', 5, 15, 5, 15, false],
  ])('a line that %s', (_, x1, y1, x2, y2, expected) => {
    expect(touches(box, { x: x1, y: y1 }, { x: x2, y: y2 })).toBe(expected);
  });

  it('beside a level line are clear of it, on both sides', () => {
    // On the screen the line lies at y = 2 × 50; a label 36 high stands with its edge 4, 16, 34 or 58 away.
    const places = placesBeside(level('a', 50), { from: 0, to: 1 }, view, { width: 120, height: 36 });
    expect(new Set(places.map(({ y }) => y))).toEqual(new Set([78, 122, 66, 134, 48, 152, 24, 176]));
    expect(new Set(places.map(({ foot }) => foot.y))).toEqual(new Set([100]));
  });

  it('cost more when they hide the line of another edge, an arrowhead, or a node on the way to their line', () => {
    const around = { lines: [screenLine(level('a', 50), view), screenLine(level('b', 80), view)], nodes: [] };
    const at = (x: number, y: number) => ({ x: x - 20, y: y - 10, width: 40, height: 20 });
    // The head of "a" ends at (2 × 100 + 5, 100); its own line costs nothing.
    expect(hidden(at(100, 100), 'a', around)).toBe(0);
    expect(hidden(at(100, 160), 'a', around)).toBeGreaterThan(0);
    expect(hidden(at(190, 100), 'a', around)).toBeGreaterThan(0);
    const node = { x: 90, y: 120, width: 20, height: 20 };
    const [clear, blocked] = [[], [node]].map((nodes) => hidden(at(100, 200), 'b', { lines: [], nodes }, { x: 100, y: 100 }));
    expect(blocked).toBeGreaterThan(clear ?? 0);
  });

  it.each([
    ['straight above the line', 90, 20, { from: 0, to: 1 }, { x: 90, y: 100 }],
    ['above its end: at three quarters of it', 300, 20, { from: 0, to: 1 }, { x: 155, y: 100 }],
    ['above its beginning: at a quarter', -50, 20, { from: 0, to: 1 }, { x: 55, y: 100 }],
    ['where only the first half is seen: at three eighths at most', 300, 20, { from: 0, to: 0.5 }, { x: 80, y: 100 }],
    ['on the line: none', 90, 105, { from: 0, to: 1 }, undefined],
  ])('have a line to it that ends in the middle of what is seen of it: %s', (_, x, y, part, foot) => {
    // On the screen the edge runs from (5, 100) to (205, 100).
    expect(leaderFoot(level('a', 50), part, { x: x - 20, y: y - 10, width: 40, height: 20 }, view)).toEqual(foot);
  });
});
