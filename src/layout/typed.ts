/** Reading typed arrays under strict index checks: an index outside is 0, which the algorithms never rely on. */
export const int = (list: Int32Array, index: number): number => list[index] ?? 0;
export const num = (list: Float64Array, index: number): number => list[index] ?? 0;

/** Edges by their first end, as compressed rows: the other ends of `v` are `list[start[v] .. start[v + 1])`. */
export interface Adjacency {
  readonly start: Int32Array;
  readonly list: Int32Array;
}

/** Rows keep the order of the edges, so equal input gives equal rows. */
export function adjacencyOf(size: number, from: Int32Array, to: Int32Array): Adjacency {
  const start = new Int32Array(size + 1);
  for (const end of from) start[end + 1] = int(start, end + 1) + 1;
  for (let v = 0; v < size; v++) start[v + 1] = int(start, v + 1) + int(start, v);
  const next = start.slice(0, size);
  const list = new Int32Array(from.length);
  for (let e = 0; e < from.length; e++) {
    const end = int(from, e);
    list[int(next, end)] = int(to, e);
    next[end] = int(next, end) + 1;
  }
  return { start, list };
}

export const degree = (adjacency: Adjacency, v: number): number => int(adjacency.start, v + 1) - int(adjacency.start, v);
