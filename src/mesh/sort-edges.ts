import type { Protocol } from '../telemetry/rows';
import type { EdgeId, NodeId } from './model';

interface Sortable {
  readonly id: EdgeId;
  readonly source: { readonly id: NodeId };
  readonly target: { readonly id: NodeId };
  readonly protocol: Protocol;
}

/** Edges in the order of their ids. The obvious way; `sortEdges` gives the same. */
export function sortEdgesById<Edge extends Sortable>(edges: readonly Edge[]): readonly Edge[] {
  return [...edges].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The same for thousands of long ids that begin alike: the nodes are sorted once, then only numbers are compared. An edge id is source,
 * ">", target, ">", protocol, and no node id holds a ">", so ids compare as their nodes do with that sign behind them.
 */
export function sortEdges<Edge extends Sortable>(edges: readonly Edge[]): readonly Edge[] {
  const ranks = new Map<string, number>();
  for (const { source, target } of edges) ranks.set(source.id, 0).set(target.id, 0);
  const sorted = Array.from(ranks.keys(), (id) => `${id}>`).sort(byText);
  for (const [rank, id] of sorted.entries()) ranks.set(id.slice(0, -1), rank);
  const rank = (id: NodeId): number => ranks.get(id) ?? 0;
  const keyed = edges.map((edge) => ({
    edge,
    key: (rank(edge.source.id) * sorted.length + rank(edge.target.id)) * PROTOCOLS.length + PROTOCOLS.indexOf(edge.protocol),
  }));
  return keyed.sort((a, b) => a.key - b.key).map(({ edge }) => edge);
}

/** In the order of their names. */
const PROTOCOLS: readonly Protocol[] = ['grpc', 'http', 'tcp'];

/** By code units, as `<` compares; no locale. */
const byText = (a: string, b: string): number => (a < b ? -1 : 1);
