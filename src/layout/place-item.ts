/** One newcomer, a node or a whole box: the free place nearest to what it is linked to; the box it stands in grows only when it has none. */
import type { Board, Container, Size } from './board';
import { innerRoom, nodesTouch } from './box-shape';
import { nearestFreeSlot, type Placed } from './free-slot';
import { growth } from './grow-boxes';
import { makeRoom } from './make-room';
import { TIGHT_NODE_GAP } from './spacing';
import type { Box, Point } from './types';

/** The place found; the boxes around it have grown as far as they had to. */
export function placeItem(board: Board, item: Size, container: Container, wish: Point): Placed {
  if (container === undefined) return { ...freePlace(board, item, wish), width: item.width, height: item.height };
  const slot = slotInside(board, item, container, wish);
  if (slot !== undefined) return { ...slot, width: item.width, height: item.height };
  const beside = slotBeside(board, item, container, wish);
  if (beside === undefined) return makeRoom(board, item, container, wish);
  for (const [id, box] of growth(board, container, beside) ?? []) board.setBox(id, box);
  return beside;
}

/** On the map itself, with the distances between boxes. */
function freePlace(board: Board, item: Size, wish: Point): Point {
  const { boxColumnGap, boxRowGap } = board.spacing;
  const occupied = board.around(undefined).map(({ placed }) => placed);
  const reach = (other: Placed) => (other.width + item.width) / 2 + boxColumnGap;
  const columns = occupied.flatMap((other) => [other.x, other.x + reach(other), other.x - reach(other)]);
  const search = { width: item.width, height: item.height, wish, bounds: undefined, occupied, columns };
  return nearestFreeSlot({ ...search, columnGap: boxColumnGap, rowGap: boxRowGap }) ?? wish;
}

/** First with the usual distances, then with tight ones. */
function slotInside(board: Board, item: Size, container: string, wish: Point): Point | undefined {
  const box = board.boxes.get(container);
  if (box === undefined) return undefined;
  const bounds = innerRoom(box, board.frameOf(container));
  const occupied = board.around(container).map(({ placed }) => placed);
  const least = bounds.x + item.width / 2;
  const inside = { x: Math.max(least, Math.min(wish.x, bounds.x + bounds.width - item.width / 2)), y: wish.y };
  const columns = occupied.flatMap((other) => [other.x, besideColumn(other, item, 1), besideColumn(other, item, -1)]);
  const search = { width: item.width, height: item.height, wish: inside, bounds, occupied, columns };
  const roomy = { columnGap: board.spacing.rowGap, rowGap: board.spacing.rowGap };
  const tight = { columnGap: TIGHT_NODE_GAP, rowGap: TIGHT_NODE_GAP };
  return nearestFreeSlot({ ...search, ...roomy }) ?? nearestFreeSlot({ ...search, ...tight });
}

function besideColumn(other: Placed, item: Size, side: 1 | -1): number {
  return other.x + side * ((other.width + item.width) / 2 + TIGHT_NODE_GAP);
}

/** Places just outside the box on each side, nearest first, where the grown boxes touch nothing. */
function slotBeside(board: Board, item: Size, container: string, wish: Point): Placed | undefined {
  const box = board.boxes.get(container);
  if (box === undefined) return undefined;
  const room = innerRoom(box, board.frameOf(container));
  const occupied = board.around(container).map(({ placed }) => placed);
  let best: Placed | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const at of [board.spacing.rowGap, TIGHT_NODE_GAP].flatMap((gap) => outsidePlaces(item, room, wish, gap))) {
    if (occupied.some((other) => nodesTouch(other, at))) continue;
    const grown = growth(board, container, at)?.get(container);
    if (grown === undefined) continue;
    const cost = grown.width * grown.height - box.width * box.height + 10 * Math.hypot(at.x - wish.x, at.y - wish.y);
    if (cost >= least) continue;
    least = cost;
    best = at;
  }
  return best;
}

function outsidePlaces(item: Size, room: Box, wish: Point, gap: number): readonly Placed[] {
  const size = { width: item.width, height: item.height };
  const x = Math.max(room.x + item.width / 2, Math.min(wish.x, room.x + room.width - item.width / 2));
  const y = Math.max(room.y + item.height / 2, Math.min(wish.y, room.y + room.height - item.height / 2));
  return [
    { ...size, x, y: room.y + room.height + gap + item.height / 2 },
    { ...size, x: room.x + room.width + gap + item.width / 2, y },
    { ...size, x, y: room.y - gap - item.height / 2 },
    { ...size, x: room.x - gap - item.width / 2, y },
  ];
}
