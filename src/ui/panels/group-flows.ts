/** What crosses the border of an open group, and what stays inside: exact sums of the edges that are drawn. */
import type { MeshEdge, NodeId } from '../../mesh/model';
import type { MeshIndex } from '../mesh-index';
import { failedPerSecond } from './rank-edges';

export interface GroupFlow {
  readonly edges: number;
  readonly requestsPerSecond: number;
  /** 0..1; undefined when nothing flowed. */
  readonly errorRatio: number | undefined;
  readonly bytesPerSecond: number;
}

export interface GroupFlows {
  readonly incoming: GroupFlow;
  readonly outgoing: GroupFlow;
  readonly inside: GroupFlow;
}

/** `members` = the drawn nodes inside. Folded legs and what services pass on are counted by other edges already. */
export function groupFlows({ mesh }: MeshIndex, members: ReadonlySet<NodeId>): GroupFlows {
  const counted = mesh.edges.filter(({ foldedInto, behindService }) => foldedInto === undefined && behindService !== true);
  const crossing = (from: boolean, to: boolean) =>
    sumOf(counted.filter((edge) => members.has(edge.source) === from && members.has(edge.target) === to));
  return { incoming: crossing(false, true), outgoing: crossing(true, false), inside: crossing(true, true) };
}

function sumOf(edges: readonly MeshEdge[]): GroupFlow {
  let requestsPerSecond = 0;
  let failed = 0;
  let bytesPerSecond = 0;
  for (const edge of edges) {
    requestsPerSecond += edge.requestsPerSecond ?? 0;
    failed += failedPerSecond(edge) ?? 0;
    bytesPerSecond += (edge.bytesPerSecond?.sent ?? 0) + (edge.bytesPerSecond?.received ?? 0);
  }
  const errorRatio = requestsPerSecond === 0 ? undefined : failed / requestsPerSecond;
  return { edges: edges.length, requestsPerSecond, errorRatio, bytesPerSecond };
}
