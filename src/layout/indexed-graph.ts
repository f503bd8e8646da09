/** The graph as numbers: nodes and boxes in an order of their own, edges as index pairs, so that the order of the input is gone. */
import { boxTree, type TreeBox } from './box-tree';
import { byCodeUnits } from './by-code-units';
import type { LayoutGraph } from './types';

export interface IndexedGraph {
  /** Sorted by UTF-16 code units, unique. */
  readonly ids: readonly string[];
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** Index into `boxes`. */
  readonly group: Int32Array;
  /** Outer ones before inner ones. */
  readonly boxes: readonly TreeBox[];
  /** The box each box stands in, -1 at the top. */
  readonly parent: Int32Array;
  /** Sorted by (from, to), unique, without self loops. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

export function indexGraph(graph: LayoutGraph): IndexedGraph {
  const unique = new Map(graph.nodes.map((node) => [node.id, node]));
  const nodes = [...unique.values()].sort((a, b) => byCodeUnits(a.id, b.id));
  const boxes = [...boxTree(graph).values()];
  const boxIndex = new Map(boxes.map(({ id }, at) => [id, at]));
  const index = new Map(nodes.map((node, at) => [node.id, at]));
  const { from, to } = indexEdges(graph.edges, index);
  return {
    ids: nodes.map((node) => node.id),
    width: Float64Array.from(nodes, (node) => node.width),
    height: Float64Array.from(nodes, (node) => node.height),
    group: Int32Array.from(nodes, (node) => boxIndex.get(node.group) ?? 0),
    boxes,
    parent: Int32Array.from(boxes, ({ parent }) => (parent === undefined ? -1 : (boxIndex.get(parent) ?? -1))),
    from,
    to,
  };
}

function indexEdges(edges: LayoutGraph['edges'], index: ReadonlyMap<string, number>): { from: Int32Array; to: Int32Array } {
  const size = index.size;
  const keys = new Float64Array(edges.length);
  let count = 0;
  for (const edge of edges) {
    const source = index.get(edge.source);
    const target = index.get(edge.target);
    if (source === undefined || target === undefined || source === target) continue;
    keys[count++] = source * size + target;
  }
  const sorted = keys.subarray(0, count).sort();
  const unique = sorted.filter((key, at) => at === 0 || key !== sorted[at - 1]);
  const from = Int32Array.from(unique, (key) => Math.floor(key / size));
  const to = Int32Array.from(unique, (key) => key % size);
  return { from, to };
}
