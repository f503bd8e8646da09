/** One newcomer: the free slot of its box nearest to its neighbours; the box grows only when it has none. */
import { type Board, stand } from './board';
import { boxesTouch, grownAround, innerRoom } from './box-shape';
import { nearestFreeSlot, type Placed } from './free-slot';
import { makeRoom } from './make-room';
import { BOX_PADDING, BOX_TITLE, TIGHT_BOX_GAP, TIGHT_NODE_GAP } from './spacing';
import type { Box, LayoutNode, Point } from './types';

export function placeNode(board: Board, node: LayoutNode): void {
  const box = board.boxes.get(node.group);
  if (box === undefined) return;
  const wish = wishedPlace(board, node, box);
  const slot = slotInside(board, node, box, wish);
  if (slot !== undefined) {
    stand(board, node, slot.x, slot.y);
    return;
  }
  const beside = slotBeside(board, node, box, wish) ?? makeRoom(board, node, box, wish);
  stand(board, node, beside.x, beside.y);
  board.boxes.set(node.group, grownAround(board.boxes.get(node.group) ?? box, { ...beside, width: node.width, height: node.height }));
}

/** Right of its callers, left of what it calls. */
export function wishedPlace(board: Board, node: { readonly id: string; readonly width: number }, box: Box): Point {
  const step = node.width + board.spacing.columnGap;
  const sum = { x: 0, y: 0, count: 0 };
  const add = (ids: readonly string[] | undefined, shift: number) => {
    for (const id of ids ?? []) {
      const at = board.placed.get(id);
      if (at === undefined) continue;
      sum.x += at.x + shift;
      sum.y += at.y;
      sum.count++;
    }
  };
  add(board.callers.get(node.id), step);
  add(board.called.get(node.id), -step);
  if (sum.count === 0) return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  return { x: Math.round(sum.x / sum.count), y: Math.round(sum.y / sum.count) };
}

/** First with the usual distances, then with tight ones. */
function slotInside(board: Board, node: LayoutNode, box: Box, wish: Point): Point | undefined {
  const bounds = innerRoom(box);
  const occupied = board.inGroup.get(node.group) ?? [];
  const least = bounds.x + node.width / 2;
  const inside = { x: Math.max(least, Math.min(wish.x, bounds.x + bounds.width - node.width / 2)), y: wish.y };
  const columns = occupied.flatMap((other) => [other.x, besideColumn(other, node, 1), besideColumn(other, node, -1)]);
  const search = { width: node.width, height: node.height, wish: inside, bounds, occupied, columns };
  const roomy = { columnGap: board.spacing.rowGap, rowGap: board.spacing.rowGap };
  const tight = { columnGap: TIGHT_NODE_GAP, rowGap: TIGHT_NODE_GAP };
  return nearestFreeSlot({ ...search, ...roomy }) ?? nearestFreeSlot({ ...search, ...tight });
}

function besideColumn(other: Placed, node: LayoutNode, side: 1 | -1): number {
  return other.x + side * ((other.width + node.width) / 2 + TIGHT_NODE_GAP);
}

/** Places just outside the box on each side, nearest first, where the grown box touches no other. */
function slotBeside(board: Board, node: LayoutNode, box: Box, wish: Point): Point | undefined {
  const others = [...board.boxes].filter(([id]) => id !== node.group).map(([, other]) => other);
  const occupied = board.inGroup.get(node.group) ?? [];
  const free = [board.spacing.rowGap, TIGHT_NODE_GAP]
    .flatMap((gap) => outsidePlaces(node, box, wish, gap))
    .filter((at) => others.every((other) => !boxesTouch(grownAround(box, at), other, TIGHT_BOX_GAP)))
    .filter((at) =>
      occupied.every(
        (other) => Math.abs(other.x - at.x) >= (other.width + at.width) / 2 || Math.abs(other.y - at.y) >= (other.height + at.height) / 2,
      ),
    );
  const growth = (at: Placed) => {
    const grown = grownAround(box, at);
    return grown.width * grown.height - box.width * box.height + 10 * Math.hypot(at.x - wish.x, at.y - wish.y);
  };
  return free.sort((a, b) => growth(a) - growth(b))[0];
}

function outsidePlaces(node: LayoutNode, box: Box, wish: Point, gap: number): readonly Placed[] {
  const room = innerRoom(box);
  const size = { width: node.width, height: node.height };
  const x = Math.max(room.x + node.width / 2, Math.min(wish.x, room.x + room.width - node.width / 2));
  const y = Math.max(room.y + node.height / 2, Math.min(wish.y, room.y + room.height - node.height / 2));
  return [
    { ...size, x, y: room.y + room.height + gap + node.height / 2 },
    { ...size, x: room.x + room.width + gap + node.width / 2, y },
    { ...size, x, y: box.y + BOX_PADDING + BOX_TITLE - gap - node.height / 2 },
    { ...size, x: room.x - gap - node.width / 2, y },
  ];
}
