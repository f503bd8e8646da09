/** One drawn edge at every moment of a span, for charts of an opened snapshot: the same mesh as is drawn, built of the edge's own rows alone. */
import type { MeshBuilder } from '../mesh/build-mesh';
import { RESPONSE_CLASSES, type ResponseClass, responseClass } from '../mesh/charts/response-class';
import { edgeId } from '../mesh/ids';
import type { EdgeId, GroupId, MeshEdge } from '../mesh/model';
import type { EndsOfRow } from '../mesh/placer';
import type { RangeAnswer, RangeLine, RangeQuery } from '../telemetry/ask-ranges';
import { gridIndex, gridTime, type RangeGrid } from '../telemetry/range-grid';
import type { Protocol, Telemetry } from '../telemetry/rows';
import type { SpanSeries, TelemetrySpan } from '../telemetry/span/span';
import { greatestOf, telemetryAt } from '../telemetry/span/telemetry-at';

/** How the page groups and closes what is drawn. */
export interface Drawing {
  readonly builderOf: (telemetry: Telemetry) => MeshBuilder;
  readonly closedOf: (build: MeshBuilder) => ReadonlySet<GroupId>;
}

/** One entry a moment of the grid; undefined = it was not there. */
export function edgeThrough(span: TelemetrySpan, id: EdgeId, { builderOf, closedOf }: Drawing): readonly (MeshEdge | undefined)[] {
  const all = builderOf(greatestOf(span));
  const closed = closedOf(all);
  const drawn = all.drawnAs(closed);
  const belongs = (row: EndsOfRow, protocol: Protocol) =>
    all.edgesOf(row, protocol).some(({ source, target }) => edgeId(drawn(source), drawn(target), protocol) === id);
  const ofEdge = <Row extends EndsOfRow>(series: readonly SpanSeries<Row>[], protocolOf: (row: Row) => Protocol) =>
    series.filter(({ row }) => belongs(row, protocolOf(row)));
  const part: TelemetrySpan = {
    ...span,
    requests: ofEdge(span.requests, ({ protocol }) => protocol),
    tcp: ofEdge(span.tcp, () => 'tcp'),
    ...(span.connections !== undefined && { connections: ofEdge(span.connections, () => 'tcp') }),
  };
  return Array.from({ length: span.grid.points }, (_, index) => {
    const mesh = builderOf(telemetryAt(part, index))(closed);
    return mesh.edges.find((edge) => edge.id === id);
  });
}

type Read = (edge: MeshEdge) => number | undefined;

/** What the queries of an edge's charts (mesh/charts/edge-charts.ts) answer, by their keys. */
const READS: Readonly<Record<string, Read>> = {
  rate: ({ requestsPerSecond }) => requestsPerSecond,
  errors: ({ errorRatio }) => errorRatio,
  p50: ({ latency }) => latency?.p50?.milliseconds,
  p95: ({ latency }) => latency?.p95?.milliseconds,
  p99: ({ latency }) => latency?.p99?.milliseconds,
  sent: ({ bytesPerSecond }) => bytesPerSecond?.sent,
  received: ({ bytesPerSecond }) => bytesPerSecond?.received,
};

/** Labels that are read as the class. */
const CLASS_LABELS: Readonly<Record<ResponseClass, Readonly<Record<string, string>>>> = {
  fine: { response_code: '200', grpc_response_status: '0' },
  client: { response_code: '400' },
  server: { response_code: '500', grpc_response_status: '13' },
  none: { response_code: '0' },
};

/** The answer to one query at the moments of `grid`; undefined = rows of a span do not tell that. */
export function answerThrough(
  { key }: RangeQuery,
  edges: readonly (MeshEdge | undefined)[],
  recorded: RangeGrid,
  grid: RangeGrid,
): RangeAnswer | undefined {
  const places = Array.from({ length: grid.points }, (_, index) => gridIndex(recorded, gridTime(grid, index)));
  const line = (labels: RangeLine['labels'], read: Read): RangeLine => ({
    labels,
    values: Float64Array.from(places, (place) => {
      const edge = place === undefined ? undefined : edges[place];
      return (edge === undefined ? undefined : read(edge)) ?? Number.NaN;
    }),
  });
  const read = Object.hasOwn(READS, key) ? READS[key] : undefined;
  const lines =
    key === 'by-class'
      ? RESPONSE_CLASSES.map((one) => line(CLASS_LABELS[one], (edge) => ofClass(edge, one)))
      : read === undefined
        ? []
        : [line({}, read)];
  const known = lines.filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  return known.length === 0 ? undefined : { key, lines: known, problems: [] };
}

function ofClass({ protocol, responses }: MeshEdge, wanted: ResponseClass): number | undefined {
  if (responses === undefined) return undefined;
  let sum = 0;
  for (const [code, flags] of responses) if (responseClass(protocol, code) === wanted) for (const rate of flags.values()) sum += rate;
  return sum;
}
