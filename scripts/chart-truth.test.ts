import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMesh } from '../src/mesh/build-mesh';
import { chartViews } from '../src/mesh/charts/chart-views';
import { EDGE_CHARTS } from '../src/mesh/charts/edge-charts';
import { readSideLatency, sideLatencyQuery } from '../src/mesh/charts/side-latency';
import { trendQueries, trendsByEdge } from '../src/mesh/charts/trend-query';
import { DEFAULT_THRESHOLDS } from '../src/mesh/health';
import type { GroupBy } from '../src/mesh/model';
import type { PrometheusClient } from '../src/prometheus/client-types';
import { createPrometheusClient } from '../src/prometheus/http-client';
import { askRanges } from '../src/telemetry/ask-ranges';
import { rangeGrid } from '../src/telemetry/range-grid';
import { takeTelemetry } from '../src/telemetry/take-telemetry';
import { findBinary } from './find-binary';
import { AT, openMetrics, SERIES, STEP } from './known-series.testing';
import { startPrometheus } from './real-prometheus';
import type { SpawnedServer } from './spawned-server';

/** Charts, trends and both sides' latency on a real Prometheus: their numbers are those of the panel. */
describe.skipIf(findBinary('prometheus') === undefined)('charts on a real Prometheus', { timeout: 120_000 }, () => {
  let server: SpawnedServer;
  let client: PrometheusClient;
  const meshBy = async (groupBy: GroupBy) => {
    const taken = await takeTelemetry(client, { atSeconds: AT, alignNow: false, windowSeconds: 300, namespaces: [], showIdle: false });
    return buildMesh(taken.telemetry, { groupBy, closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
  };

  beforeAll(async () => {
    server = await startPrometheus({ openMetrics: openMetrics(SERIES) });
    client = createPrometheusClient({ baseUrl: server.url, fetch });
  });
  afterAll(async () => server?.stop());

  it.each(['app', 'namespace'] as const)('a chart ends with the numbers of the panel, and its classes add up (%s)', async (grouping) => {
    const mesh = await meshBy(grouping);
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

  it('the trends of all edges come in one query, each with its own rate', async () => {
    const mesh = await meshBy('app');
    const context = { windowSeconds: 300, namespaces: [], thresholds: DEFAULT_THRESHOLDS };
    const queries = trendQueries(mesh, mesh.edges, context);
    expect(queries).toHaveLength(1);
    const grid = rangeGrid({ endSeconds: AT, spanSeconds: 300, scrapeIntervalSeconds: STEP });
    const { answers } = await askRanges(client, queries, grid, new AbortController().signal);
    const trends = trendsByEdge(answers, mesh.edges);
    for (const { id, requestsPerSecond, bytesPerSecond } of mesh.edges) {
      const flow = requestsPerSecond ?? (bytesPerSecond?.sent ?? 0) + (bytesPerSecond?.received ?? 0);
      expect(trends.get(id)?.at(-1), id).toBeCloseTo(flow, 6);
    }
  });

  it('the latency of both sides is that of each side’s own buckets', async () => {
    const mesh = await meshBy('workload');
    const edge = mesh.edges.find(({ reports }) => reports.length === 2)!;
    const promql = sideLatencyQuery(mesh, edge, { windowSeconds: 300, namespaces: [], thresholds: DEFAULT_THRESHOLDS })!;
    const answer = await client.instant(promql, { atSeconds: AT });
    const sides = readSideLatency(answer.ok ? answer.value.data : []);
    // Both proxies report the same buckets here (1 of 10 below 1 ms, 5 below 10 ms): p50 is 10 ms on both sides.
    expect([sides.source?.p50, sides.destination?.p50]).toEqual([10, 10]);
    expect(sides.source?.p99).toBeCloseTo(edge.latency?.p99?.milliseconds ?? -1, 6);
  });
});
