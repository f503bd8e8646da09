import { describe, expect, it } from 'vitest';
import { gained, hourMs, midnightMs, minuteMs, perSecond, textOf, where, world } from '../world/ask.testing';
import type { Trait } from '../world/description';
import { scenarios } from '.';
import { huge } from './huge';

type Labels = ReadonlyMap<string, string>;

/** What a row of each kind looks like, from docs/telemetry.md §1, §3 and §4. */
const looks: Readonly<Record<Trait, (row: Labels) => boolean>> = {
  sidecar: (row) =>
    row.get('reporter') === 'destination' &&
    row.get('request_protocol') !== 'tcp' &&
    row.get('connection_security_policy') === 'mutual_tls',
  gateway: (row) => row.get('reporter') === 'source' && /gateway/.test(row.get('source_workload') ?? ''),
  waypoint: (row) => row.get('reporter') === 'waypoint' && row.has('gateway_networking_k8s_io_gateway_name'),
  ztunnel: (row) => /^ztunnel-/.test(row.get('pod') ?? '') && row.get('request_protocol') === 'tcp' && row.has('source_zone'),
  grpc: (row) => row.get('request_protocol') === 'grpc' && row.has('grpc_response_status'),
  tcp: (row) => row.get('__name__') === 'istio_tcp_sent_bytes_total',
  errors: (row) => /^(5..|0)$/.test(row.get('response_code') ?? '') || !['0', '', undefined].includes(row.get('grpc_response_status')),
  external: (row) =>
    row.get('destination_service') === row.get('destination_service_name') && /\.example$/.test(row.get('destination_service') ?? ''),
  passthrough: (row) => row.get('destination_service_name') === 'PassthroughCluster',
  blackhole: (row) => row.get('destination_service_name') === 'BlackHoleCluster',
  noRoute: (row) =>
    row.get('response_code') === '404' && row.get('response_flags') === 'NR' && row.get('destination_workload') === 'unknown',
  noHealthyUpstream: (row) =>
    row.get('response_flags') === 'UH' &&
    row.get('destination_workload') === 'unknown' &&
    row.get('destination_service_name') !== 'unknown',
  connectFailure: (row) => row.get('response_flags') === 'UF' && row.get('reporter') === 'source',
  plaintext: (row) => row.get('connection_security_policy') === 'none',
  unknownCaller: (row) => row.get('source_workload') === 'unknown' && row.get('reporter') === 'destination',
  twoClusters: (row) => row.get('source_cluster') !== row.get('destination_cluster') && row.get('destination_cluster') !== 'unknown',
  denied: (row) => row.get('response_code') === '403' && row.get('response_flags') === '-' && row.get('reporter') !== 'source',
  deniedConnection: (row) =>
    row.get('__name__') === 'istio_tcp_connections_failed_total' &&
    row.get('response_flags') === 'DENY' &&
    row.get('reporter') === 'destination',
  faultInjected: (row) => row.get('response_flags') === 'FI' && row.get('reporter') === 'source',
  circuitOpen: (row) => row.get('response_flags') === 'UO' && row.get('reporter') === 'source',
  canary: (row) => row.get('destination_canonical_revision') === 'v2',
};

const requestLabels = [
  'reporter',
  'request_protocol',
  'response_code',
  'response_flags',
  'connection_security_policy',
  'destination_service',
  'destination_service_name',
  'destination_service_namespace',
  'namespace',
  'pod',
  'app',
  'job',
  'instance',
  ...['source', 'destination'].flatMap((side) =>
    ['workload', 'workload_namespace', 'canonical_service', 'canonical_revision', 'principal', 'cluster', 'app', 'version'].map(
      (part) => `${side}_${part}`,
    ),
  ),
];

