import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMesh } from '../src/mesh/build-mesh';
import { chartViews } from '../src/mesh/charts/chart-views';
import { EDGE_CHARTS } from '../src/mesh/charts/edge-charts';
import { DEFAULT_THRESHOLDS } from '../src/mesh/health';
import type { GroupBy, GroupId, Mesh, MeshEdge } from '../src/mesh/model';
import { edgeProvenance, nodeProvenance } from '../src/mesh/provenance';
import type { PrometheusClient } from '../src/prometheus/client-types';
import { createPrometheusClient } from '../src/prometheus/http-client';
import { askRanges } from '../src/telemetry/ask-ranges';
import { rangeGrid } from '../src/telemetry/range-grid';
import { type TelemetryTaken, takeTelemetry } from '../src/telemetry/take-telemetry';
import { findBinary } from './find-binary';
import { startPrometheus, startVictoriaMetrics } from './real-prometheus';
import type { SpawnedServer } from './spawned-server';

/** The program's own queries on a real Prometheus: what they return, and that the PromQL shown for a number returns that number. */

const START = 1_700_000_000;
const AT = START + 900;
const STEP = 15;
const GROUPINGS: readonly GroupBy[] = ['workload', 'app', 'versionedApp', 'service', 'namespace'];

interface Series {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly rate: number;
}

const escapeLabel = (value: string) => value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');

/** Counters that grow evenly: base + rate × t. */
function openMetrics(series: readonly Series[]): string {
  return [...series]
    .sort((a, b) => (a.metric < b.metric ? -1 : 1))
    .flatMap(({ metric, labels, rate }) => {
      const text = Object.entries(labels)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
        .join(',');
      return Array.from({ length: 61 }, (_, step) => `${metric}{${text}} ${1000 + rate * step * STEP} ${START + step * STEP}`);
    })
    .join('\n');
}

interface End {
  readonly cluster?: string;
  readonly namespace?: string;
  readonly app?: string;
  readonly version?: string;
}
const side = (name: 'source' | 'destination', { cluster = 'unknown', namespace = 'unknown', app, version }: End) => ({
  [`${name}_cluster`]: cluster,
  [`${name}_workload_namespace`]: namespace,
  [`${name}_workload`]: app === undefined ? 'unknown' : `${app}-${version ?? 'x'}`,
  [`${name}_canonical_service`]: app ?? 'unknown',
  [`${name}_canonical_revision`]: version ?? 'latest',
});
const service = (name: string, namespace: string) => ({
  destination_service: namespace === 'unknown' ? name : `${name}.${namespace}.svc.cluster.local`,
  destination_service_name: name,
  destination_service_namespace: namespace,
});

const web: End = { cluster: 'east', namespace: 'shop', app: 'web', version: 'v1' };
const cart1: End = { cluster: 'east', namespace: 'shop', app: 'cart', version: 'v1' };
const cart2: End = { cluster: 'east', namespace: 'shop', app: 'cart', version: 'v2' };
const ledger: End = { cluster: 'west', namespace: 'pay', app: 'ledger' };
const hostile: End = { cluster: 'east', namespace: 'a|b.*"\\', app: '__proto__', version: '1+1' };
const BOUNDS = ['1', '10', '100', '1000', '+Inf'] as const;

interface Call {
  readonly reporters: readonly string[];
  readonly from: End;
  readonly to: End;
  readonly via: Readonly<Record<string, string>>;
  readonly protocol?: 'http' | 'grpc';
  readonly codes?: Readonly<Record<string, number>>;
  readonly buckets?: readonly number[];
  readonly policy?: string;
}

function call({
  reporters,
  from,
  to,
  via,
  protocol = 'http',
  codes = { '200': 10 },
  buckets = [1, 5, 8, 9, 10],
  policy = 'mutual_tls',
}: Call): readonly Series[] {
  return reporters.flatMap((reporter) =>
    ['pod-a', 'pod-b'].flatMap((pod) => {
      const labels = {
        ...side('source', from),
        ...side('destination', to),
        ...via,
        reporter,
        pod,
        request_protocol: protocol,
        response_flags: '-',
      };
      const connection_security_policy = reporter === 'source' ? 'unknown' : policy;
      const requests = Object.entries(codes).map(([code, rate]) => {
        const [response_code = '200', grpc_response_status = ''] = code.split(':');
        return {
          metric: 'istio_requests_total',
          labels: { ...labels, connection_security_policy, response_code, grpc_response_status },
          rate,
        };
      });
      const latency = BOUNDS.map((le, index) => ({
        metric: 'istio_request_duration_milliseconds_bucket',
        labels: { ...labels, connection_security_policy, le },
        rate: buckets[index] ?? 0,
      }));
      return [...requests, ...latency];
    }),
  );
}

