/** A plain stand-in for the layout: namespaces as blocks, columns by depth. */
import type { Box, Layout, Point } from '../../src/layout/types';
import type { Mesh, MeshNode } from '../../src/mesh/model';
import { groupBy } from './synthetic-telemetry';

export function gridLayout(mesh: Mesh): Layout {
  const nodes = new Map<string, Point>();
  const groups = new Map<string, Box>();
  const depth = new Map<string, number>();
  for (let round = 0; round < 6; round += 1) {
    for (const edge of mesh.edges) {
      if (edge.source !== edge.target)
        depth.set(edge.target, Math.min(5, Math.max(depth.get(edge.target) ?? 0, (depth.get(edge.source) ?? 0) + 1)));
    }
  }
  const blocks = Array.from(groupBy(mesh.nodes, (node) => node.group)).map(([id, list]) => ({ id, ...block(list, depth) }));
  const rowWidth = Math.sqrt(blocks.reduce((sum, one) => sum + one.width * one.height, 0) * 1.9);
  let x = 0;
  let y = 0;
  let tallest = 0;
  for (const { id, width, height, places } of blocks) {
    if (x > 0 && x + width > rowWidth) {
      x = 0;
      y += tallest + 70;
      tallest = 0;
    }
    groups.set(id, { x, y, width, height });
    for (const [node, point] of places) nodes.set(node, { x: x + point.x, y: y + point.y });
    x += width + 90;
    tallest = Math.max(tallest, height);
  }
  return { nodes, groups };
}

function block(list: readonly MeshNode[], depth: ReadonlyMap<string, number>) {
  const perColumn = Math.max(2, Math.ceil(Math.sqrt(list.length)));
  const sorted = [...list].sort((a, b) => (depth.get(a.id) ?? 0) - (depth.get(b.id) ?? 0));
  const places = new Map<string, Point>();
  for (const [index, node] of sorted.entries()) {
    const column = Math.floor(index / perColumn);
    places.set(node.id, { x: 140 + column * 360, y: 70 + (index % perColumn) * 100 + (column % 2) * 40 });
  }
  const columns = Math.ceil(list.length / perColumn);
  return { places, width: columns * 360 - 80, height: Math.min(perColumn, list.length) * 100 + 80 };
}
