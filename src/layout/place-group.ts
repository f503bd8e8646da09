/** New boxes and new nodes: a box is laid out like any other, then put whole onto the free place nearest to what it is linked to. */
import type { Board } from './board';
import { boxTree } from './box-tree';
import { layoutFromScratch } from './layout-from-scratch';
import { placeItem } from './place-item';
import type { Box, LayoutGraph, LayoutNode, Point } from './types';

export function placeGroup(board: Board, group: string, members: readonly LayoutNode[], graph: LayoutGraph): void {
  // What is around the new box stands already: here it is at the top.
  const groups = (graph.groups ?? []).map((one) => (one.id === group ? { ...one, parent: undefined } : one));
  const own = { nodes: members, edges: graph.edges, groups };
  const inside = layoutFromScratch(own, board.spacing);
  const shape = inside.groups.get(group);
  if (shape === undefined) return;
  const container = board.containerOf(group);
  const size = { width: shape.width, height: shape.height };
  const at = placeItem(board, size, container, wishedCentre(board, members, inside.nodes, shape));
  const shift = { x: Math.round(at.x - shape.width / 2) - shape.x, y: Math.round(at.y - shape.height / 2) - shape.y };
  for (const id of boxTree(own).keys()) {
    const box = inside.groups.get(id);
    if (box !== undefined) board.setBox(id, { ...box, x: box.x + shift.x, y: box.y + shift.y });
  }
  for (const node of members) {
    const { x, y } = inside.nodes.get(node.id) ?? { x: 0, y: 0 };
    board.setNode(node.id, node.group, { x: x + shift.x, y: y + shift.y, width: node.width, height: node.height });
  }
}

export function placeNode(board: Board, node: LayoutNode): void {
  const container = board.standingAt(node.group);
  const box = container === undefined ? undefined : board.boxes.get(container);
  const size = { width: node.width, height: node.height };
  board.setNode(node.id, container, placeItem(board, size, container, wishedPlace(board, node, box)));
}

/** Right of its callers, left of what it calls. */
function wishedPlace(board: Board, node: LayoutNode, box: Box | undefined): Point {
  const step = node.width + board.spacing.columnGap;
  const sum = { x: 0, y: 0, count: 0 };
  const add = (ids: readonly string[] | undefined, shift: number) => {
    for (const id of ids ?? []) {
      const at = board.nodes.get(id);
      if (at === undefined) continue;
      sum.x += at.x + shift;
      sum.y += at.y;
      sum.count++;
    }
  };
  add(board.callers.get(node.id), step);
  add(board.called.get(node.id), -step);
  if (sum.count > 0) return { x: Math.round(sum.x / sum.count), y: Math.round(sum.y / sum.count) };
  return box === undefined ? { x: 0, y: 0 } : { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}

/** Where its links come out level and point right; right of everything when it has none. */
function wishedCentre(board: Board, members: readonly LayoutNode[], inside: ReadonlyMap<string, Point>, shape: Box): Point {
  const sum = { x: 0, y: 0, count: 0 };
  const step = shape.width / 2 + board.spacing.boxColumnGap;
  for (const node of members) {
    const below = (inside.get(node.id)?.y ?? 0) - shape.y - shape.height / 2;
    const add = (ids: readonly string[] | undefined, shift: number) => {
      for (const id of ids ?? []) {
        const other = board.nodes.get(id);
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
