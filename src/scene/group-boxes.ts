/** The boxes of groups: outer ones first, none inside a closed group. */
import type { Layout } from '../layout/types';
import { isClosedGroup } from '../mesh/closed-node';
import { ancestors } from '../mesh/group-tree';
import { isSick, worst } from '../mesh/health';
import type { GroupId, Health, Mesh, MeshGroup, MeshNode } from '../mesh/model';
import { displayText } from './display-text';
import type { SceneGroup } from './scene';
import { TONE_STYLES } from './style-table';

/** The box of every group that keeps a node; that of a closed one has no title, its card says it all. */
export function groupBoxes(mesh: Mesh, kept: readonly MeshNode[], layout: Layout): readonly SceneGroup[] {
  const around = ancestors(mesh.groups);
  const closed = new Set(mesh.nodes.filter((node) => isClosedGroup(node, mesh.groupBy)).map(({ group }) => group));
  const inhabited = new Set(kept.flatMap(({ group }) => around(group)));
  const unseen = unseenSick(mesh, kept, around);
  const boxes = mesh.groups.flatMap((group): SceneGroup[] => {
    const box = layout.groups.get(group.id);
    const [, ...outer] = around(group.id);
    const isNode = mesh.groupBy === 'namespace' && group.level === 'namespace';
    if (box === undefined || isNode || !inhabited.has(group.id) || outer.some((id) => closed.has(id))) return [];
    const isClosed = closed.has(group.id);
    const sick = isClosed ? undefined : unseen(group);
    const depth = outer.filter((id) => layout.groups.has(id)).length;
    const label = isClosed ? '' : displayText(group.name);
    return [{ id: group.id, label, depth, ...(sick !== undefined && { unseenSick: sick }), ...box }];
  });
  return boxes.sort((a, b) => a.depth - b.depth);
}

/** Sick members of an open group that nobody sees as themselves. */
function unseenSick(mesh: Mesh, kept: readonly MeshNode[], around: (id: GroupId) => readonly GroupId[]) {
  const seen = new Map<GroupId, number>();
  const hidden = new Map<GroupId, Health>();
  const drawn = new Set(kept);
  for (const node of mesh.nodes) {
    if (!isSick(node.health)) continue;
    const isSeen = drawn.has(node) && !isClosedGroup(node, mesh.groupBy);
    for (const id of around(node.group)) {
      if (isSeen) seen.set(id, (seen.get(id) ?? 0) + node.sickMembers);
      else hidden.set(id, worst(hidden.get(id) ?? 'idle', node.health));
    }
  }
  return ({ id, sickMembers }: MeshGroup): SceneGroup['unseenSick'] => {
    const count = sickMembers - (seen.get(id) ?? 0);
    if (count <= 0) return undefined;
    const tone = hidden.get(id) === 'degraded' ? 'warn' : 'fail';
    const { glyph } = TONE_STYLES[tone];
    return { count, tone, ...(glyph !== undefined && { glyph }) };
  };
}
