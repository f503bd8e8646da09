/** The order inside the columns: barycentre sweeps to and fro, the best order seen wins. */
import { countLayerCrossings } from './crossings';
import type { ProperLayers } from './proper-layers';
import { type Adjacency, int, num } from './typed';

const SWEEPS = 8;
/** Beyond this many nodes in a box, exchanging neighbours costs more than it brings. */
const EXCHANGE_LIMIT = 1500;
const EXCHANGE_ROUNDS = 4;

/** Sorts `graph.columns` in place and returns each node's place in its column. */
export function orderColumns(graph: ProperLayers): Int32Array {
  const position = new Int32Array(graph.size);
  for (const column of graph.columns) place(column, position);
  let best = graph.columns.map((column) => column.slice());
  let fewest = Number.POSITIVE_INFINITY;
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    runSweep(graph, position, sweep % 2 === 0);
    const crossings = countLayerCrossings(graph, position);
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = graph.columns.map((column) => column.slice());
  }
  graph.columns.forEach((column, at) => {
    column.set(best[at] ?? column);
    place(column, position);
  });
  if (graph.size <= EXCHANGE_LIMIT) exchangeNeighbours(graph, position);
  return position;
}

function place(column: Int32Array, position: Int32Array): void {
  for (let at = 0; at < column.length; at++) position[int(column, at)] = at;
}

function runSweep(graph: ProperLayers, position: Int32Array, rightwards: boolean): void {
  const key = new Float64Array(graph.size);
  const fixed = rightwards ? graph.left : graph.right;
  const columns = rightwards ? graph.columns : [...graph.columns].reverse();
  for (const column of columns) {
    for (const v of column) key[v] = barycentre(v, fixed, position);
    column.sort((a, b) => num(key, a) - num(key, b) || int(position, a) - int(position, b));
    place(column, position);
  }
}

function barycentre(v: number, fixed: Adjacency, position: Int32Array): number {
  const start = int(fixed.start, v);
  const end = int(fixed.start, v + 1);
  if (start === end) return int(position, v);
  let sum = 0;
  for (let at = start; at < end; at++) sum += int(position, int(fixed.list, at));
  return sum / (end - start);
}

/** Swaps neighbours in a column while that takes crossings away. */
function exchangeNeighbours(graph: ProperLayers, position: Int32Array): void {
  for (let round = 0; round < EXCHANGE_ROUNDS; round++) {
    let swapped = false;
    for (const column of graph.columns) {
      for (let at = 0; at + 1 < column.length; at++) {
        const upper = int(column, at);
        const lower = int(column, at + 1);
        if (gain(upper, lower, graph.left, position) + gain(upper, lower, graph.right, position) <= 0) continue;
        column[at] = lower;
        column[at + 1] = upper;
        position[lower] = at;
        position[upper] = at + 1;
        swapped = true;
      }
    }
    if (!swapped) return;
  }
}

/** Crossings of the two nodes' edges on one side, as they stand less exchanged. */
function gain(upper: number, lower: number, rows: Adjacency, position: Int32Array): number {
  let difference = 0;
  for (let a = int(rows.start, upper); a < int(rows.start, upper + 1); a++) {
    const one = int(position, int(rows.list, a));
    for (let b = int(rows.start, lower); b < int(rows.start, lower + 1); b++) {
      difference += Math.sign(one - int(position, int(rows.list, b)));
    }
  }
  return difference;
}