function bytes(
  from: End,
  to: End,
  via: Readonly<Record<string, string>>,
  reporter: string,
  policy: string,
  rate: number,
): readonly Series[] {
  const labels = {
    ...side('source', from),
    ...side('destination', to),
    ...via,
    reporter,
    connection_security_policy: policy,
    request_protocol: 'tcp',
  };
  return [
    { metric: 'istio_tcp_received_bytes_total', labels, rate },
    { metric: 'istio_tcp_sent_bytes_total', labels, rate: rate * 3 },
  ];
}

const SERIES: readonly Series[] = [
  ...call({
    reporters: ['source', 'destination'],
    from: web,
    to: cart1,
    via: service('cart', 'shop'),
    codes: { '200': 10, '503': 1, '404': 2, '0': 0.5 },
  }),
  // v2 has no client report: the app edge web → cart mixes two primary reporters
  ...call({
    reporters: ['destination'],
    from: web,
    to: cart2,
    via: service('cart', 'shop'),
    codes: { '200': 4, '500': 2 },
    buckets: [0, 0, 2, 6, 6],
    policy: 'none',
  }),
  ...call({
    reporters: ['waypoint'],
    from: cart1,
    to: ledger,
    via: service('ledger', 'pay'),
    protocol: 'grpc',
    codes: { '200:0': 5, '200:14': 1, '503:14': 2, '404:12': 1, '0': 1 },
    buckets: [0, 0, 0, 5, 10],
  }),
  ...call({ reporters: ['source'], from: cart1, to: {}, via: service('api.example.com', 'unknown'), buckets: [0, 0, 0, 0, 10] }),
  ...call({ reporters: ['destination'], from: {}, to: web, via: service('web', 'shop'), policy: 'none' }),
  ...call({ reporters: ['source', 'destination'], from: hostile, to: cart1, via: service('cart', 'shop'), codes: { '200': 1 } }),
  ...call({ reporters: ['source', 'destination'], from: web, to: hostile, via: service('odd', 'a|b.*"\\'), codes: { '200': 3, '500': 3 } }),
  // a client-side failure: the service is known, the workload and the cluster are not
  ...call({ reporters: ['source'], from: web, to: {}, via: service('cart', 'shop'), codes: { '503': 0.25 } }),
  ...call({ reporters: ['source'], from: web, to: {}, via: service('unknown', 'unknown'), codes: { '404': 0.25 } }),
  ...bytes(cart1, ledger, service('ledger', 'pay'), 'source', 'unknown', 1000),
  ...bytes(cart1, ledger, service('ledger', 'pay'), 'destination', 'unknown', 1000),
  ...bytes(cart2, ledger, service('ledger', 'pay'), 'destination', 'mutual_tls', 500),
];

