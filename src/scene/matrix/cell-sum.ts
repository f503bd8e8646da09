import { isSick, worst } from '../../mesh/health';
import type { Health, MeshEdge } from '../../mesh/model';
import type { MatrixCell } from './matrix';

/** A cell while edges are added to it. */
export interface CellSum {
  requests: number | undefined;
  errors: number;
  bytes: number | undefined;
  health: Health;
  sick: number;
  readonly parts: MeshEdge[];
}

export const emptyCell = (): CellSum => ({ requests: undefined, errors: 0, bytes: undefined, health: 'idle', sick: 0, parts: [] });

/** Rates, failures and bytes add up exactly; health is the worst. */
export function addToCell(sum: CellSum, edge: MeshEdge): void {
  const { requestsPerSecond, errorRatio, bytesPerSecond } = edge;
  if (requestsPerSecond !== undefined) {
    sum.requests = (sum.requests ?? 0) + requestsPerSecond;
    sum.errors += requestsPerSecond * (errorRatio ?? 0);
  }
  if (bytesPerSecond !== undefined) sum.bytes = (sum.bytes ?? 0) + bytesPerSecond.sent + bytesPerSecond.received;
  sum.health = sum.parts.length === 0 ? edge.health : worst(sum.health, edge.health);
  if (isSick(edge.health)) sum.sick += 1;
  sum.parts.push(edge);
}

/** `aggregates` are the mesh's own edges between the two lines, where it has such. */
export function finishCell(sum: CellSum, aggregates: readonly MeshEdge[] | undefined): MatrixCell {
  const { requests, errors, bytes, health, sick, parts } = sum;
  const choices = [...(aggregates ?? parts)].sort(sickestFirst);
  return {
    requestsPerSecond: requests,
    errorRatio: requests === undefined || requests === 0 ? undefined : errors / requests,
    bytesPerSecond: bytes,
    health,
    reason: choices.find((edge) => edge.health === health)?.reason,
    edges: parts.length,
    sickEdges: sick,
    choices,
  };
}

/** Requests and bytes on one scale, for order alone. */
export const traffic = ({ requests, bytes }: Pick<CellSum, 'requests' | 'bytes'>): number => (requests ?? 0) + (bytes ?? 0) / 1000;

const flow = ({ requestsPerSecond, bytesPerSecond }: MeshEdge): number =>
  traffic({ requests: requestsPerSecond, bytes: (bytesPerSecond?.sent ?? 0) + (bytesPerSecond?.received ?? 0) });

function sickestFirst(a: MeshEdge, b: MeshEdge): number {
  if (a.health !== b.health && worst(a.health, b.health) === a.health) return -1;
  if (a.health !== b.health) return 1;
  return flow(b) - flow(a) || (a.id < b.id ? -1 : 1);
}
