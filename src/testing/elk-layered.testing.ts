import ELK from 'elkjs/lib/elk.bundled.js';
import type { LayoutGraph, Point } from '../layout/types';

/** Centres by ELK's layered algorithm with its defaults: the yardstick of the layout. */
export async function elkLayered(graph: LayoutGraph): Promise<ReadonlyMap<string, Point>> {
  const laidOut = await new ELK().layout({
    id: 'mesh',
    layoutOptions: { 'elk.algorithm': 'layered' },
    children: graph.nodes.map(({ id, width, height }) => ({ id, width, height })),
    edges: graph.edges.map(({ source, target }, at) => ({ id: `edge ${at}`, sources: [source], targets: [target] })),
  });
  return new Map(
    (laidOut.children ?? []).map(({ id, x = 0, y = 0, width = 0, height = 0 }) => [id, { x: x + width / 2, y: y + height / 2 }]),
  );
}
