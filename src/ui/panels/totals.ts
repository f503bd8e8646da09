/** Totals of a mesh by protocol: what flows on the edges that stand for themselves. */
import type { Mesh, MeshEdge } from '../../mesh/model';
import type { Protocol } from '../../telemetry/rows';
import { failedPerSecond } from './rank-edges';

export interface ProtocolTotals {
  readonly protocol: Protocol;
  readonly edges: number;
  readonly requestsPerSecond: number;
  /** 0..1 of the requests; undefined for tcp and when nothing flowed. */
  readonly errorRatio: number | undefined;
  /** undefined when nobody told the bytes of any edge. */
  readonly bytesPerSecond: number | undefined;
  readonly sickEdges: number;
}

const PROTOCOLS: readonly Protocol[] = ['http', 'grpc', 'tcp'];

/** Protocols that have edges, in a fixed order; folded legs and what services pass on are the same traffic a second time and are left out. */
export function totalsByProtocol(mesh: Mesh): readonly ProtocolTotals[] {
  return PROTOCOLS.flatMap((protocol) => {
    const edges = mesh.edges.filter((edge) => edge.protocol === protocol && edge.foldedInto === undefined && edge.behindService !== true);
    return edges.length === 0 ? [] : [totals(protocol, edges)];
  });
}

function totals(protocol: Protocol, edges: readonly MeshEdge[]): ProtocolTotals {
  let requestsPerSecond = 0;
  let failed = 0;
  let bytesPerSecond: number | undefined;
  let sickEdges = 0;
  for (const edge of edges) {
    requestsPerSecond += edge.requestsPerSecond ?? 0;
    failed += failedPerSecond(edge) ?? 0;
    if (edge.bytesPerSecond !== undefined) bytesPerSecond = (bytesPerSecond ?? 0) + edge.bytesPerSecond.sent + edge.bytesPerSecond.received;
    if (edge.health === 'failing' || edge.health === 'degraded') sickEdges += 1;
  }
  const errorRatio = protocol === 'tcp' || requestsPerSecond === 0 ? undefined : failed / requestsPerSecond;
  return { protocol, edges: edges.length, requestsPerSecond, errorRatio, bytesPerSecond, sickEdges };
}
