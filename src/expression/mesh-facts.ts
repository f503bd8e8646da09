/** What operands look up besides the node or edge itself; made once for each mesh and each set of policies. */
import { onceEach } from '../lib/once-each';
import type { EdgeId, Mesh, MeshEdge, MeshNode, NodeId } from '../mesh/model';
import type { DrawnPolicies } from '../policy/drawn';
import type { Protocol } from '../telemetry/rows';

/** What an expression is asked of. */
export interface MatchContext {
  readonly mesh: Mesh;
  /** undefined = no configuration is loaded: nothing can be said about policies. */
  readonly policies: DrawnPolicies | undefined;
  /** The namespaces the view is narrowed to; none = all. */
  readonly namespaces?: readonly string[];
}

/** Requests per second (http, grpc) or bytes per second both ways (tcp) by protocol; undefined = an edge does not tell its own. */
export type ProtocolFlow = Readonly<Record<Protocol, number | undefined>>;

/** While it is added up. */
type Flows = Map<NodeId, Record<Protocol, number | undefined>>;

interface Topology {
  readonly nodes: ReadonlyMap<NodeId, MeshNode>;
  readonly incoming: ReadonlyMap<NodeId, ProtocolFlow>;
  readonly outgoing: ReadonlyMap<NodeId, ProtocolFlow>;
  /** 1 = called by the most edges; equal counts share a rank. */
  readonly ranks: ReadonlyMap<NodeId, number>;
}

export interface MeshFacts extends Topology {
  readonly policies: DrawnPolicies | undefined;
  /** Severities and codes of the findings on a node or an edge. */
  readonly findings: ReadonlyMap<NodeId | EdgeId, readonly string[]>;
  readonly namespaces: ReadonlySet<string>;
}

export function meshFacts({ mesh, policies, namespaces = [] }: MatchContext): MeshFacts {
  const findings = policies === undefined ? NO_FINDINGS : findingsOf(policies);
  return { ...topologyOf(mesh), policies, findings, namespaces: new Set(namespaces) };
}

const NO_FINDINGS: MeshFacts['findings'] = new Map();
const NOTHING: ProtocolFlow = { http: 0, grpc: 0, tcp: 0 };

/** What a node takes or gives; nothing is known to be 0, for every edge is in the mesh. */
export const flowOf = (flows: ReadonlyMap<NodeId, ProtocolFlow>, node: MeshNode): ProtocolFlow => flows.get(node.id) ?? NOTHING;

/** Requests or bytes of an edge by its own protocol; undefined = not known. */
export function amountOf({ protocol, requestsPerSecond, bytesPerSecond }: MeshEdge): number | undefined {
  if (protocol !== 'tcp') return requestsPerSecond;
  return bytesPerSecond === undefined ? undefined : bytesPerSecond.sent + bytesPerSecond.received;
}

const topologyOf = onceEach((mesh: Mesh): Topology => {
  const nodes = new Map(mesh.nodes.map((node) => [node.id, node]));
  const incoming: Flows = new Map();
  const outgoing: Flows = new Map();
  const inbound = new Map<NodeId, number>();
  for (const edge of mesh.edges) {
    addFlow(outgoing, nodes.get(edge.source), edge);
    addFlow(incoming, nodes.get(edge.target), edge);
    if (edge.foldedInto === undefined) inbound.set(edge.target, (inbound.get(edge.target) ?? 0) + 1);
  }
  return { nodes, incoming, outgoing, ranks: ranksOf(mesh, inbound) };
});

/** A folded leg repeats what the waypoint's hop counts, except for the waypoint itself (docs/telemetry.md §6.6). */
function addFlow(flows: Flows, node: MeshNode | undefined, edge: MeshEdge): void {
  if (node === undefined || (edge.foldedInto !== undefined && node.waypoint !== true)) return;
  const flow = flows.get(node.id) ?? { http: 0, grpc: 0, tcp: 0 };
  flows.set(node.id, flow);
  const before = flow[edge.protocol];
  const more = amountOf(edge);
  flow[edge.protocol] = before === undefined || more === undefined ? undefined : before + more;
}

function ranksOf({ nodes }: Mesh, inbound: ReadonlyMap<NodeId, number>): ReadonlyMap<NodeId, number> {
  const countOf = (id: NodeId): number => inbound.get(id) ?? 0;
  const counts = Array.from(new Set(nodes.map(({ id }) => countOf(id)))).sort((a, b) => b - a);
  const rankOfCount = new Map(counts.map((count, index) => [count, index + 1]));
  return new Map(nodes.map(({ id }) => [id, rankOfCount.get(countOf(id)) ?? counts.length]));
}

/** What is about a call counts for its edge; its ends would only repeat that. */
const findingsOf = onceEach(({ findings }: DrawnPolicies): MeshFacts['findings'] => {
  const words = new Map<NodeId | EdgeId, Set<string>>();
  for (const { severity, code, drawnEdges, drawnNodes } of findings) {
    for (const id of drawnEdges.length > 0 ? drawnEdges : drawnNodes) {
      words.set(id, (words.get(id) ?? new Set()).add(severity).add(code));
    }
  }
  return new Map(Array.from(words, ([id, each]) => [id, Array.from(each)]));
});
