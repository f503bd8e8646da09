/** The numbers of an edge with their texts: latency that has not arrived yet is told from latency nobody measured. */
import type { MeshEdge } from '../../mesh/model';
import type { TrafficUnits } from '../../scene/traffic-units';
import type { Picture } from '../../worker/messages';
import { quantileText, UNKNOWN } from '../text/edge-numbers';

export const PENDING = '…';

/** What flows, in the edge's own unit. */
export function flowText(edge: Pick<MeshEdge, 'requestsPerSecond' | 'bytesPerSecond'>, units: TrafficUnits): string {
  if (edge.requestsPerSecond !== undefined) return units.requests(edge.requestsPerSecond);
  if (edge.bytesPerSecond !== undefined) return units.bytes(edge.bytesPerSecond.sent + edge.bytesPerSecond.received);
  return UNKNOWN;
}

export function quantileOf(edge: MeshEdge, which: 'p50' | 'p95' | 'p99', stage: Picture['stage']): string {
  if (edge.protocol === 'tcp') return UNKNOWN;
  const quantile = edge.latency?.[which];
  if (quantile !== undefined) return quantileText(quantile);
  return stage === 'rates' && edge.latency === undefined ? PENDING : UNKNOWN;
}
