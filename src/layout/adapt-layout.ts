/** A layout from the one before: survivors stay exactly, newcomers take free places, what left leaves a hole. */

import { type Board, stand } from './board';
import { boxesTouch, contains, nodesTouch } from './box-shape';
import { byCodeUnits } from './indexed-graph';
import { placeGroup } from './place-group';
import { placeNode } from './place-node';
import { spacingFor } from './spacing';
import type { Box, Layout, LayoutGraph, LayoutNode } from './types';

export function adaptLayout(graph: LayoutGraph, previous: Layout): Layout {
  const nodes = [...new Map(graph.nodes.map((node) => [node.id, node])).values()].sort((a, b) => byCodeUnits(a.id, b.id));
  const board = emptyBoard(graph, nodes.length);
  keepBoxes(board, nodes, previous);
  const newcomers = keepNodes(board, nodes, previous);
  placeNewcomers(board, graph, newcomers);
  return {
    nodes: new Map(nodes.map((node) => [node.id, centreOf(board, node.id)])),
    groups: new Map([...new Set(nodes.map((node) => node.group))].sort(byCodeUnits).map((id) => [id, board.boxes.get(id) ?? NOWHERE])),
  };
}

const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };

function centreOf(board: Board, id: string): { x: number; y: number } {
  const { x, y } = board.placed.get(id) ?? NOWHERE;
  return { x, y };
}

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
  return { spacing: spacingFor(size), placed: new Map(), boxes: new Map(), inGroup: new Map(), callers, called };
}

/** Boxes of groups that still have nodes; one that touches another (a place given away meanwhile) is made anew. */
function keepBoxes(board: Board, nodes: readonly LayoutNode[], previous: Layout): void {
  for (const id of [...new Set(nodes.map((node) => node.group))].sort(byCodeUnits)) {
    const box = previous.groups.get(id);
    if (box === undefined || [...board.boxes.values()].some((other) => boxesTouch(box, other, 0))) continue;
    board.boxes.set(id, box);
  }
}

/** Returns the nodes that have no place to keep: new ones, and ones that grew out of theirs. */
function keepNodes(board: Board, nodes: readonly LayoutNode[], previous: Layout): readonly LayoutNode[] {
  const newcomers: LayoutNode[] = [];
  const smallFirst = [...nodes].sort((a, b) => a.height - b.height || byCodeUnits(a.id, b.id));
  for (const node of smallFirst) {
    const at = previous.nodes.get(node.id);
    const box = board.boxes.get(node.group);
    const here = at === undefined ? undefined : { x: at.x, y: at.y, width: node.width, height: node.height };
    const fits = here !== undefined && box !== undefined && contains(box, here);
    if (fits && !(board.inGroup.get(node.group) ?? []).some((other) => nodesTouch(other, here))) stand(board, node, here.x, here.y);
    else newcomers.push(node);
  }
  return newcomers.sort((a, b) => byCodeUnits(a.id, b.id));
}

/** New boxes first, whole; then single nodes, those next to something placed before the others. */
function placeNewcomers(board: Board, graph: LayoutGraph, newcomers: readonly LayoutNode[]): void {
  const byGroup = new Map<string, LayoutNode[]>();
  for (const node of newcomers) {
    if (!board.boxes.has(node.group)) byGroup.set(node.group, [...(byGroup.get(node.group) ?? []), node]);
  }
  for (const [group, members] of byGroup) placeGroup(board, group, members, graph.edges);
  let waiting = newcomers.filter((node) => !board.placed.has(node.id));
  while (waiting.length > 0) {
    const linked = waiting.filter((node) => hasPlacedNeighbour(board, node.id));
    const next = linked.length > 0 ? linked : waiting;
    for (const node of next) placeNode(board, node);
    waiting = waiting.filter((node) => !board.placed.has(node.id));
  }
}

function hasPlacedNeighbour(board: Board, id: string): boolean {
  const isPlaced = (other: string) => board.placed.has(other);
  return (board.callers.get(id) ?? []).some(isPlaced) || (board.called.get(id) ?? []).some(isPlaced);
}
