/** Codes × flags of an edge as table rows. */
import type { Responses } from '../../mesh/model';

export interface ResponseRow {
  readonly code: string;
  readonly flags: string;
  readonly requestsPerSecond: number;
  /** 0..1 of all requests of the edge. */
  readonly share: number;
}

/** Busiest first; equal rates by code and flags. */
export function responseRows(responses: Responses): readonly ResponseRow[] {
  const rows = [...responses].flatMap(([code, byFlags]) =>
    [...byFlags].map(([flags, requestsPerSecond]) => ({ code, flags, requestsPerSecond })),
  );
  const total = rows.reduce((sum, row) => sum + row.requestsPerSecond, 0);
  return rows
    .map((row) => ({ ...row, share: total > 0 ? row.requestsPerSecond / total : 0 }))
    .sort((a, b) => b.requestsPerSecond - a.requestsPerSecond || compare(a.code, b.code) || compare(a.flags, b.flags));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
