/** Where the boxes stand: columns by mean depth, about the shape of a screen together, each box at the height of what it calls and what calls it. */
import { alignShelves } from './align-shelves';
import type { BlockLink, Corner, PackedBlock, PackedColumn, Shelf } from './packing';
import type { Spacing } from './spacing';
import { int } from './typed';

/** A usual map area beside the panel and above the legend (1440 × 900: about 1.35:1); a mesh that fits it at a readable zoom gains nothing by being smaller. */
const SCREEN = { width: 1100, height: 1100 / 1.35, readableZoom: 0.8 };
const TRIED_HEIGHTS = 32;
/** Up to so many boxes every way of cutting them into columns is tried (512 ways). */
const ALL_CUTS = 10;
/** Screens that a mesh may grow if no call between boxes runs upright or backwards any more: decides in small meshes only. */
const SCREENS_FOR_FLOW = 0.5;

/** Top left corners, in the order of the blocks. */
export function packBlocks(blocks: readonly PackedBlock[], links: readonly BlockLink[], spacing: Spacing): readonly Corner[] {
  const order = blocks.map((_, at) => at).sort((a, b) => (blocks[a]?.depth ?? 0) - (blocks[b]?.depth ?? 0) || a - b);
  const columns = bestColumns(blocks, order, links, spacing);
  return alignShelves(blocks, columns, links, spacing);
}

/** Of many ways to cut the boxes into columns the one that shows the mesh large on a 16:9 screen with most calls pointing right. */
function bestColumns(
  blocks: readonly PackedBlock[],
  order: readonly number[],
  links: readonly BlockLink[],
  spacing: Spacing,
): PackedColumn[] {
  let best: PackedColumn[] = [];
  let least = Number.POSITIVE_INFINITY;
  const candidates = order.length <= ALL_CUTS ? allCuts(blocks, order, spacing) : filledToHeights(blocks, order, spacing);
  for (const columns of candidates) {
    const cost = costOf(columns, links, blocks.length, spacing);
    if (cost >= least) continue;
    least = cost;
    best = columns;
  }
  return best;
}

/** Every way: bit i of `cuts` begins a new column before box i + 1. */
function* allCuts(blocks: readonly PackedBlock[], order: readonly number[], spacing: Spacing): Generator<PackedColumn[]> {
  if (order.length === 0) return;
  for (let cuts = 0; cuts < 2 ** (order.length - 1); cuts++) {
    const members: number[][] = [];
    order.forEach((block, at) => {
      const current = members.at(-1);
      if (current === undefined || ((cuts >> (at - 1)) & 1) === 1) members.push([block]);
      else current.push(block);
    });
    yield members.map((column) => shelve(blocks, column, spacing));
  }
}

function* filledToHeights(blocks: readonly PackedBlock[], order: readonly number[], spacing: Spacing): Generator<PackedColumn[]> {
  const lowest = blocks.reduce((least, block) => Math.min(least, block.height), Number.MAX_VALUE);
  const total = blocks.reduce((sum, block) => sum + block.height + spacing.boxRowGap, 0);
  for (let step = 0; step <= TRIED_HEIGHTS; step++) {
    yield fillColumns(blocks, order, lowest * (total / lowest) ** (step / TRIED_HEIGHTS), spacing);
  }
}

function fillColumns(blocks: readonly PackedBlock[], order: readonly number[], limit: number, spacing: Spacing): PackedColumn[] {
  const columns: PackedColumn[] = [];
  let members: number[] = [];
  let current: PackedColumn | undefined;
  for (const block of order) {
    const tried = shelve(blocks, [...members, block], spacing);
    if (current !== undefined && tried.height > limit) {
      columns.push(current);
      members = [block];
      current = shelve(blocks, members, spacing);
      continue;
    }
    members.push(block);
    current = tried;
  }
  if (current !== undefined) columns.push(current);
  return columns;
}

/** A column as wide as its widest box; narrower ones share a shelf. */
function shelve(blocks: readonly PackedBlock[], members: readonly number[], spacing: Spacing): PackedColumn {
  const width = members.reduce((widest, at) => Math.max(widest, blocks[at]?.width ?? 0), 0);
  const shelves: Shelf[] = [];
  for (const at of members) {
    const block = blocks[at] ?? { width: 0, height: 0 };
    const last = shelves.find((shelf) => shelf.width + spacing.boxColumnGap + block.width <= width);
    if (last === undefined) {
      shelves.push({ blocks: [at], width: block.width, height: block.height });
      continue;
    }
    last.blocks.push(at);
    last.width += spacing.boxColumnGap + block.width;
    last.height = Math.max(last.height, block.height);
  }
  const height = shelves.reduce((sum, shelf) => sum + shelf.height + spacing.boxRowGap, -spacing.boxRowGap);
  return { shelves, width, height };
}

function costOf(columns: readonly PackedColumn[], links: readonly BlockLink[], size: number, spacing: Spacing): number {
  const width = columns.reduce((sum, column) => sum + column.width + spacing.boxColumnGap, 0);
  const height = columns.reduce((most, column) => Math.max(most, column.height), 0);
  const columnOf = new Int32Array(size);
  columns.forEach((column, at) => {
    for (const shelf of column.shelves) for (const block of shelf.blocks) columnOf[block] = at;
  });
  const astray = links.reduce((count, link) => count + (int(columnOf, link.from) >= int(columnOf, link.to) ? 1 : 0), 0);
  const screens = Math.max(width / SCREEN.width, height / SCREEN.height, 1 / SCREEN.readableZoom);
  return screens + (links.length === 0 ? 0 : (SCREENS_FOR_FLOW * astray) / links.length);
}
