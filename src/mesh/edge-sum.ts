import type { ConnectionRow, LatencyRow, QuantileRow, Reporter, RequestRow, TcpRow } from '../telemetry/rows';
import type { EdgeRows, RowOfHop } from './collect-edges';
import { addBuckets, type Buckets } from './histogram';
import { type Hop, primaryReporter, REPORTERS, securityWord } from './hops';
import type { EdgeId, NodeId } from './model';
import type { Place } from './place-ends';
import { responseCode } from './response-code';

/** What one reporter (or the primary ones together) saw, added up. */
export interface ReportSum {
  requestsPerSecond: number;
  sentBytesPerSecond: number;
  receivedBytesPerSecond: number;
  /** By code and flags; made at the first response, for thousands of TCP edges have none. */
  responses: Map<string, Map<string, number>> | undefined;
  buckets: Buckets | undefined;
  /** Quantiles from the server: only of the edge as it was asked for, never added. */
  quantiles: Map<number, number> | undefined;
}

/** Everything an edge says, in sums that can be added to other edges' sums without losing exactness. */
export interface EdgeSum {
  readonly id: EdgeId;
  readonly source: Place;
  readonly target: Place;
  readonly protocol: EdgeRows['protocol'];
  /** One of the reports itself where it is the primary one of every hop. */
  primary: ReportSum;
  readonly byReporter: { [reporter in Reporter]: ReportSum | undefined };
  /** Reporters whose report is the primary one of some hop. */
  readonly primaryReporters: Reporter[];
  readonly mtls: { mutual: number; plaintext: number };
  connections: { closedPerSecond: number; failedPerSecond: number; readonly byFlags: Map<string, number> } | undefined;
  foldedInto: { readonly source: NodeId; readonly target: NodeId } | undefined;
  behindService: boolean;
}

/** What a report without responses is read as. */
export const NO_RESPONSES: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map();

/** Flags of a TCP connection that was closed because it never worked (Envoy's and ztunnel's words). */
const FAILED_FLAGS = new Set([
  ...['UF', 'UH', 'NR', 'NC', 'UAEX'],
  ...['DENY', 'CONNECT', 'TLS_FAILURE', 'H2_HANDSHAKE_FAILURE', 'NETWORK_POLICY', 'IDENTITY_ERROR', 'CERT_REVOKED'],
]);

export function emptyEdgeSum(id: EdgeId, source: Place, target: Place, protocol: EdgeRows['protocol']): EdgeSum {
  return {
    id,
    source,
    target,
    protocol,
    primary: emptyReport(),
    byReporter: { source: undefined, waypoint: undefined, destination: undefined },
    primaryReporters: [],
    mtls: { mutual: 0, plaintext: 0 },
    connections: undefined,
    foldedInto: undefined,
    behindService: false,
  };
}

/** Adds up the rows of one edge. Values are added smallest first, so that the order of the rows changes nothing, not even the last digit. */
export function sumEdge(rows: EdgeRows): EdgeSum {
  const sum = emptyEdgeSum(rows.id, rows.source, rows.target, rows.protocol);
  const hops = hopsOf(rows);
  for (const hop of hops) notePrimary(sum, primaryReporter(hop));
  const [only] = sum.primaryReporters;
  // With one primary reporter its report is the primary one: nothing is added up twice.
  if (only !== undefined && sum.primaryReporters.length === 1 && reportsOn(rows, only)) sum.primary = reportOf(sum, only);
  addRequests(sum, rows.requests);
  addTcp(sum, rows.tcp);
  addLatency(sum, rows.latency);
  addConnections(sum, rows.connections);
  for (const row of rows.quantiles) addQuantile(sum, row);
  sum.foldedInto = foldOf(hops);
  sum.behindService = rows.behindService;
  return sum;
}

/** The hops whose traffic or latency is on this edge; most edges have one. */
function hopsOf({ requests, tcp, latency }: EdgeRows): readonly Hop[] {
  const hops: Hop[] = [];
  const note = (hop: Hop) => {
    if (hop !== hops.at(-1) && !hops.includes(hop)) hops.push(hop);
  };
  for (const { hop } of requests) note(hop);
  for (const { hop } of tcp) note(hop);
  for (const { hop } of latency) note(hop);
  return hops;
}

