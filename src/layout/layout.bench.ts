/** The layout against ELK's layered one and against bare sorting and iterating of the same graph; crossings and drift. `npx tsx src/layout/layout.bench.ts` prints it. */
import { performance } from 'node:perf_hooks';
import { elkLayered } from '../testing/elk-layered.testing';
import { straightCrossings } from '../testing/straight-crossings.testing';
import { syntheticMesh } from '../testing/synthetic-mesh';
import { indexGraph } from './indexed-graph';
import { layoutGraph } from './layout-graph';
import type { Layout, LayoutGraph } from './types';

export interface LayoutTimes {
  readonly services: number;
  readonly edges: number;
  /** First run in this process, then the best of a few. */
  readonly coldMs: number;
  readonly warmMs: number;
  /** The floor: sorting the nodes and edges by id and reading them once. */
  readonly floorMs: number;
}

/** From scratch, against its floor. */
export function runLayoutTimes(services: number, runs = 5): LayoutTimes {
  const graph = syntheticMesh({ nodes: services, edges: services * 3 });
  const coldMs = timed(() => layoutGraph(graph));
  return {
    services,
    edges: graph.edges.length,
    coldMs,
    warmMs: best(runs, () => layoutGraph(graph)),
    floorMs: best(runs, () => indexGraph(graph)),
  };
}

export interface LayoutAgainstElk {
  /** 3,000 services here ÷ 1,000 services by ELK (T1). */
  readonly ownMs: number;
  readonly elkMs: number;
  readonly ratio: number;
}

/** T1: target 0.05. ELK's one run is told with a warm start of the same size class (200 services). */
export async function runLayoutAgainstElk(): Promise<LayoutAgainstElk> {
  await elkLayered(syntheticMesh({ nodes: 200, edges: 600 }));
  const thousand = syntheticMesh({ nodes: 1000, edges: 3000 });
  const start = performance.now();
  await elkLayered(thousand);
  const elkMs = performance.now() - start;
  const { warmMs } = runLayoutTimes(3000, 3);
  return { ownMs: warmMs, elkMs, ratio: warmMs / elkMs };
}

export interface LayoutCrossings {
  readonly services: number;
  /** Crossings of straight edges, per edge. */
  readonly own: number;
  readonly elk: number;
  /** Target ≤ 1.0 (T2). */
  readonly ratio: number;
}

export async function runLayoutCrossings(services = 200, seed = 1): Promise<LayoutCrossings> {
  const graph = syntheticMesh({ nodes: services, edges: services * 3, seed });
  const own = straightCrossings(graph, layoutGraph(graph).nodes) / graph.edges.length;
  const elk = straightCrossings(graph, await elkLayered(graph)) / graph.edges.length;
  return { services, own, elk, ratio: own / elk };
}

export interface LayoutDrift {
  readonly services: number;
  readonly newcomers: number;
  readonly adaptMs: number;
  /** The furthest a surviving node moved, as a share of the diagonal (T8: exactly 0). */
  readonly drift: number;
}

/** 3 % of the services go and as many come. */
export function runLayoutDrift(services: number): LayoutDrift {
  const all = syntheticMesh({ nodes: Math.round(services * 1.03), edges: services * 3 });
  const gone = Math.round(services * 0.03);
  const before = without(all, (at) => at % 33 === 5, gone);
  const after = without(all, (at) => at % 33 === 17, gone);
  const layout = layoutGraph(before);
  let adapted = layout;
  const adaptMs = timed(() => {
    adapted = layoutGraph(after, layout);
  });
  return { services, newcomers: gone, adaptMs, drift: furthest(layout, adapted) };
}

function without(graph: LayoutGraph, leaves: (at: number) => boolean, most: number): LayoutGraph {
  let left = 0;
  return { ...graph, nodes: graph.nodes.filter((_, at) => !(leaves(at) && left++ < most)) };
}

function furthest(before: Layout, after: Layout): number {
  const boxes = [...before.groups.values()];
  const diagonal = Math.hypot(Math.max(...boxes.map((box) => box.x + box.width)), Math.max(...boxes.map((box) => box.y + box.height)));
  let most = 0;
  for (const [id, at] of after.nodes) {
    const was = before.nodes.get(id);
    if (was !== undefined) most = Math.max(most, Math.hypot(at.x - was.x, at.y - was.y));
  }
  return most / diagonal;
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function best(runs: number, work: () => unknown): number {
  return Math.min(...Array.from({ length: runs }, () => timed(work)));
}

if (process.argv[1]?.endsWith('layout.bench.ts') === true) {
  const sizes = [50, 200, 1000, 3000];
  console.table(sizes.map((size) => runLayoutTimes(size)));
  console.table(sizes.map((size) => runLayoutDrift(size)));
  console.table([await runLayoutCrossings(200, 1), await runLayoutCrossings(200, 2), await runLayoutCrossings(200, 3)]);
  console.table([await runLayoutAgainstElk()]);
}
