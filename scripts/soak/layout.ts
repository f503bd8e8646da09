/** Seeded simulations of a mesh that changes: whoever stays stays exactly where it was, in a box that holds it, and overlaps nobody. */
import { layoutGraph } from '../../src/layout/layout-graph';
import type { Layout, LayoutGraph, LayoutNode } from '../../src/layout/types';
import { seededRandom, syntheticMesh } from '../../src/testing/synthetic-mesh';

const SIZES = [5, 40, 150, 600] as const;
const LEAVING = 0.03;
/** Of services that left, how many come back in a step: they stood somewhere once. */
const RETURNING = 0.3;

interface Simulation {
  readonly services: number;
  readonly seed: number;
  readonly steps: number;
}

interface Present {
  graph: LayoutGraph;
  absent: readonly LayoutNode[];
  edges: LayoutGraph['edges'];
}

function change(present: Present, random: () => number, step: number): Present {
  const stays = present.graph.nodes.filter(() => random() >= LEAVING);
  const staying = new Set(stays.map(({ id }) => id));
  const left = present.graph.nodes.filter(({ id }) => !staying.has(id));
  const back = present.absent.filter(() => random() < RETURNING);
  const returned = new Set(back.map(({ id }) => id));
  const model = present.graph.nodes[0];
  const fresh = model === undefined || random() < 0.5 ? [] : [{ ...model, id: `${model.group}/new-${step}`, width: 112 + (step % 3) * 44 }];
  const nodes = [...stays, ...back, ...fresh];
  const ends = nodes[Math.floor(random() * nodes.length)];
  const news = ends === undefined ? [] : fresh.map(({ id }) => ({ source: ends.id, target: id }));
  const edges = [...present.edges.filter(() => random() >= 0.002), ...news];
  return { graph: { nodes, edges }, edges, absent: [...present.absent.filter(({ id }) => !returned.has(id)), ...left] };
}

/** Nobody who stays moves. */
function moved(before: Layout, after: Layout): string | undefined {
  for (const [id, at] of after.nodes) {
    const was = before.nodes.get(id);
    if (was !== undefined && (was.x !== at.x || was.y !== at.y)) return `${id} moved`;
  }
  return undefined;
}

const EPSILON = 1e-6;

/** Everybody has a place, inside the box of the group, apart from all others. */
function misplaced({ nodes }: LayoutGraph, layout: Layout): string | undefined {
  const placed: { readonly id: string; readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }[] =
    [];
  for (const { id, group, width, height } of nodes) {
    const at = layout.nodes.get(id);
    const box = layout.groups.get(group);
    if (at === undefined || box === undefined) return `${id} has no place`;
    const one = { id, left: at.x - width / 2, right: at.x + width / 2, top: at.y - height / 2, bottom: at.y + height / 2 };
    const inside =
      one.left >= box.x - EPSILON &&
      one.right <= box.x + box.width + EPSILON &&
      one.top >= box.y - EPSILON &&
      one.bottom <= box.y + box.height + EPSILON;
    if (!inside) return `${id} is outside of ${group}`;
    placed.push(one);
  }
  placed.sort((a, b) => a.left - b.left);
  for (const [index, a] of placed.entries()) {
    for (let other = index + 1; other < placed.length; other += 1) {
      const b = placed[other];
      if (b === undefined || b.left >= a.right - EPSILON) break;
      if (a.top < b.bottom - EPSILON && b.top < a.bottom - EPSILON) return `${a.id} and ${b.id} overlap`;
    }
  }
  return undefined;
}

function overlappingBoxes({ groups }: Layout): string | undefined {
  const boxes = [...groups];
  for (const [index, [id, a]] of boxes.entries()) {
    for (const [other, b] of boxes.slice(index + 1)) {
      const apart =
        a.x + a.width <= b.x + EPSILON ||
        b.x + b.width <= a.x + EPSILON ||
        a.y + a.height <= b.y + EPSILON ||
        b.y + b.height <= a.y + EPSILON;
      if (!apart) return `the boxes of ${id} and ${other} overlap`;
    }
  }
  return undefined;
}

function simulate({ services, seed, steps }: Simulation): string | undefined {
  const random = seededRandom(seed);
  const first = syntheticMesh({ nodes: services, edges: services * 3, seed });
  let present: Present = { graph: first, absent: [], edges: first.edges };
  let layout = layoutGraph(first);
  for (let step = 0; step < steps; step += 1) {
    present = change(present, random, step);
    const next = layoutGraph(present.graph, layout);
    const wrong = moved(layout, next) ?? misplaced(present.graph, next) ?? overlappingBoxes(next);
    if (wrong !== undefined) return `${services} services, seed ${seed}, step ${step}: ${wrong}`;
    layout = next;
  }
  return undefined;
}

export interface LayoutSoak {
  readonly simulations: number;
  readonly steps: number;
  /** One sentence per broken simulation. */
  readonly broken: readonly string[];
}

export function soakLayout(seeds: number, steps: number): LayoutSoak {
  const simulations = SIZES.flatMap((services) => Array.from({ length: seeds }, (_, index) => ({ services, seed: index + 1, steps })));
  const broken = simulations.flatMap((one) => simulate(one) ?? []);
  return { simulations: simulations.length, steps: simulations.length * steps, broken };
}
