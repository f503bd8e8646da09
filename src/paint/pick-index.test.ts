import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EdgePath } from './edge-geometry';
import { createPickIndex, pickByScan } from './pick-index';

const at = fc.record({ x: fc.integer({ min: -1500, max: 1500 }), y: fc.integer({ min: -1500, max: 1500 }) });
const boxes = (name: string) =>
  fc
    .array(
      fc.record({
        x: fc.integer({ min: -1500, max: 1500 }),
        y: fc.integer({ min: -1500, max: 1500 }),
        width: fc.integer({ min: 1, max: 700 }),
        height: fc.integer({ min: 1, max: 300 }),
      }),
      { maxLength: 6 },
    )
    .map((list) => list.map((box, index) => ({ ...box, id: `${name}-${index}` })));
const edges: fc.Arbitrary<EdgePath[]> = fc
  .array(fc.record({ start: at, end: at, control: fc.option(at, { nil: undefined }) }), { maxLength: 15 })
  .map((list) => list.map((one, index) => ({ ...one, id: `edge-${index}`, loop: false })));
const pickable = fc.record({ nodes: boxes('node'), groups: boxes('group'), edges });

describe('what lies under the pointer', () => {
  it('is the same by grid and by looking at everything', () => {
    fc.assert(
      fc.property(pickable, fc.array(at, { minLength: 1, maxLength: 20 }), fc.constantFrom(0.5, 6, 60, 300), (scene, points, reach) => {
        const index = createPickIndex(scene);
        for (const point of points) expect(index.pick(point, reach)).toEqual(pickByScan(scene, point, reach));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same on the edges themselves, along the borders of the grid', () => {
    fc.assert(
      fc.property(pickable, fc.float({ min: 0, max: 1, noNaN: true }), (scene, t) => {
        const index = createPickIndex(scene);
        for (const { start, end } of scene.edges) {
          const point = { x: Math.round((start.x + (end.x - start.x) * t) / 256) * 256, y: start.y + (end.y - start.y) * t };
          expect(index.pick(point, 6)).toEqual(pickByScan(scene, point, 6));
        }
      }),
    );
  });

  const scene = {
    nodes: [{ id: 'node', x: 0, y: 0, width: 100, height: 40 }],
    edges: [{ id: 'edge', start: { x: 50, y: 0 }, end: { x: 200, y: 0 }, control: undefined, loop: false }],
    groups: [{ id: 'group', x: 0, y: 0, width: 600, height: 200 }],
  };
  it.each([
    ['the node, above edge and group', { x: 49, y: 5 }, { kind: 'node', id: 'node' }],
    ['the edge within reach', { x: 120, y: 5 }, { kind: 'edge', id: 'edge' }],
    ['the group where nothing else is', { x: 120, y: 50 }, { kind: 'group', id: 'group' }],
    ['nothing outside', { x: 1200, y: 50 }, undefined],
  ])('is %s', (_case, point, expected) => {
    expect(createPickIndex(scene).pick(point, 6)).toEqual(expected);
  });
});
