/** Heights of the boxes in their columns: ordered by the barycentre of their links, then moved as near to it as the order allows. */
import { nearestOrdered } from './isotonic';
import type { BlockLink, Corner, PackedBlock, PackedColumn, Shelf } from './packing';
import type { Spacing } from './spacing';

const ROUNDS = 6;

interface Pull {
  readonly other: number;
  /** Added to the other box's top it gives the top this box wants. */
  readonly offset: number;
}

export function alignShelves(
  blocks: readonly PackedBlock[],
  columns: readonly PackedColumn[],
  links: readonly BlockLink[],
  spacing: Spacing,
): readonly Corner[] {
  const corners: Corner[] = blocks.map(() => ({ x: 0, y: 0 }));
  const pulls = pullsOf(blocks.length, links);
  const height = columns.reduce((most, column) => Math.max(most, column.height), 0);
  let left = 0;
  for (const column of columns) {
    placeAcross(column, left, blocks, corners, spacing);
    stack(column, (height - column.height) / 2, blocks, corners, spacing);
    left += column.width + spacing.boxColumnGap;
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const column of round % 2 === 0 ? columns : [...columns].reverse()) settle(column, height, blocks, corners, pulls, spacing);
  }
  for (const corner of corners) corner.y = Math.round(corner.y);
  return corners;
}

function pullsOf(size: number, links: readonly BlockLink[]): readonly (readonly Pull[])[] {
  const pulls: Pull[][] = Array.from({ length: size }, () => []);
  for (const link of links) {
    pulls[link.from]?.push({ other: link.to, offset: link.toY - link.fromY });
    pulls[link.to]?.push({ other: link.from, offset: link.fromY - link.toY });
  }
  return pulls;
}

function placeAcross(column: PackedColumn, left: number, blocks: readonly PackedBlock[], corners: Corner[], spacing: Spacing): void {
  for (const shelf of column.shelves) {
    let x = left + Math.round((column.width - shelf.width) / 2);
    for (const at of shelf.blocks) {
      corners[at] = { x, y: 0 };
      x += (blocks[at]?.width ?? 0) + spacing.boxColumnGap;
    }
  }
}

function stack(column: PackedColumn, top: number, blocks: readonly PackedBlock[], corners: readonly Corner[], spacing: Spacing): void {
  let y = top;
  for (const shelf of column.shelves) {
    setShelf(shelf, y, blocks, corners);
    y += shelf.height + spacing.boxRowGap;
  }
}

function setShelf(shelf: Shelf, top: number, blocks: readonly PackedBlock[], corners: readonly Corner[]): void {
  for (const at of shelf.blocks) {
    const corner = corners[at];
    if (corner !== undefined) corner.y = top + (shelf.height - (blocks[at]?.height ?? 0)) / 2;
  }
}

function settle(
  column: PackedColumn,
  height: number,
  blocks: readonly PackedBlock[],
  corners: readonly Corner[],
  pulls: readonly (readonly Pull[])[],
  spacing: Spacing,
): void {
  const inside = new Set(column.shelves.flatMap((shelf) => shelf.blocks));
  const wishes = new Map(column.shelves.map((shelf) => [shelf, wishOf(shelf, inside, blocks, corners, pulls)]));
  const middle = (shelf: Shelf) => (wishes.get(shelf)?.top ?? 0) + shelf.height / 2;
  column.shelves.sort((a, b) => middle(a) - middle(b) || (a.blocks[0] ?? 0) - (b.blocks[0] ?? 0));
  const tops = nearestOrdered(
    Float64Array.from(column.shelves, (shelf) => wishes.get(shelf)?.top ?? 0),
    Float64Array.from(column.shelves, (shelf) => shelf.height + spacing.boxRowGap),
    Float64Array.from(column.shelves, (shelf) => wishes.get(shelf)?.weight ?? 1),
  );
  // Clamping the pooled tops to the height of the tallest column keeps their order and distances.
  let before = 0;
  column.shelves.forEach((shelf, at) => {
    const rest = column.height - before;
    setShelf(shelf, Math.min(Math.max(tops[at] ?? 0, before), height - rest), blocks, corners);
    before += shelf.height + spacing.boxRowGap;
  });
}

/** The mean top that brings the links of the shelf's boxes level; where there are none, where it stands. */
function wishOf(
  shelf: Shelf,
  inside: ReadonlySet<number>,
  blocks: readonly PackedBlock[],
  corners: readonly Corner[],
  pulls: readonly (readonly Pull[])[],
): { readonly top: number; readonly weight: number } {
  let sum = 0;
  let count = 0;
  let current = 0;
  for (const at of shelf.blocks) {
    const inset = (shelf.height - (blocks[at]?.height ?? 0)) / 2;
    current = (corners[at]?.y ?? 0) - inset;
    for (const pull of pulls[at] ?? []) {
      if (inside.has(pull.other)) continue;
      sum += (corners[pull.other]?.y ?? 0) + pull.offset - inset;
      count++;
    }
  }
  return count === 0 ? { top: current, weight: 0.1 } : { top: sum / count, weight: count };
}
