import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestsFamily } from '../telemetry/families/requests';
import { tcpFamily } from '../telemetry/families/tcp';
import type { CalledEnd, End, LatencyRow, Reporter, RequestRow, TcpRow, Telemetry } from '../telemetry/rows';
import { addedByHand } from './added-by-hand.testing';
import { buildMesh, createMeshBuilder } from './build-mesh';
import { isClosedGroup } from './closed-node';
import { DEFAULT_THRESHOLDS } from './health';
import type { GroupBy, GroupId, Mesh } from './model';
import { createKnownWirings } from './wiring';

const GROUPINGS: readonly GroupBy[] = ['workload', 'app', 'versionedApp', 'service', 'namespace'];
const reporter = fc.constantFrom<Reporter>('source', 'waypoint', 'destination');
const optional = <T>(value: T) => fc.constantFrom(value, undefined);

/** A small world, so that rows meet: 2 clusters, 3 namespaces, 4 apps, 2 versions, all of it sometimes unknown. */
const end: fc.Arbitrary<End> = fc
  .record({
    cluster: fc.constantFrom('east', 'west', undefined),
    namespace: fc.constantFrom('a', 'b', 'c', undefined),
    app: fc.constantFrom('w', 'x', 'y', 'z', undefined),
    version: fc.constantFrom('v1', 'v2', undefined),
    known: fc.boolean(),
  })
  .map(({ cluster, namespace, app, version, known }) =>
    defined({ cluster, namespace, app, version, workload: known && app !== undefined ? `${app}-${version ?? 'v0'}` : undefined }),
  );
const called: fc.Arbitrary<CalledEnd> = fc
  .record({
    end,
    serviceName: fc.constantFrom('w', 'x', 'api.example.com', 'PassthroughCluster', undefined),
    serviceNamespace: optional('a'),
  })
  .map(({ end: one, serviceName, serviceNamespace }) => ({ ...one, ...defined({ serviceName, serviceNamespace }) }));

const rate = fc.double({ min: 0, max: 1000, noNaN: true });
const request: fc.Arbitrary<RequestRow> = fc
  .record({
    reporter,
    source: end,
    destination: called,
    protocol: fc.constantFrom('http' as const, 'grpc' as const),
    responseCode: fc.constantFrom('200', '404', '500', '503', '0', 'unknown'),
    grpcStatus: fc.constantFrom('0', '14', undefined),
    flags: fc.constantFrom('-', 'UF', 'DC'),
    securityPolicy: fc.constantFrom('mutual_tls' as const, 'none' as const, 'unknown' as const, 'absent' as const),
    requestsPerSecond: rate,
  })
  .map(({ grpcStatus, ...row }) => ({ ...row, ...defined({ grpcStatus }) }));
const tcp: fc.Arbitrary<TcpRow> = fc.record({
  reporter,
  source: end,
  destination: called,
  direction: fc.constantFrom('sent' as const, 'received' as const),
  securityPolicy: fc.constantFrom('mutual_tls' as const, 'none' as const, 'unknown' as const),
  bytesPerSecond: rate,
});
const latency: fc.Arbitrary<LatencyRow> = fc
  .record({
    reporter,
    source: end,
    destination: called,
    protocol: fc.constantFrom('http' as const, 'grpc' as const),
    counts: fc.array(rate, { minLength: 3, maxLength: 3 }),
  })
  .map(({ counts, ...row }) => {
    const bounds = [10, 100, Number.POSITIVE_INFINITY];
    const cumulative = (index: number) => counts.slice(0, index + 1).reduce((sum, count) => sum + count, 0);
    return { ...row, buckets: bounds.map((upperBoundMs, index) => ({ upperBoundMs, perSecond: cumulative(index) })) };
  });
const telemetry: fc.Arbitrary<Telemetry> = fc.record({
  atSeconds: fc.constant(0),
  windowSeconds: fc.constant(300),
  requests: fc.array(request, { maxLength: 25 }),
  tcp: fc.array(tcp, { maxLength: 15 }),
  latency: fc.array(latency, { maxLength: 10 }),
});

const build = (given: Telemetry, groupBy: GroupBy, closed: ReadonlySet<GroupId> = new Set()) =>
  buildMesh(given, { groupBy, closed, thresholds: DEFAULT_THRESHOLDS });

/** Totals over edges that stand for themselves. */
function totals({ edges }: Mesh, counts: (edge: Mesh['edges'][number]) => boolean = () => true) {
  let requests = 0;
  let errors = 0;
  let bytes = 0;
  for (const edge of edges.filter(counts)) {
    requests += edge.requestsPerSecond ?? 0;
    errors += (edge.errorRatio ?? 0) * (edge.requestsPerSecond ?? 0);
    bytes += (edge.bytesPerSecond?.sent ?? 0) + (edge.bytesPerSecond?.received ?? 0);
  }
  return [requests, errors, bytes];
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  for (const [index, value] of actual.entries()) expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 6);
}

