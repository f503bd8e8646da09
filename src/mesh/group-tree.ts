/** The groups of a mesh as a tree: cluster > (rest of the namespaces) > namespace > app. */
import { appGroupId, clusterGroupId, groupId, restGroupId } from './ids';
import type { GroupBy, GroupId, MeshGroup, MeshNode, NodeId } from './model';
import type { NodeFace } from './node-face';

/** The name of what belongs to no namespace: unknown callers, outside hosts, passthrough. */
export const OUTSIDE = 'outside';
/** The name of the smaller namespaces gathered in one group. */
export const REST = 'other namespaces';

/** Nodes with the innermost group each stands in: an app with several members is a group where its members are nodes. */
export function withAppGroups(faces: readonly NodeFace[], groupBy: GroupBy): readonly NodeFace[] {
  if (groupBy !== 'workload' && groupBy !== 'versionedApp') return faces;
  const members = new Map<GroupId, number>();
  for (const face of faces) {
    const id = appGroupOf(face);
    if (id !== undefined) members.set(id, (members.get(id) ?? 0) + 1);
  }
  return faces.map((face) => {
    const group = appGroupOf(face);
    return group !== undefined && (members.get(group) ?? 0) > 1 ? { ...face, group } : face;
  });
}

function appGroupOf({ kind, cluster, namespace, app }: NodeFace): GroupId | undefined {
  const isMember = kind === 'workload' || kind === 'versionedApp' || kind === 'app';
  return isMember && app !== undefined ? appGroupId(cluster, namespace, app) : undefined;
}

/**
 * All groups of the open form, outer ones before inner ones, each level sorted by id. Clusters are groups only where there are several;
 * `gathered` names the namespaces that stand in a group of their cluster's smaller ones.
 */
export function buildGroups(nodes: readonly MeshNode[], gathered: ReadonlySet<GroupId> = new Set()): readonly MeshGroup[] {
  const severalClusters = new Set(nodes.flatMap(({ cluster }) => cluster ?? [])).size > 1;
  const drafts = new Map<GroupId, Draft>();
  const draft = (group: Omit<Draft, 'members' | 'sickMembers'>): Draft => {
    const known = drafts.get(group.id);
    if (known !== undefined) return known;
    const made = { ...group, members: [], sickMembers: 0 };
    drafts.set(group.id, made);
    return made;
  };
  for (const node of nodes) {
    for (const group of chainOf(node, severalClusters, gathered)) {
      const { members } = draft(group);
      members.push(node.id);
      if (node.sickMembers > 0) draft(group).sickMembers += node.sickMembers;
    }
  }
  return Array.from(drafts.values()).sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || (a.id < b.id ? -1 : 1));
}

type Draft = Omit<MeshGroup, 'members' | 'sickMembers'> & { readonly members: NodeId[]; sickMembers: number };
type Outline = Omit<Draft, 'members' | 'sickMembers'>;

const LEVELS: readonly MeshGroup['level'][] = ['cluster', 'rest', 'namespace', 'app'];

/** The groups around a node, the outermost first. */
function chainOf(node: MeshNode, severalClusters: boolean, gathered: ReadonlySet<GroupId>): readonly Outline[] {
  const { cluster, namespace, app } = node;
  const chain: Outline[] = [];
  const within = () => {
    const parent = chain.at(-1)?.id;
    return { ...(parent !== undefined && { parent }), ...(cluster !== undefined && { cluster }) };
  };
  if (severalClusters && cluster !== undefined) chain.push({ id: clusterGroupId(cluster), level: 'cluster', name: cluster, ...within() });
  const own = groupId(cluster, namespace);
  if (gathered.has(own)) chain.push({ id: restGroupId(cluster), level: 'rest', name: REST, ...within() });
  const inNamespace = namespace !== undefined && { namespace };
  chain.push({ id: own, level: 'namespace', name: namespace ?? OUTSIDE, ...within(), ...inNamespace });
  if (node.group !== own && app !== undefined) chain.push({ id: node.group, level: 'app', name: app, app, ...within(), ...inNamespace });
  return chain;
}

/** Every group with all groups around it, itself first. */
export function ancestors(groups: readonly Pick<MeshGroup, 'id' | 'parent'>[]): (id: GroupId) => readonly GroupId[] {
  const parents = new Map(groups.map(({ id, parent }) => [id, parent]));
  const known = new Map<GroupId, readonly GroupId[]>();
  const find = (id: GroupId): readonly GroupId[] => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const parent = parents.get(id);
    const chain = parent === undefined ? [id] : [id, ...find(parent)];
    known.set(id, chain);
    return chain;
  };
  return find;
}

/** The outermost closed group around (or at) a group: it swallows everything below. */
export function createSwallowedBy(groups: readonly MeshGroup[], closed: ReadonlySet<GroupId>): (group: GroupId) => MeshGroup | undefined {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const chainOfGroup = ancestors(groups);
  const known = new Map<GroupId, MeshGroup | undefined>();
  return (group) => {
    if (known.has(group)) return known.get(group);
    const outermost = chainOfGroup(group).findLast((id) => closed.has(id));
    const found = outermost === undefined ? undefined : byId.get(outermost);
    known.set(group, found);
    return found;
  };
}