function reportsOn({ requests, tcp, latency }: EdgeRows, reporter: Reporter): boolean {
  const isFrom = ({ row }: RowOfHop<{ readonly reporter: Reporter }>) => row.reporter === reporter;
  return requests.some(isFrom) || tcp.some(isFrom) || latency.some(isFrom);
}

/** The sum that this row of this hop counts in besides its reporter's own, if any. */
function primaryFor(sum: EdgeSum, own: ReportSum, hop: Hop, reporter: Reporter): ReportSum | undefined {
  return sum.primary !== own && primaryReporter(hop) === reporter ? sum.primary : undefined;
}

function addRequests(sum: EdgeSum, rows: readonly RowOfHop<RequestRow>[]): void {
  for (const { row, hop } of ascending(rows, ({ requestsPerSecond }) => requestsPerSecond)) {
    const own = reportOf(sum, row.reporter);
    addRequest(own, row);
    const primary = primaryFor(sum, own, hop, row.reporter);
    if (primary !== undefined) addRequest(primary, row);
    addSecurity(sum, hop, row, row.requestsPerSecond);
  }
}

function addRequest(report: ReportSum, row: RequestRow): void {
  report.requestsPerSecond += row.requestsPerSecond;
  addResponse(report, responseCode(row), row.flags, row.requestsPerSecond);
}

function addTcp(sum: EdgeSum, rows: readonly RowOfHop<TcpRow>[]): void {
  for (const { row, hop } of ascending(rows, ({ bytesPerSecond }) => bytesPerSecond)) {
    const own = reportOf(sum, row.reporter);
    addBytes(own, row);
    const primary = primaryFor(sum, own, hop, row.reporter);
    if (primary !== undefined) addBytes(primary, row);
    addSecurity(sum, hop, row, row.bytesPerSecond);
  }
}

function addBytes(report: ReportSum, row: TcpRow): void {
  if (row.direction === 'sent') report.sentBytesPerSecond += row.bytesPerSecond;
  else report.receivedBytesPerSecond += row.bytesPerSecond;
}

function addLatency(sum: EdgeSum, rows: readonly RowOfHop<LatencyRow>[]): void {
  const sorted = rows.length < 2 ? rows : [...rows].sort((a, b) => compareBuckets(a.row, b.row));
  for (const { row, hop } of sorted) {
    const own = reportOf(sum, row.reporter);
    own.buckets = addBuckets(own.buckets, row.buckets);
    const primary = primaryFor(sum, own, hop, row.reporter);
    if (primary !== undefined) primary.buckets = addBuckets(primary.buckets, row.buckets);
  }
}

function addSecurity(sum: EdgeSum, hop: Hop, row: RequestRow | TcpRow, weight: number): void {
  if (row.reporter === 'source' && hop.securityTold) return;
  const word = securityWord(row.reporter, hop.protocol, row.securityPolicy);
  if (word !== undefined) sum.mtls[word] += weight;
}

/** Connections per second of one hop, one reporter and one set of flags. */
interface ConnectionCount {
  closed: number;
  failed: number;
}

/**
 * Per hop one reporter counts: the one that saw more failures, for each proxy sees other ones; without failures the better placed.
 * A ztunnel counts a refused connection as closed, with its flag, and as failed: it is one failure.
 */
function addConnections(sum: EdgeSum, rows: readonly RowOfHop<ConnectionRow>[]): void {
  if (rows.length === 0) return;
  const sorted = ascending(rows, ({ connectionsPerSecond }) => connectionsPerSecond);
  const hops = new Map<Hop, Map<Reporter, Map<string, ConnectionCount>>>();
  for (const { row, hop } of sorted) {
    const byReporter = entryOf(hops, hop, () => new Map());
    const count = entryOf(
      entryOf(byReporter, row.reporter, () => new Map()),
      row.flags,
      () => ({ closed: 0, failed: 0 }),
    );
    count[row.outcome] += row.connectionsPerSecond;
  }
  const counted = Array.from(hops.values(), (byReporter) => Array.from(mostFailures(sum, byReporter))).flat();
  // Ascending, so that the order of the rows does not show in the last digit.
  counted.sort(([, a], [, b]) => a.closed - b.closed || a.failed - b.failed);
  const connections = { closedPerSecond: 0, failedPerSecond: 0, byFlags: new Map<string, number>() };
  for (const [flags, count] of counted) {
    connections.closedPerSecond += count.closed;
    connections.failedPerSecond += failuresOf(sum, flags, count);
    connections.byFlags.set(flags, (connections.byFlags.get(flags) ?? 0) + Math.max(count.closed, count.failed));
  }
  sum.connections = connections;
  for (const { row, hop } of sorted) if (!hasTraffic(hop)) notePrimary(sum, row.reporter);
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const made = make();
  map.set(key, made);
  return made;
}