/** Makes equal ends of all telemetry it is given one object, as reading does. */
function sharedEnds(): (given: Telemetry) => Telemetry {
  const known = new Map<string, CalledEnd>();
  const one = <E extends End>(end: E): E => {
    const key = print(Object.entries(end).sort());
    const same = known.get(key) ?? end;
    known.set(key, same);
    return same as E;
  };
  const row = <R extends Pick<RequestRow, 'source' | 'destination'>>(given: R): R => ({
    ...given,
    source: one(given.source),
    destination: one(given.destination),
  });
  return (given) => ({ ...given, requests: given.requests.map(row), tcp: given.tcp.map(row), latency: (given.latency ?? []).map(row) });
}

const withoutWaypoint = <Row extends { readonly reporter: Reporter }>(row: Row): Row =>
  row.reporter === 'waypoint' ? { ...row, reporter: 'source' } : row;

const withoutWaypoints = (given: Telemetry): Telemetry => ({
  ...given,
  requests: given.requests.map(withoutWaypoint),
  tcp: given.tcp.map(withoutWaypoint),
  latency: (given.latency ?? []).map(withoutWaypoint),
});

/** Plain data that shows every digit. */
const print = (value: unknown) => JSON.stringify(value, (_key, part) => (part instanceof Map ? ['map', ...part] : part));

