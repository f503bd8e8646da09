/** Crossings between neighbouring columns, counted with a Fenwick tree over the right column (Barth, Jünger and Mutzel 2002). */
import type { ProperLayers } from './proper-layers';
import { int } from './typed';

/** Number of crossing pairs of edges when the nodes of each column stand at `position`. */
export function countLayerCrossings(graph: ProperLayers, position: Int32Array): number {
  let total = 0;
  for (let at = 0; at + 1 < graph.columns.length; at++) {
    total += crossingsBetween(graph, graph.columns[at] ?? new Int32Array(), graph.columns[at + 1]?.length ?? 0, position);
  }
  return total;
}

function crossingsBetween(graph: ProperLayers, column: Int32Array, rightSize: number, position: Int32Array): number {
  const tree = new Int32Array(rightSize + 1);
  let seen = 0;
  let total = 0;
  for (const v of column) {
    const start = int(graph.right.start, v);
    const end = int(graph.right.start, v + 1);
    for (let at = start; at < end; at++) {
      total += seen - countUpTo(tree, int(position, int(graph.right.list, at)) + 1);
    }
    for (let at = start; at < end; at++) add(tree, int(position, int(graph.right.list, at)) + 1);
    seen += end - start;
  }
  return total;
}

function countUpTo(tree: Int32Array, index: number): number {
  let sum = 0;
  for (let at = index; at > 0; at -= at & -at) sum += int(tree, at);
  return sum;
}

function add(tree: Int32Array, index: number): void {
  for (let at = index; at < tree.length; at += at & -at) tree[at] = int(tree, at) + 1;
}
