import type { MeshNode } from './model';

/** What a node is before its edges are looked at. */
export type NodeFace = Omit<
  MeshNode,
  'namespaces' | 'root' | 'incoming' | 'outgoing' | 'health' | 'inherited' | 'reason' | 'members' | 'sickMembers'
>;

type Sure = 'id' | 'kind' | 'group' | 'name';
type Known = Omit<NodeFace, Sure>;
export type Writable<T> = { -readonly [Field in keyof T]: T[Field] };

/** The same with every unknown field allowed to say so. */
export type FaceFields = Pick<NodeFace, Sure> & { readonly [Field in keyof Known]?: Known[Field] | undefined };

/** Leaves out what is unknown, and everything that is no part of a face. */
export function nodeFace(fields: FaceFields): NodeFace {
  const { id, kind, group, name } = fields;
  const face: Writable<NodeFace> = { id, kind, group, name };
  return setKnown(face, fields);
}

/** Sets what is known of a face on a new node: the one list of these fields. Assigned, for a spread costs more than all else of a node. */
export function setKnown<Node extends Writable<Known>>(node: Node, fields: FaceFields): Node {
  const { cluster, namespace, app, version, parts, waypoint, workloads, configured, between } = fields;
  if (cluster !== undefined) node.cluster = cluster;
  if (namespace !== undefined) node.namespace = namespace;
  if (app !== undefined) node.app = app;
  if (version !== undefined) node.version = version;
  if (parts !== undefined) node.parts = parts;
  if (waypoint !== undefined) node.waypoint = waypoint;
  if (workloads !== undefined) node.workloads = workloads;
  if (configured !== undefined) node.configured = configured;
  if (between !== undefined) node.between = between;
  return node;
}
