import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scene, SceneEdge } from '../scene/scene';
import { sceneEdge, sceneNode } from '../testing/scene-parts';
import { distanceToPiece } from './edge-geometry';
import { screenLine } from './label-places';
import { nodeObstacles } from './label-requests';
import { overlaps } from './place-labels';
import { planLabels, worstKept } from './plan-labels';
import { sceneGeometry } from './scene-geometry';
import { touches } from './touches';
import type { View } from './view';

interface EdgeShape {
  readonly source: number;
  readonly target: number;
  readonly texts: number;
  readonly sick: boolean;
  readonly faded: boolean;
}

const edge = (shape: EdgeShape, index: number): SceneEdge =>
  sceneEdge(`e${index}`, `n${shape.source}`, `n${shape.target}`, {
    tone: shape.sick ? 'fail' : 'ok',
    width: 2,
    labels: Array.from({ length: shape.texts }, (_, at) => ({ text: `label ${at}`, tone: 'ok' as const })),
    ...(index < 30 && { rank: index + 1 }),
    priority: shape.sick ? 400 - index : 50,
    faded: shape.faded,
  });

const coordinate = fc.integer({ min: -3000, max: 3000 });
/** Any mesh and any part of it in view: lines on top of each other, loops, nodes on one spot, the view beside everything. */
const anything = fc.integer({ min: 1, max: 24 }).chain((nodes) => {
  const end = fc.integer({ min: 0, max: nodes - 1 });
  return fc.record({
    places: fc.array(fc.tuple(coordinate, coordinate), { minLength: nodes, maxLength: nodes }),
    edges: fc.array(
      fc.record({ source: end, target: end, texts: fc.integer({ min: 1, max: 4 }), sick: fc.boolean(), faded: fc.boolean() }),
      { maxLength: 90 },
    ),
    view: fc.record({
      zoom: fc.double({ min: 0.005, max: 3, noNaN: true }),
      panX: fc.integer({ min: -2000, max: 2000 }),
      panY: fc.integer({ min: -2000, max: 2000 }),
      width: fc.integer({ min: 320, max: 1900 }),
      height: fc.integer({ min: 300, max: 1000 }),
    }),
  });
});

interface Anything {
  readonly places: readonly (readonly [number, number])[];
  readonly edges: readonly EdgeShape[];
  readonly view: View;
}

function planOf({ places, edges, view }: Anything) {
  const nodes = places.map(([x, y], index) => sceneNode(`n${index}`, x, y));
  const scene: Scene = { groups: [], nodes, edges: edges.map(edge) };
  const geometry = sceneGeometry(scene);
  const plan = planLabels({
    scene,
    geometry,
    view,
    nameless: [],
    obstacles: nodeObstacles(nodes, view),
    // Letters of 6 px, lines of 15 px: what the painter would measure, about.
    measureEdge: ({ labels }) => {
      const whole = { width: 60 * labels.length, height: 21, complete: true };
      if (labels.length === 1) return [whole];
      return [whole, { width: 60, height: 6 + 15 * labels.length, complete: true }, { width: 60, height: 21, complete: false }];
    },
    measureName: () => ({ width: 60, height: 18 }),
  });
  return { scene, geometry, plan };
}

describe('the labels of the worst edges', () => {
  it('are all readable, on the map or in the strip, whatever the mesh and the zoom', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { scene, plan } = planOf(given);
        const worst = scene.edges.filter(({ rank }) => rank !== undefined && rank <= worstKept(given.view)).map(({ id }) => id);
        const onMap = plan.placed.map(({ id }) => id);
        const inStrip = plan.strip?.rows.map(({ id }) => id) ?? [];
        // Each of them once: min(N, 30), or min(N, 8) on a narrow map.
        expect(worst).toHaveLength(Math.min(given.edges.length, given.view.width < 600 ? 8 : 30));
        expect([...onMap.filter((id) => worst.includes(id)), ...inStrip].sort()).toEqual([...worst].sort());
      }),
      { numRuns: 300 },
    );
  });

  it('never overlap, lie whole on the map and keep off the strip', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { plan } = planOf(given);
        const boxes = [...plan.placed, ...plan.marks].map(({ box }) => box);
        for (const [index, box] of boxes.entries()) {
          expect(boxes.slice(index + 1).filter((other) => overlaps(box, other))).toEqual([]);
          expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= given.view.width && box.y + box.height <= given.view.height).toBe(true);
          if (plan.strip !== undefined) expect(overlaps(box, plan.strip.box)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of one text stay at their lines where there is room, although lines start together', () => {
    const edges = [1, 2, 3].map((target): EdgeShape => ({ source: 0, target, texts: 1, sick: false, faded: false }));
    const places = [
      [100, 300],
      [420, 150],
      [420, 300],
      [420, 450],
    ] as const;
    const { geometry, plan } = planOf({ places, edges, view: { zoom: 1, panX: 0, panY: 0, width: 800, height: 600 } });
    expect(plan.placed).toHaveLength(3);
    for (const { id, box } of plan.placed) {
      const { pieces } = screenLine(geometry.paths.get(id)!, { zoom: 1, panX: 0, panY: 0, width: 800, height: 600 });
      const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      expect(Math.min(...pieces.map(({ from, to }) => distanceToPiece(centre, from, to)))).toBeLessThan(40);
    }
  });

  it('that step aside have a line that ends at their edge', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { geometry, plan } = planOf(given);
        for (const { id, box, foot } of plan.placed) {
          const path = geometry.paths.get(id)!;
          const { pieces } = screenLine(path, given.view);
          if (foot === undefined) {
            expect(pieces.some(({ from, to }) => touches(box, from, to))).toBe(true);
            continue;
          }
          const curve = path.control === undefined ? 0.01 : 12;
          expect(Math.min(...pieces.map(({ from, to }) => distanceToPiece(foot, from, to)))).toBeLessThan(curve);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('in the strip stand in the order of their rank, with a number on every edge that can show one', () => {
    // Thirty edges between two nodes 60 px apart on the screen: hardly a label has room there.
    const given = {
      places: [
        [0, 0],
        [600, 0],
      ] as const,
      edges: Array.from({ length: 30 }, () => ({ source: 0, target: 1, texts: 4, sick: true, faded: false })),
      view: { zoom: 0.1, panX: 180, panY: 300, width: 390, height: 600 },
    };
    const { plan } = planOf(given);
    const ranks = plan.strip?.rows.map(({ rank }) => rank) ?? [];
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('are the same for the same picture', () => {
    fc.assert(
      fc.property(anything, (given) => {
        expect(planOf(given).plan).toEqual(planOf(given).plan);
      }),
      { numRuns: 30 },
    );
  });
});
