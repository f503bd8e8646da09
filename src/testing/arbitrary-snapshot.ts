/** Any snapshot, hostile texts and odd numbers included, and a small one that a test can change. */
import fc from 'fast-check';
import type { Note } from '../mesh/note';
import type { RecordedMoment, RecordedSpan, Snapshot } from '../snapshot/snapshot';
import type { CalledEnd, ConnectionRow, QuantileRow, RequestRow, TcpRow, Telemetry } from '../telemetry/rows';
import type { SpanSeries } from '../telemetry/span/span';
import { mesh } from './mesh-notation';

const MOMENT: RecordedMoment = {
  telemetry: mesh('shop/web -> shop/cart:v1 12rps 3%503 mtls\nshop/cart:v1 -> shop/db tcp 100Bps'),
  scrapeIntervalSeconds: 15,
  namespaces: [],
  showIdle: false,
  queries: [{ family: 'requests', promql: 'sum(rate(istio_requests_total[5m]))', milliseconds: 12, series: 3, bytes: 400 }],
  problems: [],
};

/** Two services and a database, without a timeline. */
export const SMALL_SNAPSHOT: Snapshot = {
  tool: { name: 'seamark', version: '0.1.0' },
  savedAtSeconds: 1_700_000_100,
  source: { label: 'Production' },
  view: 'window=5m',
  moment: MOMENT,
  ranges: [],
  places: { nodes: [{ id: 'app/~/shop/web', x: 10, y: 20 }], groups: [{ id: 'group/~/shop', x: 0, y: 0, width: 100, height: 80 }] },
  pins: [],
  retro: { title: '', notes: [], marks: [] },
  pseudonyms: false,
};

