import type {
  CalledEnd,
  ConnectionRow,
  End,
  LatencyRow,
  Protocol,
  QuantileRow,
  Reporter,
  RequestRow,
  TcpRow,
  Telemetry,
} from '../telemetry/rows';
import { type Hop, HopIndex, securityWord } from './hops';
import { edgeId } from './ids';
import type { EdgeId } from './model';
import type { Place } from './place-ends';
import { createPlacer, type EndsOfRow, type Placer } from './placer';
import { sortEdges } from './sort-edges';

/** A row and the call it reports of. */
export interface RowOfHop<Row> {
  readonly row: Row;
  readonly hop: Hop;
}

/** The rows of one drawn edge. */
export interface EdgeRows {
  readonly id: EdgeId;
  readonly source: Place;
  readonly target: Place;
  readonly protocol: Protocol;
  readonly requests: RowOfHop<RequestRow>[];
  readonly tcp: RowOfHop<TcpRow>[];
  readonly latency: RowOfHop<LatencyRow>[];
  readonly quantiles: QuantileRow[];
  readonly connections: RowOfHop<ConnectionRow>[];
}

export interface Collected {
  /** Sorted by id. */
  readonly edges: readonly EdgeRows[];
  /** The ends that requests and bytes were reported between, each pair and protocol once. */
  readonly pairs: readonly EndsOfRow[];
  readonly hops: readonly Hop[];
}

/** Puts every row to its edge and its hop. Nothing is summed yet: which report counts is known only when all rows are there. */
export function collectEdges(telemetry: Telemetry, drawn: Placer): Collected {
  const edges = new Map<EdgeId, EdgeRows>();
  const hops = new HopIndex(createPlacer('workload'));
  const pairs: EndsOfRow[] = [];
  const join = rememberByEnds((row: EndsOfRow, protocol: Protocol) => {
    pairs.push(row);
    const source = drawn.source(row);
    const target = drawn.target(row);
    return { edge: edgeOf(edges, source, target, protocol), hop: hops.of(row, protocol, source, target) };
  });
  for (const row of telemetry.requests) {
    const { edge, hop } = join(row, row.protocol);
    edge.requests.push({ row, hop });
    report(hop, row.reporter, row.requestsPerSecond);
    noteSecurity(hop, row);
  }
  for (const row of telemetry.tcp) {
    const { edge, hop } = join(row, 'tcp');
    edge.tcp.push({ row, hop });
    report(hop, row.reporter, row.bytesPerSecond);
    noteSecurity(hop, row);
  }
  const reported = pairs.slice();
  for (const row of telemetry.connections ?? []) {
    const { edge, hop } = join(row, 'tcp');
    edge.connections.push({ row, hop });
    hop.seenBy[row.reporter] = true;
  }
  for (const row of telemetry.latency ?? []) {
    if ((row.buckets.at(-1)?.perSecond ?? 0) <= 0) continue;
    const { edge, hop } = join(row, row.protocol);
    edge.latency.push({ row, hop });
    hop.seenBy[row.reporter] = true;
  }
  for (const row of telemetry.quantiles ?? []) {
    edges.get(edgeId(drawn.source(row).id, drawn.target(row).id, row.protocol))?.quantiles.push(row);
  }
  return { edges: sortEdges(Array.from(edges.values())), pairs: reported, hops: hops.all() };
}

/** What depends on a row's ends and protocol alone is found once for all rows that share them: one for each code, flag and reporter. */
function rememberByEnds<T>(find: (row: EndsOfRow, protocol: Protocol) => T): (row: EndsOfRow, protocol: Protocol) => T {
  const found: Record<Protocol, Map<End, Map<CalledEnd, T>>> = { http: new Map(), grpc: new Map(), tcp: new Map() };
  return (row, protocol) => {
    let byDestination = found[protocol].get(row.source);
    if (byDestination === undefined) {
      byDestination = new Map();
      found[protocol].set(row.source, byDestination);
    }
    const known = byDestination.get(row.destination);
    if (known !== undefined) return known;
    const made = find(row, protocol);
    byDestination.set(row.destination, made);
    return made;
  };
}

function edgeOf(edges: Map<EdgeId, EdgeRows>, source: Place, target: Place, protocol: Protocol): EdgeRows {
  const id = edgeId(source.id, target.id, protocol);
  const existing = edges.get(id);
  if (existing !== undefined) return existing;
  const made: EdgeRows = { id, source, target, protocol, requests: [], tcp: [], latency: [], quantiles: [], connections: [] };
  edges.set(id, made);
  return made;
}

function report(hop: Hop, reporter: Reporter, perSecond: number): void {
  hop.traffic[reporter] = (hop.traffic[reporter] ?? 0) + perSecond;
}

function noteSecurity(hop: Hop, row: RequestRow | TcpRow): void {
  if (row.reporter !== 'source' && securityWord(row.reporter, hop.protocol, row.securityPolicy) !== undefined) hop.securityTold = true;
}
