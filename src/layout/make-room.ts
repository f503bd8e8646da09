/**
 * The last resort when a box is full and walled in on all sides: everything below it gives way downwards by one row,
 * keeping its order. Declared in docs/rendering.md: it needs a full box with neighbours nearer than one row on every side.
 */
import type { Board } from './board';
import { innerRoom } from './box-shape';
import { TIGHT_NODE_GAP } from './spacing';
import type { Box, LayoutNode, Point } from './types';

/** Shifts every other box that starts below this one's lower edge, and stretches none. Returns the place that became free. */
export function makeRoom(board: Board, node: LayoutNode, box: Box, wish: Point): Point {
  const room = innerRoom(box);
  const widened = Math.max(0, node.width - room.width);
  const shift = node.height + TIGHT_NODE_GAP;
  const bottom = box.y + box.height;
  for (const [id, other] of board.boxes) {
    if (id === node.group || other.y < bottom) continue;
    moveBox(board, id, other, 0, shift);
  }
  if (widened > 0) {
    for (const [id, other] of board.boxes) if (id !== node.group && other.x >= box.x + box.width) moveBox(board, id, other, widened, 0);
  }
  const x = Math.max(room.x + node.width / 2, Math.min(wish.x, room.x + room.width - node.width / 2));
  return { x: widened > 0 ? room.x + node.width / 2 : x, y: room.y + room.height + TIGHT_NODE_GAP + node.height / 2 };
}

function moveBox(board: Board, id: string, box: Box, x: number, y: number): void {
  board.boxes.set(id, { ...box, x: box.x + x, y: box.y + y });
  const list = board.inGroup.get(id) ?? [];
  const moved = new Map(list.map((placed) => [placed, { ...placed, x: placed.x + x, y: placed.y + y }]));
  board.inGroup.set(id, [...moved.values()]);
  for (const [node, placed] of board.placed) {
    const after = moved.get(placed);
    if (after !== undefined) board.placed.set(node, after);
  }
}
