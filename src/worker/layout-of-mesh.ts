/** Between a mesh and its layout: what is laid out, what positions depend on, and where closed groups stand. */
import type { Box, Layout, LayoutGraph, LayoutGroup, Point } from '../layout/types';
import type { MeshBuilder } from '../mesh/build-mesh';
import { isClosedGroup } from '../mesh/closed-node';
import type { GroupBy, GroupId, Mesh, MeshGroup, MeshNode } from '../mesh/model';
import { nodeSize } from '../scene/node-size';

type OpenForm = MeshBuilder['open'];

export function layoutGraphOf({ nodes, edges, groups, groupBy }: OpenForm): LayoutGraph {
  const byId = new Map(groups.map((group) => [group.id, group]));
  return {
    nodes: nodes.map((node) => ({ id: node.id, group: boxOf(node, byId, groupBy), ...nodeSize(node) })),
    edges: edges.map(({ source, target }) => ({ source, target })),
    groups: groups.map(({ id, parent, level }): LayoutGroup => ({ id, parent, narrow: level === 'app' })),
  };
}

/** Namespaces as nodes stand in the box around them, those at the top in one box per cluster; everything else in its innermost group. */
function boxOf({ group, cluster }: MeshNode, groups: ReadonlyMap<GroupId, MeshGroup>, groupBy: GroupBy): string {
  return groupBy === 'namespace' ? (groups.get(group)?.parent ?? `cluster/${cluster ?? ''}`) : group;
}

/** What positions depend on: who is there, in which groups, and who calls whom; never how much. */
export function topologyOf({ nodes, edges }: OpenForm): string {
  const ids = nodes.map(({ id, group, parts }) => `${id} ${group} ${parts?.length ?? 0}`);
  return `${ids.join('\n')}\n\n${edges.map(({ id }) => id).join('\n')}`;
}

/** Positions of what is drawn, ghosts too: a closed group stands in the middle of its box. */
export function drawnLayout(mesh: Mesh, layout: Layout, ghosts: readonly string[]): Layout {
  const nodes = new Map<string, Point>();
  for (const id of ghosts) {
    const point = layout.nodes.get(id);
    if (point !== undefined) nodes.set(id, point);
  }
  const groups = new Map(layout.groups);
  for (const node of mesh.nodes) {
    if (!isClosedGroup(node, mesh.groupBy)) {
      const point = layout.nodes.get(node.id);
      if (point !== undefined) nodes.set(node.id, point);
      continue;
    }
    const box = footprint(node.group, mesh.groups, layout);
    if (box !== undefined) groups.set(node.group, box);
    const point =
      box === undefined ? pointOfMember(node.group, mesh.groups, layout) : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    if (point !== undefined) nodes.set(node.id, point);
  }
  return { nodes, groups };
}

/** The box of a group; one that found no room for its own stands in the largest box inside it. */
function footprint(id: GroupId, groups: readonly MeshGroup[], layout: Layout): Box | undefined {
  const own = layout.groups.get(id);
  if (own !== undefined) return own;
  const area = ({ width, height }: Box) => width * height;
  return groups
    .filter(({ parent }) => parent === id)
    .flatMap((inner) => footprint(inner.id, groups, layout) ?? [])
    .sort((a, b) => area(b) - area(a))[0];
}

/** Without any box it stands where its first member does. */
function pointOfMember(id: GroupId, groups: readonly MeshGroup[], layout: Layout): Point | undefined {
  const members = groups.find((group) => group.id === id)?.members ?? [];
  for (const member of members) {
    const point = layout.nodes.get(member);
    if (point !== undefined) return point;
  }
  return undefined;
}
