/** What part of its ends' traffic an edge carries. */
import type { MeshEdge } from '../../mesh/model';

/** 0..1 of what these edges carry together, the edge among them: requests for HTTP and gRPC, bytes for TCP. Undefined when nothing flows. */
export function trafficShare(edge: MeshEdge, edges: readonly MeshEdge[]): number | undefined {
  const amount = edge.protocol === 'tcp' ? bytesOf : requestsOf;
  const own = amount(edge);
  const total = edges.reduce((sum, one) => sum + (amount(one) ?? 0), 0);
  return own === undefined || total <= 0 ? undefined : own / total;
}

const requestsOf = ({ requestsPerSecond }: MeshEdge): number | undefined => requestsPerSecond;
const bytesOf = ({ bytesPerSecond }: MeshEdge): number | undefined => bytesPerSecond && bytesPerSecond.sent + bytesPerSecond.received;
