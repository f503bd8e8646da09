/** The nodes that stand for closed groups. */
import { nodeId } from './ids';
import type { GroupBy, GroupLevel, MeshGroup, MeshNode, NodeKind } from './model';
import { type NodeFace, nodeFace } from './node-face';
import type { Place } from './place-ends';

const KIND_OF: Readonly<Record<GroupLevel, NodeKind>> = {
  cluster: 'cluster',
  rest: 'restOfNamespaces',
  namespace: 'namespace',
  app: 'appGroup',
};
const LEVEL_OF: ReadonlyMap<NodeKind, GroupLevel> = new Map(
  (Object.keys(KIND_OF) as GroupLevel[]).map((level): [NodeKind, GroupLevel] => [KIND_OF[level], level]),
);

/** The level of the group that a kind of node stands for; undefined for single things. */
export const levelOf = (kind: NodeKind): GroupLevel | undefined => LEVEL_OF.get(kind);

/** What tells a group from others. */
type GroupFace = Pick<MeshGroup, 'id' | 'level' | 'name'> & { readonly [Field in 'cluster' | 'namespace' | 'app']?: string | undefined };

/** Whether a drawn node is a group that can be opened; grouped by namespace, namespaces cannot. */
export function isClosedGroup({ kind }: Pick<MeshNode, 'kind'>, groupBy: GroupBy | undefined): boolean {
  const level = levelOf(kind);
  return level !== undefined && !(level === 'namespace' && groupBy === 'namespace');
}

/** The node that stands for a closed group. */
export function closedPlace({ id, level, cluster, namespace, app, name }: GroupFace): Place {
  const kind = KIND_OF[level];
  return { id: nodeId(kind, { cluster, namespace, name }), kind, group: id, cluster, namespace, name, app, version: undefined };
}

export function closedFace({ id, kind, group, cluster, namespace, name, app }: Place): NodeFace {
  return nodeFace({ id, kind, group, cluster, namespace, name, app });
}
