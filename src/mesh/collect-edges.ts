import type { ConnectionRow, LatencyRow, Protocol, QuantileRow, Reporter, RequestRow, TcpRow, Telemetry } from '../telemetry/rows';
import { type Hop, HopIndex, securityWord } from './hops';
import type { EdgeId } from './model';
import type { Place } from './place-ends';
import type { EndsOfRow } from './placer';
import { sortEdges } from './sort-edges';
import type { Leg, Wire, Wiring } from './wiring';

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
  readonly behindService: boolean;
}

export interface Collected {
  /** Sorted by id. */
  readonly edges: readonly EdgeRows[];
  /** The ends that requests and bytes were reported between, each pair and protocol once. */
  readonly pairs: readonly Wire[];
  readonly hops: readonly Hop[];
}

/** Puts every row to its edge and its hop. Nothing is summed yet: which report counts is known only when all rows are there. */
export function collectEdges(telemetry: Telemetry, wiring: Wiring): Collected {
  const edges = new Map<EdgeId, EdgeRows>();
  const hops = new HopIndex();
  const joined = new Map<Wire, Joined>();
  const join = (row: EndsOfRow, protocol: Protocol): Joined => {
    const wire = wiring.of(row, protocol);
    const known = joined.get(wire);
    if (known !== undefined) return known;
    const { front, behind } = wire;
    const made = {
      edge: edgeOf(edges, front, protocol),
      behind: behind === undefined ? undefined : edgeOf(edges, behind, protocol),
      hop: hops.of(wire),
    };
    joined.set(wire, made);
    return made;
  };
  for (const row of telemetry.requests) {
    const { edge, behind, hop } = join(row, row.protocol);
    edge.requests.push({ row, hop });
    behind?.requests.push({ row, hop });
    report(hop, row.reporter, row.requestsPerSecond);
    noteSecurity(hop, row);
  }
  for (const row of telemetry.tcp) {
    const { edge, behind, hop } = join(row, 'tcp');
    edge.tcp.push({ row, hop });
    behind?.tcp.push({ row, hop });
    report(hop, row.reporter, row.bytesPerSecond);
    noteSecurity(hop, row);
  }
  const pairs = Array.from(joined.keys());
  for (const row of telemetry.connections ?? []) {
    const { edge, behind, hop } = join(row, 'tcp');
    edge.connections.push({ row, hop });
    behind?.connections.push({ row, hop });
    hop.seenBy[row.reporter] = true;
  }
  for (const row of telemetry.latency ?? []) {
    if ((row.buckets.at(-1)?.perSecond ?? 0) <= 0) continue;
    const { edge, behind, hop } = join(row, row.protocol);
    edge.latency.push({ row, hop });
    behind?.latency.push({ row, hop });
    hop.seenBy[row.reporter] = true;
  }
  for (const row of telemetry.quantiles ?? []) {
    edges.get(wiring.of(row, row.protocol).front.edge)?.quantiles.push(row);
  }
  return { edges: sortEdges(Array.from(edges.values())), pairs, hops: hops.all() };
}

/** Where the rows of one wire go. */
interface Joined {
  readonly edge: EdgeRows;
  readonly behind: EdgeRows | undefined;
  readonly hop: Hop;
}

function edgeOf(edges: Map<EdgeId, EdgeRows>, { edge: id, source, target, behindService }: Leg, protocol: Protocol): EdgeRows {
  const existing = edges.get(id);
  if (existing !== undefined) return existing;
  const rows = { requests: [], tcp: [], latency: [], quantiles: [], connections: [] };
  const made: EdgeRows = { id, source, target, protocol, ...rows, behindService };
  edges.set(id, made);
  return made;
}

function report(hop: Hop, reporter: Reporter, perSecond: number): void {
  hop.traffic[reporter] = (hop.traffic[reporter] ?? 0) + perSecond;
}

function noteSecurity(hop: Hop, row: RequestRow | TcpRow): void {
  if (row.reporter !== 'source' && securityWord(row.reporter, hop.protocol, row.securityPolicy) !== undefined) hop.securityTold = true;
}
