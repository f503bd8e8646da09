/** Nodes, groups and edges by the names people use; every label value passes through `displayText`. */
import type { GroupLevel, MeshEdge, MeshNode, NodeId, NodeKind } from '../../mesh/model';
import { displayText } from '../../scene/display-text';

const KINDS: Readonly<Record<NodeKind, string>> = {
  workload: 'Workload',
  app: 'App',
  versionedApp: 'App, one version',
  service: 'Service',
  external: 'Outside the mesh',
  passthrough: 'Passthrough',
  blackhole: 'Black hole',
  unknown: 'Unknown caller',
  namespace: 'Namespace, closed',
  cluster: 'Cluster, closed',
  restOfNamespaces: 'Namespaces, closed',
  appGroup: 'App, closed',
};

const LEVELS: Readonly<Record<GroupLevel, string>> = {
  cluster: 'cluster',
  rest: 'group of namespaces',
  namespace: 'namespace',
  app: 'app',
};

export const groupWord = (level: GroupLevel): string => LEVELS[level];

/** The same at the beginning of a line. */
export const groupTitle = (level: GroupLevel): string => `${LEVELS[level].charAt(0).toUpperCase()}${LEVELS[level].slice(1)}`;

export const kindName = (kind: NodeKind): string => KINDS[kind];

/** "reviews v2" for one version of an app, else the plain name. */
export function nodeName(node: MeshNode): string {
  const name = displayText(node.name);
  if (node.kind !== 'versionedApp' || node.version === undefined || node.name.endsWith(node.version)) return name;
  return `${name} ${displayText(node.version, 24)}`;
}

/** "shop", or "shop · east" when the mesh has clusters worth naming. */
export function nodePlace(node: Pick<MeshNode, 'namespace' | 'cluster'>): string {
  const namespace = node.namespace === undefined ? 'no namespace' : displayText(node.namespace);
  return node.cluster === undefined ? namespace : `${namespace} · ${displayText(node.cluster, 32)}`;
}

/** "web → cart"; an end that left the picture is named by its id. */
export function edgeName(edge: MeshEdge, nodes: ReadonlyMap<NodeId, MeshNode>): string {
  return `${endName(edge.source, nodes)} → ${endName(edge.target, nodes)}`;
}

export function endName(id: NodeId, nodes: ReadonlyMap<NodeId, MeshNode>): string {
  const node = nodes.get(id);
  return node === undefined ? displayText(id) : nodeName(node);
}
