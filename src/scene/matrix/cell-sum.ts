import type { EdgeChange } from '../../inquiry/diff/model';
import { isSick, worst } from '../../mesh/health';
import type { Health, MeshEdge } from '../../mesh/model';
import { cellChange } from './cell-change';
import type { MatrixCell } from './matrix';

/** A cell while edges are added to it. */
export interface CellSum {
  requests: number | undefined;
  errors: number;
  bytes: number | undefined;
  health: Health;
  sick: number;
  readonly parts: MeshEdge[];
  /** What only the moment before has. */
  readonly gone: MeshEdge[];
}

export const emptyCell = (): CellSum => ({
  requests: undefined,
  errors: 0,
  bytes: undefined,
  health: 'idle',
  sick: 0,
  parts: [],
  gone: [],
});

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

/** What became of an edge between two compared moments. */
export type ChangeOf = (id: MeshEdge['id']) => EdgeChange | undefined;

/** `aggregates` are the mesh's own edges between the two lines, where it has such; `changeOf` is given while two moments are compared. */
export function finishCell(sum: CellSum, aggregates: readonly MeshEdge[] | undefined, changeOf: ChangeOf | undefined): MatrixCell {
  const { requests, errors, bytes, health, sick, parts, gone } = sum;
  const choices = changeOf === undefined ? [...(aggregates ?? parts)].sort(sickestFirst) : mostChangedFirst([...parts, ...gone], changeOf);
  return {
    requestsPerSecond: requests,
    errorRatio: requests === undefined || requests === 0 ? undefined : errors / requests,
    bytesPerSecond: bytes,
    health,
    reason: choices.find((edge) => edge.health === health)?.reason,
    edges: parts.length,
    sickEdges: sick,
    choices,
    ...(changeOf !== undefined && { change: cellChange(choices.flatMap(({ id }) => changeOf(id) ?? [])) }),
  };
}

/** Requests and bytes on one scale, for order alone. */
export const traffic = ({ requests, bytes }: Pick<CellSum, 'requests' | 'bytes'>): number => (requests ?? 0) + (bytes ?? 0) / 1000;

const flow = ({ requestsPerSecond, bytesPerSecond }: MeshEdge): number =>
  traffic({ requests: requestsPerSecond, bytes: (bytesPerSecond?.sent ?? 0) + (bytesPerSecond?.received ?? 0) });

function mostChangedFirst(edges: readonly MeshEdge[], changeOf: ChangeOf): readonly MeshEdge[] {
  const impact = ({ id }: MeshEdge): number => changeOf(id)?.impact ?? 0;
  return edges.toSorted((a, b) => impact(b) - impact(a) || sickestFirst(a, b));
}

function sickestFirst(a: MeshEdge, b: MeshEdge): number {
  if (a.health !== b.health && worst(a.health, b.health) === a.health) return -1;
  if (a.health !== b.health) return 1;
  return flow(b) - flow(a) || (a.id < b.id ? -1 : 1);
}
