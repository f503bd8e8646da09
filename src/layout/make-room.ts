/**
 * The last resort when a box is full and walled in on all sides: everything below it gives way downwards by one row,
 * keeping its order. It needs a full box with neighbours nearer than one row on every side.
 */
import type { Board } from './board';
import { grownAround, innerRoom } from './box-shape';
import { TIGHT_NODE_GAP } from './spacing';
import type { Box, LayoutNode, Point } from './types';

/** Shifts the boxes that start below this one's lower edge (and right of it, for a node wider than the box). Returns the place that became free. */
export function makeRoom(board: Board, node: LayoutNode, box: Box, wish: Point): Point {
  const place = placeBelow(board, node, box, wish);
  const grown = grownAround(box, { ...place, width: node.width, height: node.height });
  const down = grown.y + grown.height - box.y - box.height;
  const right = grown.x + grown.width - box.x - box.width;
  for (const [id, other] of board.boxes) {
    if (id === node.group) continue;
    const x = other.x >= box.x + box.width ? right : 0;
    const y = other.y >= box.y + box.height ? down : 0;
    if (x > 0 || y > 0) moveBox(board, id, other, x, y);
  }
  return place;
}

/** Under everything that stands in the box: a node that grew may reach into its padding. */
function placeBelow(board: Board, node: LayoutNode, box: Box, wish: Point): Point {
  const room = innerRoom(box);
  const lowest = (board.inGroup.get(node.group) ?? []).reduce(
    (bottom, other) => Math.max(bottom, other.y + other.height / 2),
    room.y + room.height,
  );
  const x = Math.max(room.x + node.width / 2, Math.min(wish.x, room.x + room.width - node.width / 2));
  return { x, y: lowest + TIGHT_NODE_GAP + node.height / 2 };
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
