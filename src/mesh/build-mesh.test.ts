import { describe, expect, it } from 'vitest';
import type { Telemetry } from '../telemetry/rows';
import { mesh as rows } from '../testing/mesh-notation';
import { buildMesh } from './build-mesh';
import { DEFAULT_THRESHOLDS } from './health';
import { groupId } from './ids';
import type { GroupBy, Mesh, MeshEdge, MeshNode, Thresholds } from './model';

const build = (
  telemetry: Telemetry,
  groupBy: GroupBy = 'app',
  more: { closed?: readonly string[]; thresholds?: Partial<Thresholds>; edgeLimit?: number } = {},
): Mesh =>
  buildMesh(telemetry, {
    groupBy,
    closed: new Set((more.closed ?? []).map((namespace) => groupId('east', namespace))),
    thresholds: { ...DEFAULT_THRESHOLDS, ...more.thresholds },
    ...(more.edgeLimit !== undefined && { edgeLimit: more.edgeLimit }),
  });
const node = (mesh: Mesh, name: string): MeshNode => mesh.nodes.find((one) => one.name === name)!;
const edge = (mesh: Mesh, source: string, target: string): MeshEdge =>
  mesh.edges.find((one) => one.source === node(mesh, source).id && one.target === node(mesh, target).id)!;
const only = (text: string, groupBy?: GroupBy): MeshEdge => build(rows(text), groupBy).edges[0]!;

