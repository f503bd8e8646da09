/** One moment of a span, as an instant query would have answered it; and all moments laid over each other. */
import { gridTime } from '../range-grid';
import type { Reporter, Telemetry } from '../rows';
import type { SpanSeries, TelemetrySpan } from './span';

/**
 * The telemetry of a moment of the grid: exactly the rows that the same queries answer there. A series without a sample gives no row
 * (what is 0 has none either, unless idle edges were asked for). Ends are the same objects at every moment.
 */
export function telemetryAt(span: TelemetrySpan, index: number): Telemetry {
  return compose(span, gridTime(span.grid, index), (values) => values[index], span.unplacedRows?.[index]);
}

/** Every row that any moment has, each with its greatest value: what a layout of the whole span is made for. Its numbers belong to no moment. */
export function greatestOf(span: TelemetrySpan): Telemetry {
  return compose(span, gridTime(span.grid, span.grid.points - 1), greatest, undefined);
}

type Choose = (values: Float64Array) => number | undefined;

function compose(span: TelemetrySpan, atSeconds: number, pick: Choose, unplacedRows: number | undefined): Telemetry {
  const { windowSeconds, bytesUnknown, connections, quantileGrouping } = span;
  const requests = rowsOf(span.requests, pick, (row, requestsPerSecond) => ({ ...row, requestsPerSecond }));
  const tcp = rowsOf(span.tcp, pick, (row, bytesPerSecond) => ({ ...row, bytesPerSecond }));
  // What an instant asks only where there is something to ask it for.
  const quantiles = requests.length > 0 ? span.quantiles : undefined;
  const waypoints = requests.some(isWaypoint) || tcp.some(isWaypoint) ? span.waypoints : undefined;
  return {
    atSeconds,
    windowSeconds,
    requests,
    tcp,
    ...(bytesUnknown && { bytesUnknown }),
    ...(connections && { connections: rowsOf(connections, pick, (row, connectionsPerSecond) => ({ ...row, connectionsPerSecond })) }),
    ...(quantiles && { quantiles: rowsOf(quantiles, pick, (row, milliseconds) => ({ ...row, milliseconds })) }),
    ...(quantiles && quantileGrouping && { quantileGrouping }),
    ...(waypoints && { waypoints: rowsOf(waypoints, pick, (row) => row) }),
    unplacedRows: unplacedRows ?? 0,
  };
}

const isWaypoint = ({ reporter }: { readonly reporter: Reporter }): boolean => reporter === 'waypoint';

function rowsOf<Row>(series: readonly SpanSeries<Row>[], pick: Choose, withValue: (row: Row, value: number) => Row): readonly Row[] {
  const rows: Row[] = [];
  for (const { row, values } of series) {
    const value = pick(values);
    if (value !== undefined && !Number.isNaN(value)) rows.push(withValue(row, value));
  }
  return rows;
}

function greatest(values: Float64Array): number | undefined {
  let most: number | undefined;
  for (const value of values) if (!Number.isNaN(value) && (most === undefined || value > most)) most = value;
  return most;
}