describe.each(scenarios.filter((scenario) => scenario !== huge))('scenario $name', (scenario) => {
  const sets = world(scenario.name).labelSets([], midnightMs, midnightMs + 4 * hourMs);

  it.each(scenario.shows)('shows %s', (trait) => {
    expect(sets.some(looks[trait])).toBe(true);
  });

  it('is one sentence in the menu', () => {
    expect(scenario.description).toMatch(/^[A-Z].*\.$/);
    expect(scenario.title).not.toBe('');
  });

  it('writes every label of a request row, and none of them empty', () => {
    for (const row of sets.filter((candidate) => candidate.get('__name__') === 'istio_requests_total')) {
      // The one server of `readiness` whose Telemetry resource removes a label.
      const removed = row.get('destination_workload') === 'unlabelled' && row.get('reporter') === 'destination';
      expect(requestLabels.filter((label) => !row.has(label))).toEqual(removed ? ['connection_security_policy'] : []);
      expect([...row.values()]).not.toContain('');
      expect(row.has('grpc_response_status')).toBe(row.get('request_protocol') === 'grpc');
    }
  });

  it('keeps code, status and TLS off the metrics that never carry them', () => {
    for (const row of sets) {
      const name = row.get('__name__') ?? '';
      if (name.includes('_tcp_')) expect(row.has('response_code') || row.has('grpc_response_status')).toBe(false);
      if (name.includes('_messages_'))
        expect(row.has('response_code') || row.has('response_flags') || row.has('connection_security_policy')).toBe(false);
    }
  });

  it('says about security what each reporter can know', () => {
    for (const row of sets.filter((candidate) => candidate.has('connection_security_policy'))) {
      const policy = row.get('connection_security_policy');
      if (/^ztunnel-/.test(row.get('pod') ?? '')) expect(['mutual_tls', 'unknown']).toContain(policy);
      else if (row.get('reporter') === 'source') expect(policy).toBe('unknown');
      else expect(['mutual_tls', 'none']).toContain(policy);
    }
  });

  it('reports up for every pod that counts', () => {
    const pods = (name: RegExp): ReadonlySet<string> =>
      new Set(sets.filter((row) => name.test(row.get('__name__') ?? '')).map((row) => row.get('pod') ?? ''));
    expect([...pods(/^istio_/)].filter((pod) => !pods(/^up$/).has(pod))).toEqual([]);
  });
});

describe('the list of scenarios', () => {
  it('begins with the default and names each once', () => {
    expect(scenarios.map((scenario) => scenario.name)).toEqual([
      'shop',
      'bookinfo',
      'outage',
      'ambient',
      'mtls-migration',
      'multicluster',
      'odd-traffic',
      'policies',
      'canary',
      'canary-kinds',
      'readiness',
      'failing',
      'huge',
    ]);
  });
});

/** Error ratio of each call as its first reporter sees it, for the calls that have errors. */
function troubles(scenario: string, fromMs: number): ReadonlyMap<string, number> {
  const totals = new Map<string, { all: number; bad: number }>();
  for (const one of world(scenario).select(where('istio_requests_total'), fromMs, fromMs + 10 * minuteMs)) {
    const row = one.labels;
    if (row.get('reporter') === 'destination') continue;
    const target = row.get('destination_workload') === 'unknown' ? row.get('destination_service') : row.get('destination_workload');
    const key = `${row.get('source_workload')} -> ${target}`;
    const sum = totals.get(key) ?? { all: 0, bad: 0 };
    sum.all += gained(one);
    if (looks.errors(row)) sum.bad += gained(one);
    totals.set(key, sum);
  }
  return new Map([...totals].filter(([, { bad }]) => bad > 0).map(([key, { all, bad }]) => [key, Math.round((bad / all) * 100)]));
}