describe('places', () => {
  it.each<readonly [GroupBy, readonly string[]]>([
    ['workload', ['workload reviews-v1', 'workload reviews-v2', 'workload web']],
    ['app', ['app reviews', 'app web']],
    ['versionedApp', ['versionedApp reviews v1', 'versionedApp reviews v2', 'versionedApp web']],
    ['service', ['service reviews', 'workload web']],
    ['namespace', ['namespace default']],
  ])('grouped by %s', (groupBy, expected) => {
    const mesh = build(rows('web -> reviews:v1 2rps\nweb -> reviews:v2 1rps'), groupBy);
    const words = mesh.nodes.map(({ kind, name, version }) =>
      [kind, name, kind === 'versionedApp' ? version : undefined].filter(Boolean).join(' '),
    );
    expect(words.sort()).toEqual([...expected].sort());
    expect(mesh.edges.reduce((sum, { requestsPerSecond }) => sum + (requestsPerSecond ?? 0), 0)).toBe(3);
  });

  it('a host outside, passthrough, blackhole and what nobody knows are told apart', () => {
    const mesh = build(
      rows(
        'web -> @api.example.com by:source\nweb -> @PassthroughCluster by:source\nweb -> @BlackHoleCluster by:source\nweb -> @cart by:source\nweb -> ? by:source\n? -> web by:destination',
      ),
    );
    expect(Object.fromEntries(mesh.nodes.map(({ name, kind, cluster }) => [`${name} ${kind}`, cluster]))).toEqual({
      'BlackHoleCluster blackhole': undefined,
      'PassthroughCluster passthrough': undefined,
      'api.example.com external': undefined,
      'cart service': undefined,
      'unknown service': undefined,
      'unknown unknown': 'east',
      'web app': 'east',
    });
  });

  it.each([
    ['api.example.com', undefined, 'external'],
    ['*.example.com', 'shop', 'external'],
    ['10.1.2.3:8080', undefined, 'external'],
    ['cart', 'shop', 'service'],
    ['cart:8080', undefined, 'service'],
    ['cart.shop', 'shop', 'service'],
    ['cart.shop.svc.cluster.local:8080', undefined, 'service'],
    ['PassthroughCluster', undefined, 'passthrough'],
    ['InboundPassthroughClusterIpv4', undefined, 'passthrough'],
  ])('addressed as %s (namespace %s), a target without workload is kind %s', (serviceName, serviceNamespace, kind) => {
    const telemetry = rows('web -> ? by:source');
    const destination = { serviceName, ...(serviceNamespace !== undefined && { serviceNamespace }) };
    expect(node(build({ ...telemetry, requests: telemetry.requests.map((row) => ({ ...row, destination })) }), serviceName).kind).toBe(
      kind,
    );
  });

  it('a pod called by its address is drawn directly, and its two reports are one call', () => {
    const telemetry = rows('web -> cart 5rps');
    const named = (reporter: string) => (reporter === 'source' ? 'PassthroughCluster' : 'InboundPassthroughClusterIpv4');
    const requests = telemetry.requests.map((row) => {
      const { service: _service, serviceNamespace: _namespace, ...destination } = row.destination;
      return { ...row, destination: { ...destination, serviceName: named(row.reporter) } };
    });
    const mesh = build({ ...telemetry, requests });
    expect(mesh.edges.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual([5]);
    expect(node(mesh, 'cart').kind).toBe('app');
  });

  it('an unknown cluster at one end is the other end’s when the service is known', () => {
    const telemetry = rows('west|web -> cart 5rps by:source');
    const requests = telemetry.requests.map((row) => ({ ...row, destination: { serviceName: 'cart', serviceNamespace: 'shop' } }));
    expect(node(build({ ...telemetry, requests }), 'cart')).toMatchObject({ cluster: 'west', namespace: 'shop', kind: 'service' });
  });

  it('a workload without canonical service stays a workload when grouped by app', () => {
    const telemetry = rows('web -> cart 5rps');
    const requests = telemetry.requests.map((row) => ({ ...row, source: { cluster: 'east', namespace: 'default', workload: 'job' } }));
    expect(node(build({ ...telemetry, requests }), 'job').kind).toBe('workload');
  });
});

describe('reports', () => {
  it.each([
    ['source,destination,waypoint', 'source'],
    ['destination,waypoint', 'waypoint'],
    ['destination', 'destination'],
  ])('of %s the report of the %s is shown, never a sum', (by, shown) => {
    const { requestsPerSecond, reporter, reports } = only(`web -> cart 5rps by:${by}`);
    expect([requestsPerSecond, reporter]).toEqual([5, shown]);
    expect(reports.map((one) => one.requestsPerSecond)).toEqual(by.split(',').map(() => 5));
  });

  it('an aggregate shows each call by its own best report', () => {
    const { requestsPerSecond, reporter } = only('web -> cart:v1 5rps by:source,destination\nweb -> cart:v2 3rps by:destination');
    expect([requestsPerSecond, reporter]).toEqual([8, 'source']);
  });

  it('a report without traffic does not hide one with traffic', () => {
    const telemetry = rows('web -> cart 5rps by:destination\nweb -> cart 0rps by:source');
    expect(build(telemetry).edges[0]).toMatchObject({ requestsPerSecond: 5, reporter: 'destination' });
  });
});

describe('mTLS', () => {
  it.each([
    ['web -> cart 5rps', undefined],
    ['web -> cart 5rps mtls', 1],
    ['web -> cart 5rps plaintext', 0],
    // 6 of 8 requests per second; the clients' reports say nothing
    ['web -> cart:v1 6rps mtls\nweb -> cart:v2 2rps plaintext', 0.75],
    ['web -> cart tcp 100Bps plaintext', 0],
  ])('%s: %s', (text, ratio) => expect(only(text).mtls.ratio).toBe(ratio));

  it.each([
    ['unknown', 'source', undefined],
    ['unknown', 'destination', 0],
    ['mutual_tls', 'source', 1],
    ['absent', 'destination', undefined],
  ] as const)('TCP bytes with the word %s at the %s: %s', (securityPolicy, reporter, ratio) => {
    const telemetry = rows(`web -> cart tcp 100Bps by:${reporter}`);
    expect(build({ ...telemetry, tcp: telemetry.tcp.map((row) => ({ ...row, securityPolicy })) }).edges[0]!.mtls.ratio).toBe(ratio);
  });

  it('two ztunnels telling of the same bytes count once', () => {
    const told = rows('web -> cart:v1 tcp 100Bps');
    const mutual = told.tcp.map((row) => ({ ...row, securityPolicy: 'mutual_tls' as const }));
    const plain = rows('web -> cart:v2 tcp 100Bps plaintext by:destination').tcp;
    expect(build({ ...told, tcp: [...mutual, ...plain] }).edges[0]!.mtls.ratio).toBe(0.5);
  });
});

describe('health', () => {
  it.each<readonly [string, string, string | undefined, Partial<Thresholds>]>([
    ['web -> cart 100rps', 'healthy', undefined, {}],
    ['web -> cart 100rps 12%503/UF 6%503', 'failing', '18 % 503', {}],
    ['web -> cart 100rps 1%503/UF', 'degraded', '1 % 503 UF', {}],
    ['web -> cart 100rps 12%503/UF', 'failing', '12 % 503 UF', {}],
    ['web -> cart 100rps 12%503/UF', 'degraded', '12 % 503 UF', { failingPercent: 20 }],
    ['web -> cart 100rps 4%503', 'healthy', undefined, { degradedPercent: 5 }],
    ['web -> cart 100rps 30%404', 'healthy', undefined, {}],
    ['web -> cart 100rps 30%404', 'failing', '30 % 404', { count4xx: true }],
    ['web -> cart 100rps 20%-/DC', 'failing', '20 % no response DC', {}],
    ['web -> cart grpc 100rps 11%14', 'failing', '11 % gRPC 14', {}],
    ['web -> cart grpc 100rps 1%404', 'degraded', '1 % 404', {}],
    ['web -> cart 0rps', 'idle', undefined, {}],
    // 0.03 × 300 s = 9 requests in the window: too few to call it failing
    ['web -> cart 0.03rps 50%500', 'degraded', '50 % 500', {}],
    ['web -> cart 0.04rps 50%500', 'failing', '50 % 500', {}],
    ['web -> cart tcp 100Bps', 'healthy', undefined, {}],
  ])('%s is %s', (text, health, reason, thresholds) => {
    const found = build(rows(text), 'app', { thresholds }).edges[0]!;
    expect([found.health, found.reason]).toEqual([health, reason]);
  });

  it('4xx are in the error ratio exactly when they count for health', () => {
    const ratio = (count4xx: boolean) =>
      build(rows('web -> cart 100rps 30%404 10%500'), 'app', { thresholds: { count4xx } }).edges[0]!.errorRatio;
    expect(ratio(false)).toBeCloseTo(0.1, 12);
    expect(ratio(true)).toBeCloseTo(0.4, 12);
  });

  it('without response codes nobody can tell', () => {
    const telemetry = rows('web -> cart 100rps');
    const requests = telemetry.requests.map((row) => ({ ...row, responseCode: 'unknown' }));
    expect(build({ ...telemetry, requests }).edges[0]!.health).toBe('unknown');
  });

  it('a node is ill by what it answers and inherits from what it calls', () => {
    const mesh = build(rows('web -> cart 100rps\ncart -> db 100rps 50%503'));
    expect(node(mesh, 'cart')).toMatchObject({ health: 'healthy', inherited: 'failing', reason: 'calls db: 50 % 503' });
    expect(node(mesh, 'db')).toMatchObject({ health: 'failing', inherited: 'idle', reason: '50 % 503', root: false });
    expect(node(mesh, 'web')).toMatchObject({ health: 'healthy', root: true });
  });

  it('bytes that nobody told are unknown, not 0', () => {
    const source = { cluster: 'c', namespace: 'shop', workload: 'web' };
    const destination = { cluster: 'c', namespace: 'shop', workload: 'db' };
    const closed = { reporter: 'source', source, destination, outcome: 'closed', flags: '-', connectionsPerSecond: 0.5 } as const;
    const found = build({ ...rows(''), connections: [closed], bytesUnknown: true }).edges[0]!;
    expect(found).toMatchObject({ protocol: 'tcp', health: 'healthy' });
    expect(found).not.toHaveProperty('bytesPerSecond');
  });
});

describe('versions', () => {
  it('are parts of their app with their own share and errors', () => {
    const mesh = build(rows('web -> reviews:v1 9rps\nweb -> reviews:v2 1rps 50%503\nreviews:v3 -> ratings 1rps'));
    expect(node(mesh, 'reviews').parts).toEqual([
      { version: 'v1', workloads: ['reviews-v1'], requestsPerSecond: 9, errorRatio: 0 },
      { version: 'v2', workloads: ['reviews-v2'], requestsPerSecond: 1, errorRatio: 0.5 },
      { version: 'v3', workloads: ['reviews-v3'], requestsPerSecond: 0 },
    ]);
    expect(node(mesh, 'web').parts).toBeUndefined();
  });
});

describe('grouping by service', () => {
  it('a workload calls as the one service it answers for; behind two, as the one named like its app', () => {
    const one = build(rows('web -> cart 1rps\ncart -> db 2rps'), 'service');
    expect(edge(one, 'cart', 'db').requestsPerSecond).toBe(2);
    expect(node(one, 'cart')).toMatchObject({ kind: 'service', workloads: ['cart'] });
    const telemetry = rows('web -> cart 1rps\ncart -> db 2rps');
    const renamed = rows('web -> cart 1rps').requests.map((row) => ({
      ...row,
      destination: { ...row.destination, serviceName: 'basket' },
    }));
    const two = build({ ...telemetry, requests: [...telemetry.requests, ...renamed] }, 'service');
    expect(two.nodes.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['service basket', 'service cart', 'service db', 'workload web']);
  });
});

describe('closed groups', () => {
  const text =
    'shop/web -> pay/ledger 10rps p:100\nshop/cart -> pay/ledger 30rps 50%503 p:1000\nshop/web -> shop/cart 99rps\npay/ledger -> pay/db 5rps 20%500';

  it('become one node; edges between them are exact sums, with quantiles of the summed buckets', () => {
    const mesh = build(rows(text), 'app', { closed: ['shop', 'pay'] });
    expect(mesh.nodes.map(({ kind, name, members, sickMembers, health }) => [kind, name, members, sickMembers, health])).toEqual([
      ['namespace', 'pay', 2, 2, 'failing'],
      ['namespace', 'shop', 2, 0, 'healthy'],
    ]);
    const between = edge(mesh, 'shop', 'pay');
    expect(mesh.edges).toHaveLength(1);
    expect(between).toMatchObject({
      requestsPerSecond: 40,
      members: 2,
      sickMembers: 1,
      health: 'failing',
      reason: '1 of 2 sick: 50 % 503',
    });
    expect(between.errorRatio).toBeCloseTo(15 / 40, 12);
    // 40/s: 10 up to 100 ms, 30 in (500, 1000]; rank 20 → 500 + 500 × 10/30
    expect(between.latency?.p50?.milliseconds).toBeCloseTo(500 + 5000 / 30, 9);
  });

  it('an open end keeps its edges, one for each neighbour outside', () => {
    const mesh = build(rows(text), 'app', { closed: ['pay'] });
    expect(edge(mesh, 'cart', 'pay')).toMatchObject({ requestsPerSecond: 30, members: 1 });
    expect(edge(mesh, 'web', 'cart').requestsPerSecond).toBe(99);
    expect(mesh.groups.map(({ name, members, sickMembers }) => [name, members.length, sickMembers])).toEqual([
      ['pay', 2, 2],
      ['shop', 2, 0],
    ]);
  });

  it('grouped by namespace, what flows inside stays as a loop', () => {
    const mesh = build(rows(text), 'namespace');
    expect(edge(mesh, 'shop', 'shop').requestsPerSecond).toBe(99);
    expect(edge(mesh, 'shop', 'pay').requestsPerSecond).toBe(40);
  });
});

describe('waypoints', () => {
  const ambient = 'web -> cart 10rps by:waypoint mtls\nweb -> waypoint tcp 100Bps by:source\nwaypoint -> cart tcp 90Bps by:destination';
  const addressed = (telemetry: Telemetry): Telemetry => ({
    ...telemetry,
    tcp: telemetry.tcp.map((row) => ({ ...row, destination: { ...row.destination, serviceName: 'cart' } })),
  });
  const byWorkload = (telemetry: Telemetry): Telemetry => ({
    ...telemetry,
    tcp: telemetry.tcp.map(({ destination: { service: _service, serviceName: _name, ...destination }, ...row }) => ({
      ...row,
      destination,
    })),
  });

  it.each([
    ['by its legs', addressed(rows(ambient))],
    ['by its gateway label', { ...byWorkload(rows(ambient)), waypoints: [{ namespace: 'default', gateway: 'waypoint' }] }],
    ['by its pod', { ...addressed(rows(ambient)), waypoints: [{ namespace: 'default', pod: 'waypoint-5d9f8-x2x4z' }] }],
  ])('is recognised %s and its legs fold into the hop', (_how, telemetry) => {
    const mesh = build(telemetry);
    expect(node(mesh, 'waypoint').waypoint).toBe(true);
    const folds = mesh.edges.filter(({ foldedInto }) => foldedInto !== undefined);
    expect(folds.length).toBeGreaterThan(0);
    for (const { foldedInto } of folds) expect(foldedInto).toEqual({ source: node(mesh, 'web').id, target: node(mesh, 'cart').id });
    expect(edge(mesh, 'web', 'cart').foldedInto).toBeUndefined();
    // folded bytes are the same traffic once more: the caller does not count them
    expect(node(mesh, 'web').outgoing).toEqual({ requestsPerSecond: 10, errorRatio: 0, bytesPerSecond: 0 });
  });

  it('without a waypoint’s report nothing folds', () => {
    expect(
      build(rows('web -> waypoint tcp 100Bps\nwaypoint -> cart tcp 90Bps')).edges.every(({ foldedInto }) => foldedInto === undefined),
    ).toBe(true);
  });
});

describe('limits', () => {
  it('what could not become a row is counted in the mesh (the telemetry’s problems say where it came from)', () => {
    expect(build({ ...rows('web -> cart'), unplacedRows: 3 }).unplacedRows).toBe(3);
  });

  it('too many edges are cut to the sickest and busiest, counted, with what to do', () => {
    const calls = Array.from({ length: 30 }, (_, index) => `web -> s${index} ${index + 1}rps${index === 0 ? ' 50%500' : ''}`).join('\n');
    const mesh = build(rows(calls), 'app', { edgeLimit: 10 });
    expect(mesh.edges.map(({ target }) => target.split('/').at(-1)).sort()).toEqual(
      ['s0', ...Array.from({ length: 9 }, (_, index) => `s${index + 21}`)].sort(),
    );
    expect(mesh.nodes).toHaveLength(11);
    expect(mesh.problems).toMatchObject([
      { code: 'mesh-too-large', message: expect.stringContaining('20 are left out'), hint: expect.stringContaining('namespace') },
    ]);
  });

  it('50,000 edges are a declared limit', () => {
    const [row] = rows('web -> cart 1rps by:source').requests;
    const requests = Array.from({ length: 50_000 }, (_, index) => ({
      ...row!,
      destination: { ...row!.destination, workload: `w${index}`, app: `a${index}` },
    }));
    const mesh = build({ ...rows(''), requests });
    expect(mesh.edges).toHaveLength(20_000);
    expect(mesh.problems[0]?.message).toContain('50000 edges');
  });
});
