/** The graph as numbers: nodes and groups sorted by id, edges as index pairs, so that the order of the input is gone. */
import { int } from './typed';
import type { LayoutGraph } from './types';

export interface IndexedGraph {
  /** Sorted by UTF-16 code units, unique. */
  readonly ids: readonly string[];
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** Index into `groupIds`. */
  readonly group: Int32Array;
  readonly groupIds: readonly string[];
  /** Sorted by (from, to), unique, without self loops. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Comparison that no locale can change. */
export function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function indexGraph(graph: LayoutGraph): IndexedGraph {
  const unique = new Map(graph.nodes.map((node) => [node.id, node]));
  const nodes = [...unique.values()].sort((a, b) => byCodeUnits(a.id, b.id));
  const groupIds = [...new Set(nodes.map((node) => node.group))].sort(byCodeUnits);
  const groupIndex = new Map(groupIds.map((id, index) => [id, index]));
  const index = new Map(nodes.map((node, at) => [node.id, at]));
  const { from, to } = indexEdges(graph.edges, index);
  return {
    ids: nodes.map((node) => node.id),
    width: Float64Array.from(nodes, (node) => node.width),
    height: Float64Array.from(nodes, (node) => node.height),
    group: Int32Array.from(nodes, (node) => groupIndex.get(node.group) ?? 0),
    groupIds,
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

/** Members of every group, ascending. */
export function membersOf(graph: IndexedGraph): readonly Int32Array[] {
  const lists: number[][] = graph.groupIds.map(() => []);
  for (let v = 0; v < graph.ids.length; v++) lists[int(graph.group, v)]?.push(v);
  return lists.map((list) => Int32Array.from(list));
}
