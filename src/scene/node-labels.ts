/** What may stand below the name of a node; the reason of a sick one takes its place. */
import type { MeshNode, NodeKind } from '../mesh/model';

export interface NodeLabel {
  readonly id: string;
  readonly title: string;
  readonly example: string;
  /** undefined = the node has none, or it goes without saying. */
  readonly text: (node: MeshNode) => string | undefined;
}

const WORDS: Partial<Readonly<Record<NodeKind, string>>> = {
  service: 'service',
  external: 'external',
  passthrough: 'passthrough',
  blackhole: 'black hole',
  unknown: 'unknown',
};

/** A waypoint has no version worth a word. */
function version(node: MeshNode): string | undefined {
  if (node.waypoint === true) return undefined;
  const single = node.parts?.length === 1 ? node.parts[0]?.version : undefined;
  return node.version ?? single;
}

/** Where a version is known the kind goes without saying. */
function kind(node: MeshNode): string | undefined {
  if (node.waypoint === true) return 'waypoint';
  return version(node) === undefined ? WORDS[node.kind] : undefined;
}

const filled = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** In the order in which they stand. */
export const NODE_LABELS: readonly NodeLabel[] = [
  { id: 'namespace', title: 'Namespace', example: 'shop', text: ({ namespace }) => filled(namespace) },
  { id: 'cluster', title: 'Cluster', example: 'east', text: ({ cluster }) => filled(cluster) },
  { id: 'version', title: 'Version', example: 'v2', text: (node) => filled(version(node)) },
  { id: 'kind', title: 'Kind', example: 'waypoint, service, external', text: kind },
];

export const DEFAULT_NODE_LABELS: readonly string[] = ['version', 'kind'];
