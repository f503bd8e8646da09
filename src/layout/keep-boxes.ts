/** Which boxes of the layout before still stand, and which have to be made. */
import type { Board } from './board';
import { boxAround, boxesTouch, centred, contains, cornered } from './box-shape';
import type { TreeBox } from './box-tree';
import type { Placed } from './free-slot';
import type { Box, Layout, LayoutNode } from './types';

/** The outermost box at or around a box that is new as a whole: everything in it is placed with it. */
export type NewBoxAround = (box: string) => string | undefined;

export function placeBefore(node: LayoutNode, previous: Layout): Placed | undefined {
  const at = previous.nodes.get(node.id);
  return at === undefined ? undefined : { x: at.x, y: at.y, width: node.width, height: node.height };
}

/**
 * Boxes of groups that still have nodes stay; one that touches another (a place given away meanwhile) is made anew. A group that is new
 * around nodes which already stand (an app got a second version, the mesh a second cluster) takes them in where they are, if the box around
 * them is free. If not, it gets no box, and what it holds stands in the box around it, or on the map if it holds boxes only.
 */
export function keepBoxes(board: Board, nodes: readonly LayoutNode[], previous: Layout): NewBoxAround {
  const made = new Set<string>();
  const newBoxAround = (box: string): string | undefined => {
    let found: string | undefined;
    for (let at: string | undefined = box; at !== undefined; at = board.tree.get(at)?.parent) if (made.has(at)) found = at;
    return found;
  };
  for (const id of board.tree.keys()) {
    const box = previous.groups.get(id);
    if (box === undefined) continue;
    if (newBoxAround(id) === undefined && isFree(board, id, box, [])) board.setBox(id, box);
    else made.add(id);
  }
  const undecided = [...board.tree.values()].filter(({ id }) => !previous.groups.has(id));
  if (undecided.length === 0) return newBoxAround;
  const standing = nodes.flatMap((node): Standing[] => {
    const placed = placeBefore(node, previous);
    return placed === undefined ? [] : [{ group: node.group, placed }];
  });
  for (const box of undecided.reverse()) {
    const survivors = standing.filter(({ group }) => newBoxAround(group) === undefined);
    const adopted = boxAround(thingsIn(board, box, survivors), box.frame);
    if (adopted !== undefined && isFree(board, box.id, adopted, survivors)) adopt(board, box.id, adopted);
    else if (adopted === undefined || leavesBare(board, box.id, survivors)) made.add(box.id);
  }
  return newBoxAround;
}

/** Whether nodes of a box would stand on the bare map without it. */
function leavesBare(board: Board, id: string, survivors: readonly Standing[]): boolean {
  return survivors.some(({ group }) => isWithin(board, group, id) && board.standingAt(group) === undefined);
}

interface Standing {
  readonly group: string;
  readonly placed: Placed;
}

/** Nodes and boxes that stood before and now belong into a box. */
function thingsIn(board: Board, { id }: TreeBox, survivors: readonly Standing[]): readonly Placed[] {
  const nodes = survivors.filter(({ group }) => isWithin(board, group, id)).map(({ placed }) => placed);
  const boxes = [...board.boxes].filter(([inner]) => isWithin(board, inner, id)).map(([, box]) => centred(box));
  return [...nodes, ...boxes];
}

function isWithin(board: Board, box: string, outer: string): boolean {
  for (let at: string | undefined = box; at !== undefined; at = board.tree.get(at)?.parent) if (at === outer) return true;
  return false;
}

/** Whether a box may stand there: inside the box around it, touching nothing in there that is not its own. */
function isFree(board: Board, id: string, box: Box, survivors: readonly Standing[]): boolean {
  const container = board.containerOf(id);
  const outer = container === undefined ? undefined : board.boxes.get(container);
  if (outer !== undefined && !contains(outer, centred(box))) return false;
  const boxes = board.around(container).filter(({ item }) => !isWithin(board, item.id, id));
  const nodes = survivors.filter(({ group }) => board.standingAt(group) === container && !isWithin(board, group, id));
  return [...boxes, ...nodes].every(({ placed }) => !boxesTouch(box, cornered(placed), 0));
}

/** What stood in the container stands in the new box from now on. */
function adopt(board: Board, id: string, box: Box): void {
  const container = board.containerOf(id);
  const inside = board.around(container).filter(({ item }) => isWithin(board, item.id, id));
  for (const { item } of inside) board.lift(item, container);
  board.setBox(id, box);
  for (const { item } of inside) {
    const inner = board.boxes.get(item.id);
    if (inner !== undefined) board.setBox(item.id, inner);
  }
}