const hasTraffic = ({ traffic }: Hop): boolean => REPORTERS.some((reporter) => traffic[reporter] !== undefined);

function failuresOf({ target }: EdgeSum, flags: string, { closed, failed }: ConnectionCount): number {
  const closedAsFailed = target.kind === 'blackhole' || flags.split(',').some((flag) => FAILED_FLAGS.has(flag));
  return closedAsFailed ? Math.max(closed, failed) : failed;
}

function mostFailures(sum: EdgeSum, byReporter: ReadonlyMap<Reporter, ReadonlyMap<string, ConnectionCount>>) {
  let best: { readonly counts: ReadonlyMap<string, ConnectionCount>; readonly failures: number } | undefined;
  for (const reporter of REPORTERS) {
    const counts = byReporter.get(reporter);
    if (counts === undefined) continue;
    const failures = Array.from(counts, ([flags, count]) => failuresOf(sum, flags, count)).reduce((all, one) => all + one, 0);
    if (best === undefined || failures > best.failures) best = { counts, failures };
  }
  return best?.counts ?? new Map<string, ConnectionCount>();
}

/** Two answers for one quantile of one edge cannot be joined: NaN marks "cannot tell". */
export function addQuantile(sum: EdgeSum, row: QuantileRow): void {
  const report = reportOf(sum, row.reporter);
  report.quantiles ??= new Map();
  report.quantiles.set(row.quantile, report.quantiles.has(row.quantile) ? Number.NaN : row.milliseconds);
}

/** An edge is folded when everything on it is; it then names the first hop that stands for it. */
function foldOf(hops: readonly Hop[]): EdgeSum['foldedInto'] {
  let first: Hop | undefined;
  for (const { foldedInto } of hops) {
    if (foldedInto === undefined) return undefined;
    if (first === undefined || foldedInto.key < first.key) first = foldedInto;
  }
  return first === undefined ? undefined : { source: first.drawnSource.id, target: first.drawnTarget.id };
}

export function emptyReport(): ReportSum {
  return {
    requestsPerSecond: 0,
    sentBytesPerSecond: 0,
    receivedBytesPerSecond: 0,
    responses: undefined,
    buckets: undefined,
    quantiles: undefined,
  };
}

/** The sum of one reporter, made on first use. */
export function reportOf(sum: EdgeSum, reporter: Reporter): ReportSum {
  const existing = sum.byReporter[reporter];
  if (existing !== undefined) return existing;
  const made = emptyReport();
  sum.byReporter[reporter] = made;
  return made;
}

export function addResponse(report: ReportSum, code: string, flags: string, perSecond: number): void {
  report.responses ??= new Map();
  const byFlags = report.responses.get(code) ?? new Map<string, number>();
  if (byFlags.size === 0) report.responses.set(code, byFlags);
  byFlags.set(flags, (byFlags.get(flags) ?? 0) + perSecond);
}

export function notePrimary({ primaryReporters }: EdgeSum, reporter: Reporter): void {
  if (!primaryReporters.includes(reporter)) primaryReporters.push(reporter);
}

function ascending<Row>(rows: readonly RowOfHop<Row>[], value: (row: Row) => number): readonly RowOfHop<Row>[] {
  return rows.length < 2 ? rows : [...rows].sort((a, b) => value(a.row) - value(b.row));
}

function compareBuckets(a: LatencyRow, b: LatencyRow): number {
  for (let index = Math.max(a.buckets.length, b.buckets.length); index > 0; index -= 1) {
    const difference = (a.buckets[index - 1]?.perSecond ?? 0) - (b.buckets[index - 1]?.perSecond ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
