import { OUTSIDE } from './collapse';
import { isSick } from './health';
import type { GroupId, MeshGroup, MeshNode } from './model';

/** The boxes around open nodes: one per cluster and namespace, with their members whether drawn open or closed. Sorted by id. */
export function buildGroups(nodes: readonly MeshNode[]): readonly MeshGroup[] {
  const members = new Map<GroupId, MeshNode[]>();
  for (const node of nodes) {
    const list = members.get(node.group) ?? [];
    members.set(node.group, list);
    list.push(node);
  }
  const clusters = new Set(nodes.flatMap(({ cluster }) => cluster ?? []));
  return Array.from(members, ([id, list]): MeshGroup => {
    const cluster = list[0]?.cluster;
    const namespace = list[0]?.namespace;
    const name = namespace ?? OUTSIDE;
    return {
      id,
      ...(cluster !== undefined && { cluster }),
      ...(namespace !== undefined && { namespace }),
      name: clusters.size > 1 && cluster !== undefined ? `${name} · ${cluster}` : name,
      members: list.map((node) => node.id),
      sickMembers: list.filter(({ health }) => isSick(health)).length,
    };
  }).sort((a, b) => (a.id < b.id ? -1 : 1));
}
