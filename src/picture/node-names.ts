import { levelOf } from '../mesh/closed-node';
import type { Mesh, MeshNode, NodeId } from '../mesh/model';

/** What a node is called on one line: `namespace/name`, with the version where apps are split, with the cluster where there is more than one. */
export function nodeNames(mesh: Mesh): ReadonlyMap<NodeId, string> {
  const clusters = new Set(mesh.nodes.map(({ cluster }) => cluster).filter((cluster) => cluster !== undefined));
  return new Map(mesh.nodes.map((node) => [node.id, nameOf(node, clusters.size > 1)]));
}

function nameOf({ cluster, namespace, kind, name, version }: MeshNode, withCluster: boolean): string {
  const versioned = kind === 'versionedApp' && version !== undefined ? `${name}:${version}` : name;
  const inNamespace = namespace === undefined || levelOf(kind) !== undefined ? versioned : `${namespace}/${versioned}`;
  return withCluster && cluster !== undefined ? `${cluster}|${inNamespace}` : inNamespace;
}
