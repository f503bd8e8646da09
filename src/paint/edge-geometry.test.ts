import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sceneEdge, sceneNode } from '../testing/scene-parts';
import { edgePath, laneOfEdges } from './edge-geometry';

const node = (id: string, x: number, y: number) => sceneNode(id, x, y, { width: 100, height: 40 });

describe('where an edge runs', () => {
  it('goes from border to border on the line between the centres', () => {
    const path = edgePath(sceneEdge('e', 'a', 'b'), node('a', 0, 0), node('b', 300, 0), 0);
    expect(path).toMatchObject({ start: { x: 50, y: 0 }, end: { x: 250, y: 0 } });
  });

  it('keeps edges of one pair apart, and each on the borders of its nodes', () => {
    const edges = [sceneEdge('1', 'a', 'b'), sceneEdge('2', 'a', 'b'), sceneEdge('3', 'b', 'a')];
    const nodes = new Map([
      ['a', node('a', 0, 0)],
      ['b', node('b', 300, 0)],
    ]);
    const lanes = laneOfEdges(edges);
    const heights = edges.map((one) => edgePath(one, nodes.get(one.source)!, nodes.get(one.target)!, lanes.get(one.id)!).start.y);
    expect(new Set(heights.map((y) => y.toFixed(1))).size).toBe(3);
  });

  it('starts and ends on the borders wherever the nodes are', () => {
    const place = fc.integer({ min: -2000, max: 2000 });
    fc.assert(
      fc.property(place, place, fc.integer({ min: -5, max: 5 }), (x, y, lane) => {
        fc.pre(Math.abs(x) > 110 || Math.abs(y) > 50);
        const source = node('a', 0, 0);
        const target = node('b', x, y);
        const { start, end } = edgePath(sceneEdge('e', 'a', 'b'), source, target, lane);
        for (const [point, at] of [
          [start, source],
          [end, target],
        ] as const) {
          const across = Math.max(Math.abs(point.x - at.x) / 50, Math.abs(point.y - at.y) / 20);
          expect(across).toBeCloseTo(1, 6);
        }
      }),
    );
  });

  it('gives an edge the same lane whatever order the edges come in', () => {
    const edges = [sceneEdge('1', 'a', 'b'), sceneEdge('2', 'a', 'b'), sceneEdge('3', 'b', 'a'), sceneEdge('4', 'a', 'c')];
    expect(new Map([...laneOfEdges([...edges].reverse())].sort())).toEqual(new Map([...laneOfEdges(edges)].sort()));
  });
});
