/** Heights of the nodes of a layered box: each as near to its neighbours' mean as the order and the gaps allow. */
import { nearestOrdered } from './isotonic';
import type { ProperLayers } from './proper-layers';
import { PASSING_EDGE } from './spacing';
import { type Adjacency, int, num } from './typed';

const PASSES = 8;
/** Passes that look at both sides, before the last two look at one side each. */
const BALANCING_PASSES = 4;

/** Centre of every node (dummies included) on the vertical axis; the origin is arbitrary. */
export function alignRows(graph: ProperLayers, height: Float64Array, rowGap: number): Float64Array {
  const y = new Float64Array(graph.size);
  const passing = passingRoom(graph, height, rowGap);
  const distances = graph.columns.map((column) => distancesOf(column, graph, height, rowGap, passing));
  graph.columns.forEach((column, at) => {
    stack(column, distances[at] ?? new Float64Array(), y);
  });
  const columns = graph.columns.map((column, at) => ({ column, distance: distances[at] ?? new Float64Array() }));
  const reversed = [...columns].reverse();
  const sweep = (rightwards: boolean, wish: (v: number) => number) => {
    for (const { column, distance } of rightwards ? columns : reversed) settle(column, distance, y, graph.real, wish);
  };
  const oneSided = (rightwards: boolean) => sweep(rightwards, (v) => meanOf(v, rightwards ? graph.left : graph.right, y));
  for (let pass = 0; pass < PASSES; pass++) oneSided(pass % 2 === 0);
  for (let pass = 0; pass < BALANCING_PASSES; pass++) sweep(pass % 2 === 0, (v) => meanOfBoth(v, graph, y));
  // Callers in the middle of what they call, then what is called in the middle of its callers: chains end up straight.
  oneSided(false);
  oneSided(true);
  return y;
}

/** Two nodes keep the row gap also when edges pass between them; each passing edge takes `passing` on top. */
function distancesOf(column: Int32Array, graph: ProperLayers, height: Float64Array, rowGap: number, passing: number): Float64Array {
  const half = (v: number) => (v < graph.real ? (num(height, v) + rowGap) / 2 : passing / 2);
  const distance = new Float64Array(column.length);
  for (let at = 0; at + 1 < column.length; at++) distance[at] = half(int(column, at)) + half(int(column, at + 1));
  return distance;
}

/** Room for one passing edge: less where many pass, so that they never make the box more than a third taller. */
function passingRoom(graph: ProperLayers, height: Float64Array, rowGap: number): number {
  let tallest = 0;
  let most = 1;
  for (const column of graph.columns) {
    const real = column.filter((v) => v < graph.real);
    tallest = Math.max(
      tallest,
      real.reduce((sum, v) => sum + num(height, v) + rowGap, 0),
    );
    most = Math.max(most, column.length - real.length);
  }
  return Math.min(PASSING_EDGE, tallest / 3 / most);
}

function stack(column: Int32Array, distance: Float64Array, y: Float64Array): void {
  let at = -distance.reduce((sum, step) => sum + step, 0) / 2;
  for (let row = 0; row < column.length; row++) {
    y[int(column, row)] = at;
    at += num(distance, row);
  }
}

function settle(column: Int32Array, distance: Float64Array, y: Float64Array, real: number, wish: (v: number) => number): void {
  const wished = Float64Array.from(column, wish);
  const weight = Float64Array.from(column, (v) => (v < real ? 1 : 0.5));
  const settled = nearestOrdered(wished, distance, weight);
  for (let row = 0; row < column.length; row++) y[int(column, row)] = num(settled, row);
}

function meanOf(v: number, rows: Adjacency, y: Float64Array): number {
  const start = int(rows.start, v);
  const end = int(rows.start, v + 1);
  if (start === end) return num(y, v);
  let sum = 0;
  for (let at = start; at < end; at++) sum += num(y, int(rows.list, at));
  return sum / (end - start);
}

function meanOfBoth(v: number, graph: ProperLayers, y: Float64Array): number {
  const left = int(graph.left.start, v + 1) - int(graph.left.start, v);
  const right = int(graph.right.start, v + 1) - int(graph.right.start, v);
  if (left + right === 0) return num(y, v);
  return (meanOf(v, graph.left, y) * left + meanOf(v, graph.right, y) * right) / (left + right);
}
