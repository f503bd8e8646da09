/** A new box: laid out like any other, then put whole onto the free place nearest to what it is linked to. */
import { type Board, stand } from './board';
import { nearestFreeSlot, type Placed } from './free-slot';
import { layoutFromScratch } from './layout-from-scratch';
import type { Box, LayoutGraph, LayoutNode, Point } from './types';

export function placeGroup(board: Board, group: string, members: readonly LayoutNode[], edges: LayoutGraph['edges']): void {
  const own = layoutFromScratch({ nodes: members, edges }, board.spacing);
  const shape = own.groups.get(group);
  if (shape === undefined) return;
  const at = freePlace(board, shape, wishedCentre(board, members, own.nodes, shape));
  const corner = { x: Math.round(at.x - shape.width / 2), y: Math.round(at.y - shape.height / 2) };
  board.boxes.set(group, { ...corner, width: shape.width, height: shape.height });
  for (const node of members) {
    const inside = own.nodes.get(node.id) ?? { x: 0, y: 0 };
    stand(board, node, corner.x + inside.x - shape.x, corner.y + inside.y - shape.y);
  }
}

/** Where its links come out level and point right; right of everything when it has none. */
function wishedCentre(board: Board, members: readonly LayoutNode[], inside: ReadonlyMap<string, Point>, shape: Box): Point {
  const sum = { x: 0, y: 0, count: 0 };
  const step = shape.width / 2 + board.spacing.boxColumnGap;
  for (const node of members) {
    const below = (inside.get(node.id)?.y ?? 0) - shape.y - shape.height / 2;
    const add = (ids: readonly string[] | undefined, shift: number) => {
      for (const id of ids ?? []) {
        const other = board.placed.get(id);
        if (other === undefined) continue;
        sum.x += other.x + shift;
        sum.y += other.y - below;
        sum.count++;
      }
    };
    add(board.callers.get(node.id), step);
    add(board.called.get(node.id), -step);
  }
  if (sum.count > 0) return { x: Math.round(sum.x / sum.count), y: Math.round(sum.y / sum.count) };
  const boxes = [...board.boxes.values()];
  const right = boxes.reduce((most, box) => Math.max(most, box.x + box.width), 0);
  const top = boxes.reduce((least, box) => Math.min(least, box.y), boxes[0]?.y ?? 0);
  return { x: right + step, y: top + shape.height / 2 };
}

function freePlace(board: Board, shape: Box, wish: Point): Point {
  const { boxColumnGap, boxRowGap } = board.spacing;
  const occupied: Placed[] = [...board.boxes.values()].map((box) => ({
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    width: box.width,
    height: box.height,
  }));
  const reach = (box: Placed) => (box.width + shape.width) / 2 + boxColumnGap;
  const columns = occupied.flatMap((box) => [box.x, box.x + reach(box), box.x - reach(box)]);
  const search = { width: shape.width, height: shape.height, wish, bounds: undefined, occupied, columns };
  return nearestFreeSlot({ ...search, columnGap: boxColumnGap, rowGap: boxRowGap }) ?? wish;
}