describe.skipIf(findBinary('prometheus') === undefined)('on a real Prometheus', { timeout: 120_000 }, () => {
  let server: SpawnedServer;
  let client: PrometheusClient;
  const take = (
    more: { namespaces?: readonly string[]; bucketRowLimit?: number; quantileGrouping?: GroupBy; windowSeconds?: number } = {},
  ) => takeTelemetry(client, { atSeconds: AT, alignNow: false, windowSeconds: 300, namespaces: [], showIdle: false, ...more });
  const meshOf = ({ telemetry }: TelemetryTaken, groupBy: GroupBy, closed: ReadonlySet<GroupId> = new Set()) =>
    buildMesh(telemetry, { groupBy, closed, thresholds: DEFAULT_THRESHOLDS });
  const ask = async (promql: string): Promise<number | undefined> => {
    const answer = await client.instant(promql, { atSeconds: AT });
    if (!answer.ok) throw new Error(`${answer.error.message}\n${promql}`);
    expect(answer.value.data.length, promql).toBeLessThanOrEqual(1);
    const value = answer.value.data[0]?.value;
    return value === undefined || Number.isNaN(value) ? undefined : value;
  };

  beforeAll(async () => {
    server = await startPrometheus({ openMetrics: openMetrics(SERIES) });
    client = createPrometheusClient({ baseUrl: server.url, fetch });
  });
  afterAll(async () => server?.stop());

  it('asks a fixed number of queries, all at one instant, and detects the scrape interval', async () => {
    const taken = await take();
    expect(taken.problems).toEqual([]);
    expect(taken.queries.map(({ family }) => family).sort()).toEqual(
      ['connections', 'latency', 'latency-destination', 'requests', 'scrape-interval', 'tcp', 'waypoints'].sort(),
    );
    expect(taken.scrapeIntervalSeconds).toBe(15);
    expect((await take({ windowSeconds: 45 })).problems).toMatchObject([
      { code: 'window-too-short', hint: 'Use a window of at least 1m.' },
    ]);
  });

  it.each([[['pay']], [['shop']], [['a|b.*"\\']], [['shop', 'pay']], [['nobody']]])(
    'the scope %j returns the rows of the whole mesh that touch it, once each',
    async (namespaces) => {
      const [whole, scoped] = await Promise.all([take(), take({ namespaces })]);
      const touches = (row: TelemetryTaken['telemetry']['requests'][number] | TelemetryTaken['telemetry']['tcp'][number]) =>
        [row.source.namespace, row.destination.namespace, row.destination.serviceNamespace].some((namespace) =>
          namespaces.includes(namespace ?? ''),
        );
      const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
      expect(sorted(scoped.telemetry.requests)).toEqual(sorted(whole.telemetry.requests.filter(touches)));
      expect(sorted(scoped.telemetry.tcp)).toEqual(sorted(whole.telemetry.tcp.filter(touches)));
      expect(scoped.queries.length).toBeLessThanOrEqual(whole.queries.length);
    },
  );

  it.each([...GROUPINGS, 'closed'] as const)('the PromQL of each number returns that number (%s)', async (grouping) => {
    const taken = await take();
    const open = meshOf(taken, grouping === 'closed' ? 'app' : grouping);
    const mesh = grouping === 'closed' ? meshOf(taken, 'app', new Set(open.groups.map(({ id }) => id))) : open;
    expect(mesh.edges.length).toBeGreaterThan(3);
    for (const edge of mesh.edges) await checkEdge(mesh, edge);
  });

  async function checkEdge(mesh: Mesh, edge: MeshEdge): Promise<void> {
    const shown: Readonly<Record<string, number | undefined>> = {
      'Request rate': edge.requestsPerSecond,
      'Error ratio': edge.errorRatio,
      'p50 latency': edge.latency?.p50?.milliseconds,
      'p95 latency': edge.latency?.p95?.milliseconds,
      'p99 latency': edge.latency?.p99?.milliseconds,
      'Bytes sent by the client': edge.bytesPerSecond?.sent,
      'Bytes received by the client': edge.bytesPerSecond?.received,
      mTLS: edge.mtls.ratio,
    };
    for (const { label, promql } of edgeProvenance(mesh, edge, { windowSeconds: 300, namespaces: [], thresholds: DEFAULT_THRESHOLDS })) {
      const answered = await ask(promql);
      const where = `${edge.id} ${label}\n${promql}`;
      if (shown[label] === undefined) expect(answered, where).toBeUndefined();
      else expect(answered, where).toBeCloseTo(shown[label], 6);
    }
  }

  it.each(['app', 'namespace'] as const)('a chart ends with the numbers of the panel, and its classes add up (%s)', async (grouping) => {
    const mesh = meshOf(await take(), grouping);
    const grid = rangeGrid({ endSeconds: AT, spanSeconds: 300, scrapeIntervalSeconds: STEP });
    for (const edge of mesh.edges) {
      const [view] = chartViews(mesh, { kind: 'edge', edge }, { windowSeconds: 300, namespaces: [], thresholds: DEFAULT_THRESHOLDS });
      const last = new Map<string, number>();
      for (const chart of EDGE_CHARTS) {
        const { answers } = await askRanges(client, chart.queries(view!.selection), grid, new AbortController().signal);
        expect(answers.flatMap(({ failed }) => failed ?? [])).toEqual([]);
        for (const line of chart.lines(answers, edge.protocol)) last.set(line.id, line.values.at(-1)!);
      }
      const shown: Readonly<Record<string, number | undefined>> = {
        rate: edge.requestsPerSecond,
        errors: edge.errorRatio,
        p50: edge.latency?.p50?.milliseconds,
        p99: edge.latency?.p99?.milliseconds,
        ...(edge.bytesPerSecond === undefined ? {} : edge.bytesPerSecond),
      };
      for (const [line, value] of Object.entries(shown)) {
        if (value === undefined) expect(last.get(line), `${edge.id} ${line}`).toBeUndefined();
        else expect(last.get(line), `${edge.id} ${line}`).toBeCloseTo(value, 6);
      }
      const classes = ['fine', 'client', 'server', 'none'].map((id) => last.get(id) ?? 0);
      expect(
        classes.reduce((sum, one) => sum + one),
        edge.id,
      ).toBeCloseTo(edge.requestsPerSecond ?? 0, 6);
    }
  });

  it('the PromQL of what flows into and out of a node returns its totals', async () => {
    const mesh = meshOf(await take(), 'app');
    const cart = mesh.nodes.find(({ name, kind }) => name === 'cart' && kind === 'app')!;
    const found = nodeProvenance(mesh, cart, { windowSeconds: 300, namespaces: [], thresholds: DEFAULT_THRESHOLDS });
    const value = async (label: string) => ask(found.find((one) => one.label === label)!.promql);
    expect(await value('http in: Request rate')).toBeCloseTo(cart.incoming.requestsPerSecond, 6);
    expect(await value('http in: Error ratio')).toBeCloseTo(cart.incoming.errorRatio ?? -1, 6);
    // cart calls the outside host (10 × 2 pods) by http and the ledger (10 × 2 pods) by grpc
    expect(await value('http out: Request rate')).toBeCloseTo(20, 6);
    expect(await value('grpc out: Request rate')).toBeCloseTo(20, 6);
  });

  it.each(GROUPINGS)('quantiles computed by the server are those of the buckets, where one reporter is primary (%s)', async (groupBy) => {
    const local = meshOf(await take(), groupBy);
    const taken = await take({ bucketRowLimit: 0, quantileGrouping: groupBy });
    expect(taken.problems.map(({ code }) => code)).toEqual(['latency-computed-by-server']);
    const remote = new Map(meshOf(taken, groupBy).edges.map((edge) => [edge.id, edge]));
    let compared = 0;
    for (const edge of local.edges) {
      const p99 = remote.get(edge.id)?.latency?.p99;
      if (p99 === undefined) continue;
      compared += 1;
      expect(p99.milliseconds, edge.id).toBeCloseTo(edge.latency?.p99?.milliseconds ?? -1, 6);
    }
    expect(compared).toBeGreaterThan(0);
  });

  it.skipIf(findBinary('victoria-metrics') === undefined)(
    'VictoriaMetrics understands the same queries and gives the same graph within 1 %',
    async () => {
      const victoria = await startVictoriaMetrics({ openMetrics: openMetrics(SERIES) });
      try {
        const other = createPrometheusClient({ baseUrl: victoria.url, fetch });
        const request = { atSeconds: AT, alignNow: false, windowSeconds: 300, namespaces: ['shop', 'pay'], showIdle: false };
        const [expected, taken] = await Promise.all([takeTelemetry(client, request), takeTelemetry(other, request)]);
        expect(taken.problems).toEqual([]);
        const [ours, theirs] = [meshOf(expected, 'app'), meshOf(taken, 'app')];
        expect(theirs.edges.map(({ id }) => id)).toEqual(ours.edges.map(({ id }) => id));
        for (const [index, edge] of ours.edges.entries()) {
          const found = theirs.edges[index]!;
          for (const [value, wanted] of [
            [found.requestsPerSecond, edge.requestsPerSecond],
            [found.bytesPerSecond?.sent, edge.bytesPerSecond?.sent],
            [found.errorRatio, edge.errorRatio],
            [found.latency?.p99?.milliseconds, edge.latency?.p99?.milliseconds],
            [found.mtls.ratio, edge.mtls.ratio],
          ] as const) {
            if (wanted === undefined || wanted === 0) expect(value, edge.id).toBe(wanted);
            else expect(Math.abs((value ?? 0) / wanted - 1), edge.id).toBeLessThan(0.01);
          }
        }
      } finally {
        await victoria.stop();
      }
    },
  );
});
