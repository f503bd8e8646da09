/** Which nodes stand in a group: directly, or in a group inside it. */
import { ancestors } from './group-tree';
import type { Mesh, MeshNode } from './model';

/** The nodes that one of `ids` names: itself, its group, or a group around that. In the order of the mesh. */
export function nodesIn(mesh: Mesh, ids: ReadonlySet<string>): readonly MeshNode[] {
  const around = ancestors(mesh.groups);
  return mesh.nodes.filter(({ id, group }) => ids.has(id) || around(group).some((outer) => ids.has(outer)));
}
