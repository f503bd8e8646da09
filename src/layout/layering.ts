/** Columns for the nodes of one box: every forward edge points right, edges are short, no column is much too tall. */
import { flowOrder } from './flow-order';
import { type Adjacency, adjacencyOf, degree, int } from './typed';

export interface Layering {
  /** Column of each node. */
  readonly layer: Int32Array;
  readonly layers: number;
  /** The edges with the few backward ones turned round. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** `mostPerLayer`: nodes beyond it are pushed to later columns. Nodes without edges fill the shortest columns. */
export function layerNodes(size: number, from: Int32Array, to: Int32Array, mostPerLayer: number, depth: Float64Array): Layering {
  const position = flowOrder(size, from, to);
  const forward = turnBackward(from, to, position);
  const order = Int32Array.from({ length: size }, (_, v) => v).sort((a, b) => int(position, a) - int(position, b));
  const out = adjacencyOf(size, forward.from, forward.to);
  const into = adjacencyOf(size, forward.to, forward.from);
  const linked = order.filter((v) => degree(out, v) + degree(into, v) > 0);
  const layer = schedule(size, linked, out, into, mostPerLayer);
  tighten(layer, linked, out, into, mostPerLayer);
  const single = order.filter((v) => degree(out, v) + degree(into, v) === 0);
  const layers = spreadSingles(layer, linked, single, mostPerLayer, depth);
  return { layer, layers, ...forward };
}

function turnBackward(from: Int32Array, to: Int32Array, position: Int32Array): { from: Int32Array; to: Int32Array } {
  const backward = from.map((source, e) => (int(position, source) > int(position, int(to, e)) ? 1 : 0));
  return {
    from: from.map((source, e) => (backward[e] === 1 ? int(to, e) : source)),
    to: to.map((target, e) => (backward[e] === 1 ? int(from, e) : target)),
  };
}

/** Longest path from the left; when a column would be too full, what has the longest way still to go stays. */
function schedule(size: number, linked: Int32Array, out: Adjacency, into: Adjacency, most: number): Int32Array {
  const remaining = longestWay(size, linked.slice().reverse(), out);
  const layer = new Int32Array(size).fill(-1);
  const waiting = Int32Array.from({ length: size }, (_, v) => degree(into, v));
  let ready = [...linked].filter((v) => waiting[v] === 0);
  for (let column = 0; ready.length > 0; column++) {
    ready.sort((a, b) => int(remaining, b) - int(remaining, a) || a - b);
    const taken = ready.slice(0, most);
    const next = ready.slice(most);
    for (const v of taken) {
      layer[v] = column;
      for (let at = int(out.start, v); at < int(out.start, v + 1); at++) {
        const target = int(out.list, at);
        waiting[target] = int(waiting, target) - 1;
        if (waiting[target] === 0) next.push(target);
      }
    }
    ready = next;
  }
  return layer;
}

/** Length of the longest path along `rows`; `order` visits ends before starts. */
export function longestWay(size: number, order: Int32Array, rows: Adjacency): Int32Array {
  const way = new Int32Array(size);
  for (const v of order) {
    for (let at = int(rows.start, v); at < int(rows.start, v + 1); at++) {
      way[v] = Math.max(int(way, v), int(way, int(rows.list, at)) + 1);
    }
  }
  return way;
}

/** Moves nodes that call more than they are called towards what they call, where the column has room. */
function tighten(layer: Int32Array, linked: Int32Array, out: Adjacency, into: Adjacency, most: number): void {
  const count = new Map<number, number>();
  for (const v of linked) count.set(int(layer, v), (count.get(int(layer, v)) ?? 0) + 1);
  for (let at = linked.length - 1; at >= 0; at--) {
    const v = int(linked, at);
    if (degree(out, v) <= degree(into, v)) continue;
    let nearest = Number.MAX_SAFE_INTEGER;
    for (let row = int(out.start, v); row < int(out.start, v + 1); row++) nearest = Math.min(nearest, int(layer, int(out.list, row)));
    let column = nearest - 1;
    while (column > int(layer, v) && (count.get(column) ?? 0) >= most) column--;
    if (column <= int(layer, v)) continue;
    count.set(int(layer, v), (count.get(int(layer, v)) ?? 0) - 1);
    count.set(column, (count.get(column) ?? 0) + 1);
    layer[v] = column;
  }
}

/** Returns the number of columns; callers of other boxes go left, the called ones right, as far as the columns have room. */
function spreadSingles(layer: Int32Array, linked: Int32Array, single: Int32Array, most: number, depth: Float64Array): number {
  const counts: number[] = [];
  for (const v of linked) counts[int(layer, v)] = (counts[int(layer, v)] ?? 0) + 1;
  const columns = Math.max(counts.length, 1, Math.ceil((linked.length + single.length) / most));
  const room = Math.max(
    ...Array.from({ length: columns }, (_, at) => counts[at] ?? 0),
    Math.ceil((linked.length + single.length) / columns),
  );
  const sorted = [...single].sort((a, b) => (depth[a] ?? 0) - (depth[b] ?? 0) || a - b);
  let column = 0;
  for (const v of sorted) {
    while (column < columns - 1 && (counts[column] ?? 0) >= room) column++;
    layer[v] = column;
    counts[column] = (counts[column] ?? 0) + 1;
  }
  return columns;
}
