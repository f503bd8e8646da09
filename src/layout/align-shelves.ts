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

interface Packing {
  readonly blocks: readonly PackedBlock[];
  readonly corners: Corner[];
  readonly pulls: readonly (readonly Pull[])[];
  /** Of the tallest column. */
  readonly height: number;
  readonly spacing: Spacing;
}

export function alignShelves(
  blocks: readonly PackedBlock[],
  columns: readonly PackedColumn[],
  links: readonly BlockLink[],
  spacing: Spacing,
): readonly Corner[] {
  const height = columns.reduce((most, column) => Math.max(most, column.height), 0);
  const packing = { blocks, corners: blocks.map(() => ({ x: 0, y: 0 })), pulls: pullsOf(blocks.length, links), height, spacing };
  let left = 0;
  for (const column of columns) {
    placeAcross(packing, column, left);
    setShelves(packing, column, middleTops(packing, column));
    left += column.width + spacing.boxColumnGap;
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const column of round % 2 === 0 ? columns : [...columns].reverse()) settle(packing, column);
  }
  for (const corner of packing.corners) corner.y = Math.round(corner.y);
  return packing.corners;
}

function pullsOf(size: number, links: readonly BlockLink[]): readonly (readonly Pull[])[] {
  const pulls: Pull[][] = Array.from({ length: size }, () => []);
  for (const link of links) {
    pulls[link.from]?.push({ other: link.to, offset: link.toY - link.fromY });
    pulls[link.to]?.push({ other: link.from, offset: link.fromY - link.toY });
  }
  return pulls;
}

function placeAcross({ blocks, corners, spacing }: Packing, column: PackedColumn, left: number): void {
  for (const shelf of column.shelves) {
    let x = left + Math.round((column.width - shelf.width) / 2);
    for (const at of shelf.blocks) {
      corners[at] = { x, y: 0 };
      x += (blocks[at]?.width ?? 0) + spacing.boxColumnGap;
    }
  }
}

function middleTops({ height, spacing }: Packing, column: PackedColumn): Float64Array {
  let top = (height - column.height) / 2;
  return Float64Array.from(column.shelves, (shelf) => {
    const own = top;
    top += shelf.height + spacing.boxRowGap;
    return own;
  });
}

/** Boxes stand in the middle of their shelf. */
function setShelves({ blocks, corners }: Packing, { shelves }: PackedColumn, tops: Float64Array): void {
  shelves.forEach((shelf, row) => {
    for (const at of shelf.blocks) {
      const corner = corners[at];
      if (corner !== undefined) corner.y = (tops[row] ?? 0) + (shelf.height - (blocks[at]?.height ?? 0)) / 2;
    }
  });
}

function settle(packing: Packing, column: PackedColumn): void {
  const middles = new Map(column.shelves.map((shelf) => [shelf, wishOf(packing, column, shelf).top + shelf.height / 2]));
  column.shelves.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0) || (a.blocks[0] ?? 0) - (b.blocks[0] ?? 0));
  setShelves(packing, column, settledTops(packing, column));
}

/** The tops nearest to the wished ones in the present order, inside the height of the tallest column. */
function settledTops(packing: Packing, column: PackedColumn): Float64Array {
  const wishes = column.shelves.map((shelf) => wishOf(packing, column, shelf));
  const tops = nearestOrdered(
    Float64Array.from(wishes, ({ top }) => top),
    Float64Array.from(column.shelves, (shelf) => shelf.height + packing.spacing.boxRowGap),
    Float64Array.from(wishes, ({ weight }) => weight),
  );
  let before = 0;
  return tops.map((top, row) => {
    const rest = column.height - before;
    const clamped = Math.min(Math.max(top, before), packing.height - rest);
    before += (column.shelves[row]?.height ?? 0) + packing.spacing.boxRowGap;
    return clamped;
  });
}

/** The mean top that brings the links to other columns level; where there are none, where it stands. */
function wishOf(
  { blocks, corners, pulls }: Packing,
  column: PackedColumn,
  shelf: Shelf,
): { readonly top: number; readonly weight: number } {
  let sum = 0;
  let count = 0;
  let current = 0;
  for (const at of shelf.blocks) {
    const inset = (shelf.height - (blocks[at]?.height ?? 0)) / 2;
    current = (corners[at]?.y ?? 0) - inset;
    for (const pull of pulls[at] ?? []) {
      if (column.shelves.some((other) => other.blocks.includes(pull.other))) continue;
      sum += (corners[pull.other]?.y ?? 0) + pull.offset - inset;
      count++;
    }
  }
  return count === 0 ? { top: current, weight: 0.1 } : { top: sum / count, weight: count };
}
