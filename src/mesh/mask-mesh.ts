/** A mesh under pseudonyms: every name of a cluster, namespace, service, workload or host in it, and in its sentences. Ids stay, they are never shown. */
import { partsOfNodeId } from './ids';
import type { Mesh, MeshEdge, MeshGroup, MeshNode, NodeId, NodeKind } from './model';
import type { GivenName, NamedKind } from './pseudonyms';

/** What the name of a node names; the others carry words of Istio or of ours. */
const NAMED_BY: Partial<Readonly<Record<NodeKind, NamedKind>>> = {
  workload: 'workload',
  app: 'service',
  versionedApp: 'service',
  service: 'service',
  appGroup: 'service',
  external: 'host',
  namespace: 'namespace',
  cluster: 'cluster',
};

/** Istio's word for what nobody knows. */
const NOBODY = 'unknown';

/** All names of a mesh, some of them several times; those inside closed groups are in the ids of their members. */
export function namesIn({ nodes, groups }: Pick<Mesh, 'nodes' | 'groups'>): readonly GivenName[] {
  const members = groups.flatMap(({ members: inside }) => inside.flatMap(namesOfId));
  const named = [...nodes.flatMap(namesOfNode), ...groups.flatMap(namesOfPlace), ...members];
  return named.filter(({ name }) => name !== NOBODY);
}

function namesOfNode(node: MeshNode): readonly GivenName[] {
  const { kind, name, app, version, parts = [], workloads = [], namespaces = [] } = node;
  const own = NAMED_BY[kind];
  // A group without namespace is called "outside": our word, not a name.
  const isNamed = own !== undefined && !(kind === 'namespace' && node.namespace === undefined);
  const service = app ?? (own === 'service' ? name : undefined);
  const workload = (given: string, of: string | undefined): GivenName => ({
    kind: 'workload',
    name: given,
    ...(service !== undefined && of !== undefined && given === `${service}-${of}` && { versionOf: { service, version: of } }),
  });
  return [
    ...namesOfPlace(node),
    ...(isNamed ? [own === 'workload' ? workload(name, version) : { kind: own, name }] : []),
    ...namespaces.map((each): GivenName => ({ kind: 'namespace', name: each })),
    ...workloads.map((each) => workload(each, version)),
    ...parts.flatMap((part) => part.workloads.map((each) => workload(each, part.version))),
  ];
}

function namesOfId(id: NodeId): readonly GivenName[] {
  const { kind, cluster, namespace, name } = partsOfNodeId(id);
  const own = isNodeKind(kind) ? NAMED_BY[kind] : undefined;
  const place = { ...(cluster !== undefined && { cluster }), ...(namespace !== undefined && { namespace }) };
  return [...namesOfPlace(place), ...(own === undefined || name === undefined || own === 'namespace' ? [] : [{ kind: own, name }])];
}

const isNodeKind = (kind: string): kind is NodeKind => Object.hasOwn(NAMED_BY, kind);

function namesOfPlace({ cluster, namespace, app }: Pick<MeshNode, 'cluster' | 'namespace' | 'app'>): readonly GivenName[] {
  return [
    ...(cluster === undefined ? [] : [{ kind: 'cluster', name: cluster } as const]),
    ...(namespace === undefined ? [] : [{ kind: 'namespace', name: namespace } as const]),
    ...(app === undefined ? [] : [{ kind: 'service', name: app } as const]),
  ];
}

type Mask = (text: string) => string;

/** The same mesh with `mask` over everything in it that is read. */
export function maskMesh(mesh: Mesh, mask: Mask): Mesh {
  return {
    ...mesh,
    nodes: mesh.nodes.map((node) => maskNode(node, mask)),
    edges: mesh.edges.map((edge) => maskEdge(edge, mask)),
    groups: mesh.groups.map((group) => maskGroup(group, mask)),
    problems: [],
  };
}

export function maskNode(node: MeshNode, mask: Mask): MeshNode {
  const { kind, name, workloads, namespaces, parts, reason } = node;
  const keeps = NAMED_BY[kind] === undefined || (kind === 'namespace' && node.namespace === undefined);
  return {
    ...node,
    ...maskPlace(node, mask),
    name: keeps ? name : mask(name),
    ...(workloads !== undefined && { workloads: workloads.map(mask) }),
    ...(namespaces !== undefined && { namespaces: namespaces.map(mask) }),
    ...(parts !== undefined && { parts: parts.map((part) => ({ ...part, workloads: part.workloads.map(mask) })) }),
    ...(reason !== undefined && { reason: mask(reason) }),
  };
}

export const maskEdge = (edge: MeshEdge, mask: Mask): MeshEdge =>
  edge.reason === undefined ? edge : { ...edge, reason: mask(edge.reason) };

export function maskGroup(group: MeshGroup, mask: Mask): MeshGroup {
  const ours = group.level === 'rest' || (group.level === 'namespace' && group.namespace === undefined);
  return { ...group, ...maskPlace(group, mask), name: ours ? group.name : mask(group.name) };
}

function maskPlace({ cluster, namespace, app }: Pick<MeshNode, 'cluster' | 'namespace' | 'app'>, mask: Mask) {
  return {
    ...(cluster !== undefined && { cluster: mask(cluster) }),
    ...(namespace !== undefined && { namespace: mask(namespace) }),
    ...(app !== undefined && { app: mask(app) }),
  };
}
