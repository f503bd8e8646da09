/** What lies under the pointer: a grid over node boxes and edge pieces, and the slow scan it must agree with. */
import { distanceToPiece, type EdgePath, type Point, piecesOf } from './edge-geometry';

export interface PickBox {
  readonly id: string;
  /** Centre and size, scene pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Pickable {
  /** Later ones lie on top. */
  readonly nodes: readonly PickBox[];
  readonly edges: readonly EdgePath[];
  /** Boxes of open groups: below everything. */
  readonly groups: readonly PickBox[];
}

export type Pick = { readonly kind: 'node' | 'edge' | 'group'; readonly id: string } | undefined;

export interface PickIndex {
  /** Topmost node, else the nearest edge within `reach` scene pixels (the earlier one on a tie), else the group. */
  readonly pick: (point: Point, reach: number) => Pick;
}

interface Piece {
  readonly order: number;
  readonly id: string;
  readonly from: Point;
  readonly to: Point;
}

const covers = (box: PickBox, { x, y }: Point): boolean => Math.abs(x - box.x) <= box.width / 2 && Math.abs(y - box.y) <= box.height / 2;

const allPieces = (edges: readonly EdgePath[]): readonly Piece[] =>
  edges.flatMap((edge, order) => piecesOf(edge).map(({ from, to }) => ({ order, id: edge.id, from, to })));

function nearest(pieces: Iterable<Piece>, point: Point, reach: number): string | undefined {
  let best: Piece | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    const distance = distanceToPiece(point, piece.from, piece.to);
    if (distance > reach || distance > bestDistance) continue;
    if (distance === bestDistance && best !== undefined && best.order <= piece.order) continue;
    best = piece;
    bestDistance = distance;
  }
  return best?.id;
}

/** The obvious version: looks at everything. */
export function pickByScan(pickable: Pickable, point: Point, reach: number): Pick {
  const node = pickable.nodes.findLast((box) => covers(box, point));
  if (node !== undefined) return { kind: 'node', id: node.id };
  const edge = nearest(allPieces(pickable.edges), point, reach);
  if (edge !== undefined) return { kind: 'edge', id: edge };
  const group = pickable.groups.findLast((box) => covers(box, point));
  return group === undefined ? undefined : { kind: 'group', id: group.id };
}

const CELL = 256;
/** Cells are addressed by one number; scenes stay far inside ± 2^20 cells. */
const ROW = 2 ** 21;
const cellOf = (value: number): number => Math.floor(value / CELL);
const keyOf = (column: number, row: number): number => row * ROW + column;

class Grid<T> {
  private readonly cells = new Map<number, T[]>();

  add(column: number, row: number, item: T): void {
    const key = keyOf(column, row);
    const list = this.cells.get(key);
    if (list === undefined) this.cells.set(key, [item]);
    else list.push(item);
  }

  at(column: number, row: number): readonly T[] {
    return this.cells.get(keyOf(column, row)) ?? [];
  }
}

function addBox(grid: Grid<PickBox>, box: PickBox): void {
  const lastRow = cellOf(box.y + box.height / 2);
  const lastColumn = cellOf(box.x + box.width / 2);
  for (let row = cellOf(box.y - box.height / 2); row <= lastRow; row += 1) {
    for (let column = cellOf(box.x - box.width / 2); column <= lastColumn; column += 1) grid.add(column, row, box);
  }
}

/** Row by row, only the columns that the piece really crosses. */
function addPiece(grid: Grid<Piece>, piece: Piece): void {
  const { from, to } = piece;
  const [high, low] = from.y <= to.y ? [from, to] : [to, from];
  const slope = low.y === high.y ? 0 : (low.x - high.x) / (low.y - high.y);
  const lastRow = cellOf(low.y);
  for (let row = cellOf(high.y); row <= lastRow; row += 1) {
    const top = Math.max(high.y, row * CELL);
    const bottom = Math.min(low.y, (row + 1) * CELL);
    const flat = low.y === high.y;
    const xTop = flat ? high.x : high.x + (top - high.y) * slope;
    const xBottom = flat ? low.x : high.x + (bottom - high.y) * slope;
    // A hair of slack: rounding must not lose a piece that runs along a cell's border.
    const lastColumn = cellOf(Math.max(xTop, xBottom) + 1e-6);
    for (let column = cellOf(Math.min(xTop, xBottom) - 1e-6); column <= lastColumn; column += 1) grid.add(column, row, piece);
  }
}

/** Answers like `pickByScan`, in time that does not grow with the scene. */
export function createPickIndex(pickable: Pickable): PickIndex {
  const nodes = new Grid<PickBox>();
  const pieces = new Grid<Piece>();
  for (const node of pickable.nodes) addBox(nodes, node);
  for (const piece of allPieces(pickable.edges)) addPiece(pieces, piece);

  function piecesNear(point: Point, reach: number): Set<Piece> {
    const near = new Set<Piece>();
    const slack = reach + 1e-6;
    for (let row = cellOf(point.y - slack); row <= cellOf(point.y + slack); row += 1) {
      for (let column = cellOf(point.x - slack); column <= cellOf(point.x + slack); column += 1) {
        for (const piece of pieces.at(column, row)) near.add(piece);
      }
    }
    return near;
  }

  return {
    pick: (point, reach) => {
      const node = nodes.at(cellOf(point.x), cellOf(point.y)).findLast((box) => covers(box, point));
      if (node !== undefined) return { kind: 'node', id: node.id };
      const edge = nearest(piecesNear(point, reach), point, reach);
      if (edge !== undefined) return { kind: 'edge', id: edge };
      const group = pickable.groups.findLast((box) => covers(box, point));
      return group === undefined ? undefined : { kind: 'group', id: group.id };
    },
  };
}
