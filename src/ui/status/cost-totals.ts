/** What one refresh cost, added up. */
import type { QueryRecord } from '../../telemetry/query-record';

export interface CostTotals {
  readonly queries: number;
  readonly failed: number;
  /** The slowest one: they run side by side, so this is about what the user waited for. */
  readonly slowestMilliseconds: number;
  readonly series: number;
  readonly bytes: number;
}

export function costTotals(queries: readonly QueryRecord[]): CostTotals {
  return {
    queries: queries.length,
    failed: queries.filter(({ failed }) => failed !== undefined).length,
    slowestMilliseconds: queries.reduce((most, { milliseconds }) => Math.max(most, milliseconds), 0),
    series: queries.reduce((sum, { series }) => sum + series, 0),
    bytes: queries.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** "840 B", "1.2 MB" (powers of ten). */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : Number(value.toPrecision(2))} ${units[unit]}`;
}
