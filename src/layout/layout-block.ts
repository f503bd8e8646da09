/** The inside of one box: a layered drawing of its nodes, left to right. */
import { alignRows } from './align-rows';
import { layerNodes } from './layering';
import { orderColumns } from './order-columns';
import { type ProperLayers, properLayers } from './proper-layers';
import type { Frame, Spacing } from './spacing';
import { num } from './typed';

export interface BlockInput {
  readonly width: Float64Array;
  readonly height: Float64Array;
  /** Edges inside the box, as indices into width and height. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** How deep each node lies in the whole mesh; sorts the nodes without edges inside. */
  readonly depth: Float64Array;
}

/** Centres relative to the box's top left corner, and the size of the box with its padding and title. */
export interface Block {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly width: number;
  readonly height: number;
}

/** A column shorter than this is never broken. */
const COLUMN_MINIMUM = 12;
const ASPECT = 16 / 9;

export function layoutBlock(input: BlockInput, spacing: Spacing, around: Frame): Block {
  const size = input.width.length;
  const layering = layerNodes(size, input.from, input.to, mostPerColumn(input, spacing), input.depth);
  const graph = properLayers(size, layering);
  orderColumns(graph);
  const y = alignRows(graph, input.height, spacing.rowGap);
  return frame(input, graph, { x: columnCentres(input, graph, spacing), y }, around);
}

/** So many nodes a column that the box is about as wide as it is high. */
function mostPerColumn(input: BlockInput, spacing: Spacing): number {
  const size = input.width.length;
  const column = mean(input.width) + spacing.columnGap;
  const row = mean(input.height) + spacing.rowGap;
  const linked = input.from.length > 0;
  const balanced = Math.ceil(Math.sqrt((size * column) / row / ASPECT));
  return linked ? Math.max(COLUMN_MINIMUM, Math.ceil(balanced * 1.5)) : Math.max(3, balanced);
}

function mean(list: Float64Array): number {
  return list.reduce((sum, value) => sum + value, 0) / Math.max(1, list.length);
}

function columnCentres(input: BlockInput, graph: ProperLayers, spacing: Spacing): Float64Array {
  const x = new Float64Array(graph.real);
  let left = 0;
  for (const column of graph.columns) {
    const real = column.filter((v) => v < graph.real);
    if (real.length === 0) continue;
    const width = real.reduce((widest, v) => Math.max(widest, num(input.width, v)), 0);
    for (const v of real) x[v] = left + width / 2;
    left += width + spacing.columnGap;
  }
  return x;
}

interface Centres {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

function frame(input: BlockInput, graph: ProperLayers, { x, y }: Centres, { padding, title }: Frame): Block {
  let top = Number.POSITIVE_INFINITY;
  for (let v = 0; v < graph.real; v++) top = Math.min(top, num(y, v) - num(input.height, v) / 2);
  const block = { x, y: new Float64Array(graph.real), width: 0, height: 0 };
  for (let v = 0; v < graph.real; v++) {
    x[v] = Math.round(num(x, v) + padding);
    block.y[v] = Math.round(num(y, v) - top + padding + title);
    block.width = Math.max(block.width, Math.ceil(num(x, v) + num(input.width, v) / 2 + padding));
    block.height = Math.max(block.height, Math.ceil(num(block.y, v) + num(input.height, v) / 2 + padding));
  }
  return block;
}
