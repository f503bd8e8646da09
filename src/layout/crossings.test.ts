import { describe, expect, it } from 'vitest';
import { straightCrossings } from '../testing/straight-crossings.testing';
import { syntheticMesh } from '../testing/synthetic-mesh';
import { countLayerCrossings } from './crossings';
import { layoutGraph } from './layout-graph';
import { properLayers } from './proper-layers';

describe('crossings', () => {
  it('are counted for two edges that cross, and not for edges that share an end', () => {
    const at = new Map([
      ['a', { x: 0, y: 0 }],
      ['b', { x: 0, y: 10 }],
      ['c', { x: 10, y: 0 }],
      ['d', { x: 10, y: 10 }],
    ]);
    const graph = (...pairs: [string, string][]) => ({ nodes: [], edges: pairs.map(([source, target]) => ({ source, target })) });
    expect(straightCrossings(graph(['a', 'd'], ['b', 'c']), at)).toBe(1);
    expect(straightCrossings(graph(['a', 'c'], ['b', 'd']), at)).toBe(0);
    expect(straightCrossings(graph(['a', 'd'], ['a', 'c']), at)).toBe(0);
  });

  it('between two columns are the inversions: K3,3 has 9', () => {
    const pairs = [0, 1, 2].flatMap((from) => [3, 4, 5].map((to) => ({ from, to })));
    const graph = properLayers(6, {
      layer: Int32Array.from([0, 0, 0, 1, 1, 1]),
      layers: 2,
      from: Int32Array.from(pairs, ({ from }) => from),
      to: Int32Array.from(pairs, ({ to }) => to),
    });
    // Each pair of left nodes times each pair of right nodes crosses once: 3 × 3.
    expect(countLayerCrossings(graph, Int32Array.from([0, 1, 2, 0, 1, 2]))).toBe(9);
  });

  // Counted once with elkjs 0.12.1, layered with its defaults, by `npx tsx src/layout/layout.bench.ts` (centres, straight lines).
  it.each([
    { seed: 1, elk: 18_435 },
    { seed: 2, elk: 19_980 },
    { seed: 3, elk: 17_817 },
  ])('of 200 services and 600 calls are no more than ELK has (seed $seed)', ({ seed, elk }) => {
    const graph = syntheticMesh({ nodes: 200, edges: 600, seed });
    expect(straightCrossings(graph, layoutGraph(graph).nodes)).toBeLessThanOrEqual(elk);
  });
});
