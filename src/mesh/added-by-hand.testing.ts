/** The obvious way to an aggregate: every row is asked where it stands and whether it counts, and added there. No open form, no sums of sums. */
import type { LatencyRow, Reporter, RequestRow, TcpRow, Telemetry } from '../telemetry/rows';
import { closedPlace } from './closed-node';
import { edgeId } from './ids';
import type { GroupBy, GroupId, MeshGroup, NodeId } from './model';
import { createPlacer, createServiceOf } from './placer';
import { isError, responseCode } from './response-code';

export interface SumByHand {
  requests: number;
  errors: number;
  bytes: number;
  /** Milliseconds, from the summed buckets of the rows; undefined without observations. */
  p99: number | undefined;
}

type Row = RequestRow | TcpRow | LatencyRow;

/** By edge id. The groups are taken as given; bounds of all buckets are the same. */
export function addedByHand(
  telemetry: Telemetry,
  { groupBy, showServices }: { readonly groupBy: GroupBy; readonly showServices: boolean },
  groups: readonly MeshGroup[],
  closed: ReadonlySet<GroupId>,
): ReadonlyMap<string, SumByHand> {
  const finest = createPlacer('workload');
  const drawn = createPlacer(groupBy === 'namespace' ? 'workload' : groupBy, {
    ...(groupBy === 'service' && { serviceOf: createServiceOf(telemetry) }),
    services: showServices && groupBy !== 'service' && groupBy !== 'namespace',
  });
  const drawnAs = (id: NodeId): { readonly id: NodeId; readonly closed: boolean } => {
    const around = groups.filter(({ members }) => members.includes(id));
    const swallowing = around.filter(
      (group) => closed.has(group.id) || (groupBy === 'namespace' && group.namespace !== undefined && group.level === 'namespace'),
    );
    const outermost = swallowing.find(({ parent }) => !swallowing.some((other) => isAround(other.id, parent, groups)));
    if (outermost === undefined) return { id, closed: false };
    return { id: closedPlace(outermost).id, closed: groupBy !== 'namespace' || outermost.level !== 'namespace' };
  };
  const hopOf = (row: Row, protocol: string) => {
    const { serviceName, service, serviceNamespace } = row.destination;
    const name = serviceName ?? service ?? '';
    const named = name === '' || name.includes('assthroughCluster') ? '' : `${serviceNamespace ?? ''}/${name}`;
    return JSON.stringify([finest.source(row).id, finest.target(row).id, protocol, named]);
  };
  const rows = [
    ...telemetry.requests.map((row) => ({ row, protocol: row.protocol, traffic: row.requestsPerSecond })),
    ...telemetry.tcp.map((row) => ({ row, protocol: 'tcp' as const, traffic: row.bytesPerSecond })),
    ...(telemetry.latency ?? [])
      .filter(({ buckets }) => (buckets.at(-1)?.perSecond ?? 0) > 0)
      .map((row) => ({ row, protocol: row.protocol, traffic: undefined })),
  ].map((one) => ({ ...one, hop: hopOf(one.row, one.protocol) }));
  const counts = primaryReporters(rows.map(({ hop, row, traffic }) => ({ hop, reporter: row.reporter, traffic })));
  const sums = new Map<string, SumByHand & { buckets: Map<number, number> }>();
  for (const { row, protocol, hop } of rows) {
    const between = drawn.between(row);
    const stops = [drawn.source(row).id, ...(between === undefined ? [] : [between.id]), drawn.target(row).id].map(drawnAs);
    for (const [at, to] of stops.slice(1).entries()) {
      const from = stops[at] ?? to;
      if (from.id === to.id && from.closed) continue;
      const id = edgeId(from.id, to.id, protocol);
      const sum = sums.get(id) ?? { requests: 0, errors: 0, bytes: 0, p99: undefined, buckets: new Map<number, number>() };
      sums.set(id, sum);
      if (counts.get(hop) !== row.reporter) continue;
      if ('requestsPerSecond' in row) {
        sum.requests += row.requestsPerSecond;
        if (isError(row.protocol, responseCode(row), false)) sum.errors += row.requestsPerSecond;
      } else if ('bytesPerSecond' in row) sum.bytes += row.bytesPerSecond;
      else
        for (const { upperBoundMs, perSecond } of row.buckets)
          sum.buckets.set(upperBoundMs, (sum.buckets.get(upperBoundMs) ?? 0) + perSecond);
    }
  }
  for (const sum of sums.values()) sum.p99 = p99Of(sum.buckets);
  return sums;
}

function isAround(outer: GroupId, group: GroupId | undefined, groups: readonly MeshGroup[]): boolean {
  if (group === undefined) return false;
  return outer === group || isAround(outer, groups.find(({ id }) => id === group)?.parent, groups);
}

/** docs/telemetry.md §6.4: source, else waypoint, else destination; one that saw traffic before one that saw none, before one that told of latency alone. */
function primaryReporters(
  told: readonly { readonly hop: string; readonly reporter: Reporter; readonly traffic: number | undefined }[],
): ReadonlyMap<string, Reporter> {
  const order: readonly Reporter[] = ['source', 'waypoint', 'destination'];
  const found = new Map<string, Reporter>();
  for (const hop of new Set(told.map((one) => one.hop))) {
    const own = told.filter((one) => one.hop === hop);
    const best = [
      (reporter: Reporter) => own.some((one) => one.reporter === reporter && (one.traffic ?? 0) > 0),
      (reporter: Reporter) => own.some((one) => one.reporter === reporter && one.traffic !== undefined),
      (reporter: Reporter) => own.some((one) => one.reporter === reporter),
    ].flatMap((says) => order.filter(says));
    if (best[0] !== undefined) found.set(hop, best[0]);
  }
  return found;
}

/** Linear inside the bucket that holds the rank; beyond the last finite bound, that bound. */
function p99Of(cumulative: ReadonlyMap<number, number>): number | undefined {
  const buckets = [...cumulative].sort(([a], [b]) => a - b);
  const total = buckets.at(-1)?.[1] ?? 0;
  if (total <= 0) return undefined;
  const rank = 0.99 * total;
  let [start, before] = [0, 0];
  for (const [bound, count] of buckets) {
    if (count >= rank) return Number.isFinite(bound) ? start + ((bound - start) * (rank - before)) / (count - before) : start;
    [start, before] = [bound, count];
  }
  return start;
}
