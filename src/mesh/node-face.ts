import type { MeshNode } from './model';

/** What a node is before its edges are looked at. */
export type NodeFace = Omit<MeshNode, 'root' | 'incoming' | 'outgoing' | 'health' | 'inherited' | 'reason' | 'members' | 'sickMembers'>;

/** The same with every unknown field allowed to say so. */
export type FaceFields = { readonly [Field in keyof NodeFace]: NodeFace[Field] | undefined } & Pick<
  NodeFace,
  'id' | 'kind' | 'group' | 'name'
>;

/** Leaves out what is unknown, and everything that is no part of a face: the one list of its fields. */
export function nodeFace(fields: FaceFields): NodeFace {
  const { id, kind, group, cluster, namespace, name, app, version, parts, waypoint, workloads } = fields;
  return {
    id,
    kind,
    group,
    ...(cluster !== undefined && { cluster }),
    ...(namespace !== undefined && { namespace }),
    name,
    ...(app !== undefined && { app }),
    ...(version !== undefined && { version }),
    ...(parts !== undefined && { parts }),
    ...(waypoint !== undefined && { waypoint }),
    ...(workloads !== undefined && { workloads }),
  };
}
