import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMesh } from '../src/mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../src/mesh/health';
import type { GroupBy, GroupId, Mesh, MeshEdge } from '../src/mesh/model';
import { edgeProvenance, nodeProvenance } from '../src/mesh/provenance';
import type { PrometheusClient } from '../src/prometheus/client-types';
import { createPrometheusClient } from '../src/prometheus/http-client';
import { type TelemetryTaken, takeTelemetry } from '../src/telemetry/take-telemetry';
import { findBinary } from './find-binary';
import { AT, openMetrics, SERIES } from './known-series.testing';
import { startPrometheus, startVictoriaMetrics } from './real-prometheus';
import type { SpawnedServer } from './spawned-server';

/** The program's own queries on a real Prometheus: what they return, and that the PromQL shown for a number returns that number. */

const GROUPINGS: readonly GroupBy[] = ['workload', 'app', 'versionedApp', 'service', 'namespace'];

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
    expect(mesh.edges.length).toBeGreaterThan(2);
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
