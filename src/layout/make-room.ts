/**
 * The last resort when a box is full and walled in on all sides: everything below it gives way downwards by one row,
 * keeping its order, and so it goes on outwards. It needs a full box with neighbours nearer than one row on every side.
 */
import type { Board, Size } from './board';
import { innerRoom } from './box-shape';
import type { Placed } from './free-slot';
import { TIGHT_NODE_GAP } from './spacing';
import type { Box, Point } from './types';

/** Shifts what starts below the box's lower edge (and right of it, for something wider than the box). Returns the place that became free. */
export function makeRoom(board: Board, item: Size, container: string, wish: Point): Placed {
  const place = placeBelow(board, item, container, wish);
  let id: string | undefined = container;
  let things: readonly Placed[] = [place];
  while (id !== undefined) {
    const before = board.boxes.get(id);
    if (before === undefined) break;
    const grown = grownDown(before, things, board.frameOf(id).padding);
    const outer = board.containerOf(id);
    giveWay(board, id, before, grown);
    board.setBox(id, grown);
    things = board.around(outer).map(({ placed }) => placed);
    id = outer;
  }
  return place;
}

/** Under everything that stands in the box: a node that grew may reach into its padding. */
function placeBelow(board: Board, item: Size, container: string, wish: Point): Placed {
  const box = board.boxes.get(container) ?? { x: 0, y: 0, width: 0, height: 0 };
  const room = innerRoom(box, board.frameOf(container));
  const lowest = board
    .around(container)
    .reduce((bottom, { placed }) => Math.max(bottom, placed.y + placed.height / 2), room.y + room.height);
  const x = Math.max(room.x + item.width / 2, Math.min(wish.x, room.x + room.width - item.width / 2));
  return { x, y: lowest + TIGHT_NODE_GAP + item.height / 2, width: item.width, height: item.height };
}

/** Grown to the right and downwards only: there is where others give way. */
function grownDown({ x, y, width, height }: Box, things: readonly Placed[], padding: number): Box {
  const right = things.reduce((most, thing) => Math.max(most, thing.x + thing.width / 2 + padding), x + width);
  const bottom = things.reduce((most, thing) => Math.max(most, thing.y + thing.height / 2 + padding), y + height);
  return { x, y, width: right - x, height: bottom - y };
}

function giveWay(board: Board, id: string, before: Box, grown: Box): void {
  const outer = board.containerOf(id);
  for (const { item, placed } of board.around(outer, { kind: 'box', id })) {
    const x = placed.x - placed.width / 2 >= before.x + before.width ? grown.width - before.width : 0;
    const y = placed.y - placed.height / 2 >= before.y + before.height ? grown.height - before.height : 0;
    if (x > 0 || y > 0) board.shift(item, outer, x, y);
  }
}
