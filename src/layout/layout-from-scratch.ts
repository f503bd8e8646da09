/** Two levels: a layered drawing inside each box, then the boxes packed by how deep they lie in the mesh. */
import { globalDepth } from './global-depth';
import { type IndexedGraph, indexGraph, membersOf } from './indexed-graph';
import { type Block, layoutBlock } from './layout-block';
import { packBlocks } from './pack-blocks';
import type { BlockLink } from './packing';
import { type Spacing, spacingFor } from './spacing';
import { int, num } from './typed';
import type { Box, Layout, LayoutGraph, Point } from './types';

export function layoutFromScratch(graph: LayoutGraph, spacing = spacingFor(graph.nodes.length)): Layout {
  const indexed = indexGraph(graph);
  const size = indexed.ids.length;
  const members = membersOf(indexed);
  const depth = globalDepth(size, indexed.from, indexed.to);
  const local = localIndices(size, members);
  const blocks = layoutBlocks(indexed, members, local, depth, spacing);
  const packed = blocks.map((block, at) => ({ width: block.width, height: block.height, depth: meanOf(members[at], depth) }));
  const corners = packBlocks(packed, linksBetween(indexed, blocks, local), spacing);
  const nodes = new Map<string, Point>();
  indexed.ids.forEach((id, v) => {
    const group = int(indexed.group, v);
    const corner = corners[group] ?? { x: 0, y: 0 };
    const block = blocks[group];
    if (block === undefined) return;
    nodes.set(id, { x: corner.x + num(block.x, int(local, v)), y: corner.y + num(block.y, int(local, v)) });
  });
  const groups = new Map<string, Box>();
  indexed.groupIds.forEach((id, at) => {
    const corner = corners[at] ?? { x: 0, y: 0 };
    groups.set(id, { x: corner.x, y: corner.y, width: blocks[at]?.width ?? 0, height: blocks[at]?.height ?? 0 });
  });
  return { nodes, groups };
}

function localIndices(size: number, members: readonly Int32Array[]): Int32Array {
  const local = new Int32Array(size);
  for (const list of members) for (let at = 0; at < list.length; at++) local[int(list, at)] = at;
  return local;
}

function layoutBlocks(
  graph: IndexedGraph,
  members: readonly Int32Array[],
  local: Int32Array,
  depth: Float64Array,
  spacing: Spacing,
): readonly Block[] {
  const inside: { from: number[]; to: number[] }[] = members.map(() => ({ from: [], to: [] }));
  for (let e = 0; e < graph.from.length; e++) {
    const source = int(graph.from, e);
    const target = int(graph.to, e);
    if (graph.group[source] !== graph.group[target]) continue;
    const edges = inside[int(graph.group, source)];
    edges?.from.push(int(local, source));
    edges?.to.push(int(local, target));
  }
  return members.map((list, at) =>
    layoutBlock(
      {
        width: Float64Array.from(list, (v) => num(graph.width, v)),
        height: Float64Array.from(list, (v) => num(graph.height, v)),
        depth: Float64Array.from(list, (v) => num(depth, v)),
        from: Int32Array.from(inside[at]?.from ?? []),
        to: Int32Array.from(inside[at]?.to ?? []),
      },
      spacing,
    ),
  );
}

function linksBetween(graph: IndexedGraph, blocks: readonly Block[], local: Int32Array): readonly BlockLink[] {
  const links: BlockLink[] = [];
  const below = (v: number) => num(blocks[int(graph.group, v)]?.y ?? new Float64Array(), int(local, v));
  for (let e = 0; e < graph.from.length; e++) {
    const source = int(graph.from, e);
    const target = int(graph.to, e);
    const from = int(graph.group, source);
    const to = int(graph.group, target);
    if (from !== to) links.push({ from, to, fromY: below(source), toY: below(target) });
  }
  return links;
}

function meanOf(members: Int32Array | undefined, depth: Float64Array): number {
  if (members === undefined || members.length === 0) return 0;
  return members.reduce((sum, v) => sum + num(depth, v), 0) / members.length;
}
