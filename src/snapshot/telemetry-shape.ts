/** How rows stand in a snapshot's file: column by column, ends and labels once in tables. */
import type { CalledEnd, ConnectionRow, LatencyRow, QuantileRow, RequestRow, TcpRow, Telemetry, WaypointRow } from '../telemetry/rows';
import type { SpanSeries, TelemetrySpan } from '../telemetry/span/span';
import {
  type Codec,
  columns,
  count,
  fields,
  finite,
  instant,
  interned,
  listOf,
  mark,
  maybe,
  number,
  positive,
  type Shape,
  text,
  values,
  word,
} from './codec';

/** A text that stands in many rows. */
const label: Codec<string> = interned('texts', text, (value) => value);

const endFields: Codec<CalledEnd> = fields<CalledEnd>({
  cluster: maybe(label),
  namespace: maybe(label),
  workload: maybe(label),
  app: maybe(label),
  version: maybe(label),
  service: maybe(label),
  serviceName: maybe(label),
  serviceNamespace: maybe(label),
});

const end: Codec<CalledEnd> = interned('ends', endFields, (given) =>
  JSON.stringify(
    [
      given.cluster,
      given.namespace,
      given.workload,
      given.app,
      given.version,
      given.service,
      given.serviceName,
      given.serviceNamespace,
    ].map((part) => part ?? null),
  ),
);

const bounds: Codec<readonly number[]> = interned('bounds', listOf(number), (list) => list.map(String).join(' '));

const reporter = word('source', 'waypoint', 'destination');
const securityPolicy = word('mutual_tls', 'none', 'unknown', 'absent');
const protocol = word('http', 'grpc');
const ends = { reporter, source: end, destination: end };

const requestShape: Shape<RequestRow> = {
  ...ends,
  protocol,
  responseCode: label,
  grpcStatus: maybe(label),
  flags: label,
  securityPolicy,
  requestsPerSecond: number,
};
const tcpShape: Shape<TcpRow> = { ...ends, direction: word('sent', 'received'), securityPolicy, bytesPerSecond: number };
const connectionShape: Shape<ConnectionRow> = { ...ends, outcome: word('closed', 'failed'), flags: label, connectionsPerSecond: number };
const quantileShape: Shape<QuantileRow> = { ...ends, protocol, quantile: finite, milliseconds: number };
const waypointShape: Shape<WaypointRow> = { namespace: maybe(label), pod: maybe(label), gateway: maybe(label) };

/** Bounds of a histogram are those of hundreds of others. */
interface LatencyColumns extends Omit<LatencyRow, 'buckets'> {
  readonly bounds: readonly number[];
  readonly perSecond: readonly number[];
}
const latencyColumns = columns<LatencyColumns>({ ...ends, protocol, bounds, perSecond: listOf(number) });
const latency: Codec<readonly LatencyRow[]> = {
  write: (rows, tables) =>
    latencyColumns.write(
      rows.map(({ buckets, ...row }) => ({
        ...row,
        bounds: buckets.map(({ upperBoundMs }) => upperBoundMs),
        perSecond: buckets.map(({ perSecond }) => perSecond),
      })),
      tables,
    ),
  read: (json, path, tables) =>
    latencyColumns.read(json, path, tables).map(({ bounds: upper, perSecond, ...row }) => ({
      ...row,
      buckets: upper.map((upperBoundMs, index) => ({ upperBoundMs, perSecond: perSecond[index] ?? Number.NaN })),
    })),
};

const quantileGrouping = word('workload', 'app', 'versionedApp', 'service', 'namespace');
const waypoints = columns(waypointShape);

export const telemetryCodec: Codec<Telemetry> = fields<Telemetry>({
  atSeconds: instant,
  windowSeconds: positive,
  totals: maybe(mark),
  requests: columns(requestShape),
  tcp: columns(tcpShape),
  bytesUnknown: maybe(mark),
  latency: maybe(latency),
  quantiles: maybe(columns(quantileShape)),
  quantileGrouping: maybe(quantileGrouping),
  waypoints: maybe(waypoints),
  connections: maybe(columns(connectionShape)),
  unplacedRows: maybe(count),
});

/** The number of a series' row means nothing: it is not kept. */
function series<Row extends object>(shape: Shape<Row>, unused?: keyof Row & string): Codec<readonly SpanSeries<Row>[]> {
  const told = Object.fromEntries(Object.entries<unknown>(shape).filter(([name]) => name !== unused));
  const nothing = unused === undefined ? {} : { [unused]: 0 };
  const rows = columns(told as unknown as Shape<Row>);
  const lists = listOf(values);
  const both = fields<{ readonly rows: readonly Row[]; readonly values: readonly Float64Array[] }>({ rows, values: lists });
  return {
    write: (list, tables) => both.write({ rows: list.map(({ row }) => row), values: list.map((each) => each.values) }, tables),
    read(json, path, tables) {
      const read = both.read(json, path, tables);
      return read.rows.map((row, index) => ({ row: { ...row, ...nothing }, values: read.values[index] ?? new Float64Array(0) }));
    },
  };
}

export const gridCodec: Codec<TelemetrySpan['grid']> = fields<TelemetrySpan['grid']>({
  startSeconds: instant,
  stepSeconds: positive,
  points: count,
});

export const spanCodec: Codec<TelemetrySpan> = fields<TelemetrySpan>({
  grid: gridCodec,
  windowSeconds: positive,
  requests: series(requestShape, 'requestsPerSecond'),
  tcp: series(tcpShape, 'bytesPerSecond'),
  bytesUnknown: maybe(mark),
  connections: maybe(series(connectionShape, 'connectionsPerSecond')),
  quantiles: maybe(series(quantileShape, 'milliseconds')),
  quantileGrouping: maybe(quantileGrouping),
  waypoints: maybe(series(waypointShape)),
  unplacedRows: maybe(values),
});

/** The tables, in the order they are read: ends are made of texts. */
export const TABLES: readonly (readonly [name: string, codec: Codec<unknown>])[] = [
  ['texts', text as Codec<unknown>],
  ['ends', endFields as Codec<unknown>],
  ['bounds', listOf(number) as Codec<unknown>],
];