describe('the trouble a scenario tells of', () => {
  it.each([
    ['shop', 0, { 'orders -> inventory': 18, 'catalog -> pricing-v2': 4 }],
    ['bookinfo', 0, { 'productpage-v1 -> reviews-v3': 2 }],
    ['outage', 0, {}],
    [
      'outage',
      39,
      {
        'payments -> fraud': 55,
        'checkout -> payments': 30,
        'web -> checkout': 22,
        'gateway -> web': 15,
      },
    ],
    ['ambient', 0, { 'productpage-v1 -> reviews-v3': 12 }],
    ['mtls-migration', 0, {}],
    ['multicluster', 0, { 'checkout -> payments': 2 }],
    [
      'odd-traffic',
      0,
      {
        'browser -> blocked.example': 100,
        'browser -> empty.app.svc.cluster.local': 100,
        'browser -> shaky': 20,
        'browser -> impatient': 5,
      },
    ],
    [
      'policies',
      0,
      {
        'checkout -> invoices': 8,
        'crm -> invoices': 100,
        'web -> orders': 100,
        'web -> recommendations.store.svc.cluster.local': 100,
        'web -> telemetry.vendor.example': 100,
      },
    ],
  ])('%s at minute %d is all the trouble there is', (scenario, minute, expected) => {
    const found = troubles(scenario, midnightMs + 5 * hourMs + minute * minuteMs);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});

describe('outage', () => {
  const store = world('outage');
  const share = (minute: number): number => {
    const rate = (labels: Readonly<Record<string, string>>): number =>
      perSecond(
        store,
        'istio_requests_total',
        { reporter: 'source', destination_workload: 'fraud', ...labels },
        midnightMs + minute * minuteMs,
        midnightMs + (minute + 5) * minuteMs,
      );
    return (rate({ response_code: '503' }) + rate({ response_code: '504' })) / rate({});
  };

  it.each([
    ['healthy', 10, 0],
    ['slow', 24, 0],
    ['retries', 32, 0.25],
    ['errors', 42, 0.55],
    ['recovery', 53, 0],
  ])('in the phase %s fails as its story says', (_, minute, expected) => {
    expect(share(minute)).toBeCloseTo(expected, 2);
  });

  it('calls fraud three times for each payment while calls are tried again', () => {
    const calls = (workload: string): number =>
      perSecond(
        store,
        'istio_requests_total',
        { reporter: 'source', destination_workload: workload },
        midnightMs + 32 * minuteMs,
        midnightMs + 37 * minuteMs,
      );
    expect(calls('fraud') / calls('payments')).toBeCloseTo(3, 1);
  });
});

describe('mtls-migration', () => {
  it.each([
    [0, 0],
    [1, 0.5],
    [2, 1],
    [3, 1],
  ])('in hour %d has share %d of the calls to accounts/users on mutual TLS', (hour, expected) => {
    const store = world('mtls-migration');
    const rate = (labels: Readonly<Record<string, string>>): number =>
      perSecond(
        store,
        'istio_requests_total',
        { reporter: 'destination', destination_workload: 'users', ...labels },
        midnightMs + (hour + 0.2) * hourMs,
        midnightMs + (hour + 0.8) * hourMs,
      );
    expect(rate({ connection_security_policy: 'mutual_tls' }) / rate({})).toBeCloseTo(expected, 2);
  });
});

describe('huge', () => {
  const mesh = huge.build(1, {});
  const pairs = mesh.calls.map((call) => `${call.from} ${call.to.kind === 'service' ? call.to.service : ''}`);

  it('has 3,000 services, 9,000 different calls and 30 namespaces', () => {
    expect(mesh.services).toHaveLength(3000);
    expect(Math.abs(new Set(pairs).size / 9000 - 1)).toBeLessThan(0.05);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(new Set(mesh.services.map((service) => service.namespace)).size).toBe(30);
  });

  it('keeps about 65 % of the calls inside their namespace', () => {
    const inside = pairs.filter((pair) => pair.split(' ')[0]!.split('/')[0] === pair.split(' ')[1]!.split('/')[0]).length;
    expect(inside / pairs.length).toBeGreaterThan(0.6);
    expect(inside / pairs.length).toBeLessThan(0.75);
  });

  it('has hubs, and one failing leaf six calls below the gateway that nothing leaves', () => {
    const fanIn = new Map<string, number>();
    for (const pair of pairs) fanIn.set(pair.split(' ')[1]!, (fanIn.get(pair.split(' ')[1]!) ?? 0) + 1);
    expect(Math.max(...fanIn.values())).toBeGreaterThan(30);
    const path = ['gateway', 'front-door', 'relay-2', 'relay-3', 'relay-4', 'relay-5', 'stuck-ledger'];
    for (const [index, name] of path.slice(1).entries()) expect(pairs).toContain(`platform/${path[index]} platform/${name}`);
    expect(pairs.some((pair) => pair.startsWith('platform/stuck-ledger '))).toBe(false);
  });

  it('is another mesh for another seed, the same for the same', () => {
    expect(huge.build(1, { services: 100 })).toEqual(huge.build(1, { services: 100 }));
    expect(huge.build(2, { services: 100 })).not.toEqual(huge.build(1, { services: 100 }));
    expect(huge.build(1, { services: 100 }).services).toHaveLength(100);
  });

  it('has a few thousand resources of its own, and they refuse nobody', () => {
    expect(mesh.resources?.length).toBeGreaterThan(3000);
    const small = huge.build(1, { services: 100 });
    expect(small.resources?.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['AuthorizationPolicy', 'DestinationRule', 'VirtualService', 'Sidecar', 'PeerAuthentication', 'Telemetry']),
    );
    const denials = world('huge').labelSets(where('istio_requests_total', { response_code: '403' }), midnightMs, midnightMs + hourMs);
    expect(denials).toEqual([]);
  });

  it('tells its series apart', () => {
    const names = world('huge')
      .labelSets(where('istio_requests_total'), midnightMs, midnightMs + minuteMs)
      .map(textOf);
    expect(new Set(names).size).toBe(names.length);
  });
});