const number = fc.oneof(fc.double(), fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324));
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const seconds = fc.double({ min: -1e9, max: 1e11, noNaN: true });
const some = fc.double({ min: 0.001, max: 1e9, noNaN: true });
const hostile = fc.constantFrom('</script><script>alert(1)</script>', '__proto__', 'constructor', '\u2028', '\ud800', '"', '\\', '\0');
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), hostile);
const maybe = <K extends string, T>(key: K, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((given) => (given === undefined ? {} : { [key]: given }) as { readonly [P in K]?: T });
const merged = <T>(...parts: readonly fc.Arbitrary<object>[]) => fc.tuple(...parts).map((all) => Object.assign({}, ...all) as T);

const end = merged<CalledEnd>(
  ...(['cluster', 'namespace', 'workload', 'app', 'version', 'service', 'serviceName', 'serviceNamespace'] as const).map((key) =>
    maybe(key, text),
  ),
);
const ends = { reporter: fc.constantFrom('source' as const, 'waypoint' as const, 'destination' as const), source: end, destination: end };
const securityPolicy = fc.constantFrom('mutual_tls' as const, 'none' as const, 'unknown' as const, 'absent' as const);
const protocol = fc.constantFrom('http' as const, 'grpc' as const);

const request = merged<RequestRow>(
  fc.record({ ...ends, protocol, responseCode: text, flags: text, securityPolicy, requestsPerSecond: number }),
  maybe('grpcStatus', text),
);
const tcp: fc.Arbitrary<TcpRow> = fc.record({
  ...ends,
  direction: fc.constantFrom('sent', 'received'),
  securityPolicy,
  bytesPerSecond: number,
});
const connection: fc.Arbitrary<ConnectionRow> = fc.record({
  ...ends,
  outcome: fc.constantFrom('closed', 'failed'),
  flags: text,
  connectionsPerSecond: number,
});
const quantile: fc.Arbitrary<QuantileRow> = fc.record({ ...ends, protocol, quantile: finite, milliseconds: number });
const buckets = fc.array(fc.record({ upperBoundMs: number, perSecond: number }), { maxLength: 3 });
const few = <T>(each: fc.Arbitrary<T>) => fc.array(each, { maxLength: 3 });
const waypoints = few(merged<object>(maybe('namespace', text), maybe('pod', text), maybe('gateway', text)));
const grouping = fc.constantFrom('workload' as const, 'app' as const, 'versionedApp' as const, 'service' as const, 'namespace' as const);

const telemetry = merged<Telemetry>(
  fc.record({ atSeconds: seconds, windowSeconds: some, requests: few(request), tcp: few(tcp) }),
  maybe('totals', fc.constant(true)),
  maybe('bytesUnknown', fc.constant(true)),
  maybe('latency', few(fc.record({ ...ends, protocol, buckets }))),
  maybe('quantiles', few(quantile)),
  maybe('quantileGrouping', grouping),
  maybe('waypoints', waypoints),
  maybe('connections', few(connection)),
  maybe('unplacedRows', fc.nat()),
);

const problem = merged<RecordedMoment['problems'][number]>(
  fc.record({ code: text, severity: fc.constantFrom('error', 'warning', 'info'), message: text }),
  maybe('hint', text),
);
const query = merged<RecordedMoment['queries'][number]>(
  fc.record({ family: text, promql: text, milliseconds: finite, series: fc.nat(), bytes: fc.nat() }),
  maybe('failed', problem),
);
const moment = merged<RecordedMoment>(
  fc.record({ telemetry, namespaces: few(text), showIdle: fc.boolean(), queries: few(query), problems: few(problem) }),
  maybe('scrapeIntervalSeconds', finite),
  maybe('latencyAtSeconds', seconds),
);

const POINTS = 4;
const grid = fc.record({ startSeconds: seconds, stepSeconds: some, points: fc.constant(POINTS) });
const line = fc.array(number, { minLength: POINTS, maxLength: POINTS }).map((list) => Float64Array.from(list));
const series = <Row extends object>(row: fc.Arbitrary<Row>, unused: keyof Row): fc.Arbitrary<SpanSeries<Row>> =>
  fc.record({ row: row.map((given) => ({ ...given, [unused]: 0 })), values: line });
const span: fc.Arbitrary<RecordedSpan> = fc.record({
  span: merged<RecordedSpan['span']>(
    fc.record({
      grid,
      windowSeconds: some,
      requests: few(series(request, 'requestsPerSecond')),
      tcp: few(series(tcp, 'bytesPerSecond')),
    }),
    maybe('connections', few(series(connection, 'connectionsPerSecond'))),
    maybe('quantiles', few(series(quantile, 'milliseconds'))),
  ),
  strip: fc.record({ requestsPerSecond: line, errorRatio: line, p99Milliseconds: line }),
  changes: few(
    merged<RecordedSpan['changes'][number]>(
      fc.record({ kind: fc.constantFrom('policy', 'alert'), atSeconds: seconds, subject: text, says: text }),
      maybe('namespace', text),
    ),
  ),
  queries: few(query),
  problems: few(problem),
});

const place = fc.record({ id: text, x: finite, y: finite });
const note = merged<Note>(
  fc.record({
    id: text,
    text,
    about: fc.oneof(fc.constant({ kind: 'moment' }), fc.record({ kind: fc.constantFrom('node', 'edge', 'group'), id: text })),
    atSeconds: seconds,
    windowSeconds: some,
  }),
  maybe('offset', fc.record({ x: finite, y: finite })),
);
const labels = fc.dictionary(
  text.filter((key) => key !== '__proto__'),
  text,
);
const object = fc.jsonValue({ maxDepth: 4 }).map((given) => JSON.parse(JSON.stringify(given).replaceAll('__proto__', 'proto')) as unknown);
const resources = fc.record({
  objects: few(object),
  coverage: fc.dictionary(fc.constantFrom('Pod', 'Service'), fc.constantFrom('complete' as const, 'given' as const, 'missing' as const)),
});

export const arbitrarySnapshot: fc.Arbitrary<Snapshot> = merged<Snapshot>(
  fc.record({
    tool: fc.record({ name: fc.constant('seamark'), version: text }),
    savedAtSeconds: seconds,
    source: fc.record({ label: text }),
    view: text,
    moment,
    ranges: few(fc.record({ promql: text, grid, lines: few(fc.record({ labels, values: line })) })),
    places: fc.record({ nodes: few(place), groups: few(fc.record({ id: text, x: finite, y: finite, width: finite, height: finite })) }),
    pins: few(place),
    retro: fc.record({ title: text, notes: few(note), marks: few(fc.record({ id: text, atSeconds: seconds, text })) }),
    pseudonyms: fc.boolean(),
  }),
  maybe('before', moment),
  maybe('span', span),
  maybe('resources', resources),
  maybe('resourcesBefore', resources),
  maybe('defaults', fc.record({ groupBy: grouping, closed: few(text), gathered: few(text) })),
  maybe('viewport', fc.record({ x: finite, y: finite, zoom: some })),
);
