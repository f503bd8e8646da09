import type { Placed } from './free-slot';
import type { Spacing } from './spacing';
import type { Box, LayoutNode } from './types';

/** What stands where while newcomers are placed. */
export interface Board {
  readonly spacing: Spacing;
  readonly placed: Map<string, Placed>;
  readonly boxes: Map<string, Box>;
  /** Ids of placed nodes by group. */
  readonly inGroup: Map<string, Placed[]>;
  readonly callers: ReadonlyMap<string, readonly string[]>;
  readonly called: ReadonlyMap<string, readonly string[]>;
}

/** Puts a node down for good. */
export function stand(board: Board, node: LayoutNode, x: number, y: number): void {
  const placed = { x, y, width: node.width, height: node.height };
  board.placed.set(node.id, placed);
  const list = board.inGroup.get(node.group);
  if (list === undefined) board.inGroup.set(node.group, [placed]);
  else list.push(placed);
}
