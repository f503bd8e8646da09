/** A layout from the one before: survivors stay exactly, newcomers take free places, what left leaves a hole. */

import { Board } from './board';
import { contains, nodesTouch } from './box-shape';
import { boxTree } from './box-tree';
import { byCodeUnits } from './by-code-units';
import type { Placed } from './free-slot';
import { keepBoxes, type NewBoxAround, placeBefore } from './keep-boxes';
import { placeGroup, placeNode } from './place-group';
import { spacingFor } from './spacing';
import type { Layout, LayoutGraph, LayoutNode } from './types';

export function adaptLayout(graph: LayoutGraph, previous: Layout): Layout {
  const nodes = [...new Map(graph.nodes.map((node) => [node.id, node])).values()].sort((a, b) => byCodeUnits(a.id, b.id));
  const board = emptyBoard(graph, nodes.length);
  const newBoxAround = keepBoxes(board, nodes, previous);
  const newcomers = keepNodes(board, nodes, previous, newBoxAround);
  placeNewcomers(board, graph, newcomers, newBoxAround);
  return {
    nodes: new Map(nodes.map(({ id }) => [id, centreOf(board.nodes.get(id))])),
    groups: new Map([...board.boxes].sort(([a], [b]) => byCodeUnits(a, b))),
  };
}

const centreOf = (placed: Placed | undefined) => ({ x: placed?.x ?? 0, y: placed?.y ?? 0 });

function emptyBoard(graph: LayoutGraph, size: number): Board {
  const callers = new Map<string, string[]>();
  const called = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  for (const { source, target } of graph.edges) {
    if (source === target) continue;
    add(callers, target, source);
    add(called, source, target);
  }
  // A barycentre is a sum: its last digit must not depend on the order of the edges.
  for (const list of [...callers.values(), ...called.values()]) list.sort(byCodeUnits);
  return new Board(spacingFor(size), boxTree(graph), callers, called);
}

/** Returns the nodes that have no place to keep: new ones, and ones that grew out of theirs. */
function keepNodes(board: Board, nodes: readonly LayoutNode[], previous: Layout, newBoxAround: NewBoxAround): readonly LayoutNode[] {
  const newcomers: LayoutNode[] = [];
  const smallFirst = [...nodes].sort((a, b) => a.height - b.height || byCodeUnits(a.id, b.id));
  for (const node of smallFirst) {
    const here = placeBefore(node, previous);
    const container = board.standingAt(node.group);
    const box = container === undefined ? undefined : board.boxes.get(container);
    const fits = here !== undefined && newBoxAround(node.group) === undefined && (box === undefined || contains(box, here));
    if (fits && !board.some(container, (placed) => nodesTouch(placed, here))) board.setNode(node.id, container, here);
    else newcomers.push(node);
  }
  return newcomers.sort((a, b) => byCodeUnits(a.id, b.id));
}

/** New boxes first, whole; then single nodes, those next to something placed before the others. */
function placeNewcomers(board: Board, graph: LayoutGraph, newcomers: readonly LayoutNode[], newBoxAround: NewBoxAround): void {
  const byBox = new Map<string, LayoutNode[]>();
  for (const node of newcomers) {
    const box = newBoxAround(node.group);
    if (box !== undefined) byBox.set(box, [...(byBox.get(box) ?? []), node]);
  }
  for (const [box, members] of byBox) placeGroup(board, box, members, graph);
  let waiting = newcomers.filter((node) => !board.nodes.has(node.id));
  while (waiting.length > 0) {
    const linked = waiting.filter((node) => hasPlacedNeighbour(board, node.id));
    const next = linked.length > 0 ? linked : waiting;
    for (const node of next) placeNode(board, node);
    waiting = waiting.filter((node) => !board.nodes.has(node.id));
  }
}

function hasPlacedNeighbour(board: Board, id: string): boolean {
  const isPlaced = (other: string) => board.nodes.has(other);
  return (board.callers.get(id) ?? []).some(isPlaced) || (board.called.get(id) ?? []).some(isPlaced);
}
