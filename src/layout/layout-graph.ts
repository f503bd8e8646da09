/** The layout of a mesh: from scratch in two levels, or from the previous one, where what was there stays exactly. */
import { adaptLayout } from './adapt-layout';
import { layoutFromScratch } from './layout-from-scratch';
import type { Layout, LayoutGraph } from './types';

/**
 * Positions of all nodes and boxes. The same graph in any order gives the same coordinates. With `previous`, surviving nodes and
 * boxes keep their places, newcomers take free ones near what they are linked to, and what left leaves a hole.
 */
export function layoutGraph(graph: LayoutGraph, previous?: Layout): Layout {
  if (previous === undefined || previous.nodes.size === 0) return layoutFromScratch(graph);
  return adaptLayout(graph, previous);
}