describe('for any rows', () => {
  it('their order changes nothing, to the last digit', () => {
    const shuffled = telemetry.chain((given) =>
      fc.record({
        given: fc.constant(given),
        requests: fc.shuffledSubarray([...given.requests], { minLength: given.requests.length }),
        tcp: fc.shuffledSubarray([...given.tcp], { minLength: given.tcp.length }),
        latency: fc.shuffledSubarray([...(given.latency ?? [])], { minLength: given.latency?.length ?? 0 }),
      }),
    );
    fc.assert(
      fc.property(shuffled, fc.constantFrom(...GROUPINGS), ({ given, ...other }, groupBy) => {
        expect(print(build({ ...given, ...other }, groupBy))).toBe(print(build(given, groupBy)));
      }),
      { numRuns: 150 },
    );
  });

  it('what is known of ends from earlier refreshes changes nothing, also when it is let go of on the way', () => {
    fc.assert(
      fc.property(
        fc.array(telemetry, { minLength: 2, maxLength: 5 }),
        fc.constantFrom(...GROUPINGS),
        fc.constantFrom(3, 1000),
        (all, groupBy, limit) => {
          const wirings = createKnownWirings(limit);
          const share = sharedEnds();
          for (const given of all) {
            const options = { groupBy, closed: new Set<GroupId>(), thresholds: DEFAULT_THRESHOLDS };
            expect(print(buildMesh(share(given), { ...options, wirings }))).toEqual(print(buildMesh(given, options)));
          }
        },
      ),
    );
  });

  it('every grouping has the same totals', () => {
    fc.assert(
      fc.property(telemetry, (given) => {
        // a folded leg that joins standing traffic in an aggregate is left out there, so compare without waypoints
        const sidecars = withoutWaypoints(given);
        const expected = totals(build(sidecars, 'workload'));
        for (const groupBy of GROUPINGS) expectClose(totals(build(sidecars, groupBy)), expected);
      }),
      { numRuns: 150 },
    );
  });

  it('closing any groups at any level leaves the sums of the rows added by hand, with quantiles of their buckets', () => {
    fc.assert(
      fc.property(
        telemetry,
        fc.constantFrom(...GROUPINGS),
        fc.boolean(),
        fc.infiniteStream(fc.boolean()),
        (raw, groupBy, showServices, choices) => {
          // A folded leg that joins standing traffic in an aggregate is left out there, so compare without waypoints.
          const given = withoutWaypoints(raw);
          const options = { groupBy, thresholds: DEFAULT_THRESHOLDS, showServices };
          const builder = createMeshBuilder(given, options);
          const closed = new Set(builder.open.groups.filter(() => choices.next().value).map(({ id }) => id));
          const mesh = builder(closed);
          const byHand = addedByHand(given, options, builder.open.groups, closed);
          expect(mesh.edges.map(({ id }) => id)).toEqual([...byHand.keys()].sort());
          for (const edge of mesh.edges) {
            const sum = byHand.get(edge.id)!;
            const bytes = (edge.bytesPerSecond?.sent ?? 0) + (edge.bytesPerSecond?.received ?? 0);
            const errors = (edge.errorRatio ?? 0) * (edge.requestsPerSecond ?? 0);
            expectClose([edge.requestsPerSecond ?? 0, errors, bytes], [sum.requests, sum.errors, sum.bytes]);
            expect(edge.latency?.p99 === undefined).toBe(sum.p99 === undefined);
            if (sum.p99 !== undefined) expect(edge.latency?.p99?.milliseconds).toBeCloseTo(sum.p99, 4);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a closed group is at least as ill as anything in it, counts everything in it once, and one inside keeps its own state', () => {
    fc.assert(
      fc.property(
        telemetry,
        fc.constantFrom<GroupBy>('workload', 'app', 'versionedApp', 'service'),
        fc.infiniteStream(fc.boolean()),
        (given, groupBy, choices) => {
          const builder = createMeshBuilder(given, { groupBy, thresholds: DEFAULT_THRESHOLDS });
          const closed = new Set(builder.open.groups.filter(() => choices.next().value).map(({ id }) => id));
          const mesh = builder(closed);
          expect(mesh.nodes.reduce((sum, { members }) => sum + members, 0)).toBe(builder.open.nodes.length);
          expect(mesh.groups).toEqual(builder.open.groups);
          const sickOf = (ids: ReadonlySet<string>) =>
            builder.open.nodes.filter(({ id, sickMembers }) => ids.has(id) && sickMembers > 0).length;
          for (const group of mesh.groups) {
            const members = new Set<string>(group.members);
            expect(group.sickMembers).toBe(sickOf(members));
            const inner = mesh.groups.filter(({ parent }) => parent === group.id);
            for (const { members: below } of inner) for (const id of below) expect(members).toContain(id);
            const node = mesh.nodes.find((one) => one.group === group.id && one.members > 0 && isClosedGroup(one, groupBy));
            if (node === undefined) continue;
            expect([node.members, node.sickMembers]).toEqual([members.size, group.sickMembers]);
            expect(node.health === 'degraded' || node.health === 'failing').toBe(group.sickMembers > 0);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('every edge ends at nodes of the mesh, ids are unique and sorted, ratios lie between 0 and 1', () => {
    fc.assert(
      fc.property(telemetry, fc.constantFrom(...GROUPINGS), (given, groupBy) => {
        const { nodes, edges } = build(given, groupBy);
        const ids = nodes.map(({ id }) => id);
        expect(ids).toEqual([...new Set(ids)].sort());
        const edgeIds = edges.map(({ id }) => id);
        expect(edgeIds).toEqual([...new Set(edgeIds)].sort());
        for (const { source, target, errorRatio, mtls } of edges) {
          expect(ids).toContain(source);
          expect(ids).toContain(target);
          for (const ratio of [errorRatio ?? 0, mtls.ratio ?? 0]) {
            expect(ratio).toBeGreaterThanOrEqual(0);
            expect(ratio).toBeLessThanOrEqual(1 + 1e-12);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('hostile labels never throw, and different names never become one node', () => {
    const value = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'unknown', '', '\u202Eevil', '\u200B', 'x'.repeat(10_000), '<script>', '~', '/'),
      fc.string({ unit: 'binary' }),
    );
    const labels = fc.record(
      {
        reporter: fc.constantFrom('source', 'destination', 'waypoint', '__proto__'),
        source_workload: value,
        source_cluster: value,
        source_workload_namespace: value,
        destination_workload: value,
        destination_service_name: value,
        destination_canonical_service: value,
        response_code: value,
        response_flags: value,
        request_protocol: value,
        connection_security_policy: value,
      },
      { requiredKeys: ['reporter'] },
    );
    const samples = fc.array(fc.record({ labels, value: fc.double(), timestampSeconds: fc.constant(0) }), { maxLength: 20 });
    fc.assert(
      fc.property(samples, fc.constantFrom(...GROUPINGS), (list, groupBy) => {
        const requests = requestsFamily.parse(list);
        const bytes = tcpFamily.parse(list);
        expect(requests.value.length + requests.unplaced).toBe(list.length);
        const mesh = build({ atSeconds: 0, windowSeconds: 300, requests: requests.value, tcp: bytes.value }, groupBy);
        expect(new Set(mesh.nodes.map(({ id }) => id)).size).toBe(mesh.nodes.length);
        const workloads = new Set(requests.value.flatMap(({ source }) => (source.workload === undefined ? [] : [source.workload])));
        if (groupBy === 'workload') for (const name of workloads) expect(mesh.nodes.some((node) => node.name === name)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

function defined<T extends Record<string, string | undefined>>(record: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: string };
}
