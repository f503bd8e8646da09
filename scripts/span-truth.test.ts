import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMesh } from '../src/mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../src/mesh/health';
import type { PrometheusClient } from '../src/prometheus/client-types';
import { createPrometheusClient } from '../src/prometheus/http-client';
import { createKnownEnds } from '../src/telemetry/families/known-ends';
import { gridTime } from '../src/telemetry/range-grid';
import type { Telemetry } from '../src/telemetry/rows';
import { type SpanTaken, takeSpan } from '../src/telemetry/span/take-span';
import { telemetryAt } from '../src/telemetry/span/telemetry-at';
import { takeTelemetry } from '../src/telemetry/take-telemetry';
import { findBinary } from './find-binary';
import { AT, STEP } from './known-series.testing';
import { movingOpenMetrics, NEW_VERSION, ROLL, START, STEPS } from './moving-series.testing';
import { startPrometheus, startVictoriaMetrics } from './real-prometheus';
import type { SpawnedServer } from './spawned-server';

/** A moment on the timeline is what an instant query answers at that moment, on the servers themselves. */

const WINDOW = 60;
const spanOf = async (client: PrometheusClient, more: { showIdle?: boolean; namespaces?: readonly string[]; mostValues?: number } = {}) => {
  const stages: SpanTaken[] = [];
  const { taken } = await takeSpan(
    client,
    {
      fromSeconds: START,
      toSeconds: AT,
      windowSeconds: WINDOW,
      namespaces: [],
      showIdle: false,
      scrapeIntervalSeconds: STEP,
      signal: new AbortController().signal,
      ends: createKnownEnds(),
      quantileGrouping: () => 'workload',
      ...more,
    },
    (stage) => stages.push(stage),
  );
  if (taken === undefined) throw new Error('no span');
  return { taken, stages };
};

const instantAt = async (
  client: PrometheusClient,
  atSeconds: number,
  more: { showIdle?: boolean; namespaces?: readonly string[] } = {},
) => {
  const { telemetry } = await takeTelemetry(client, {
    atSeconds,
    alignNow: false,
    windowSeconds: WINDOW,
    namespaces: [],
    showIdle: false,
    knownScrapeIntervalSeconds: STEP,
    bucketRowLimit: 0,
    quantileGrouping: 'workload',
    ...more,
  });
  return telemetry;
};

/** Rows as text with their number apart, in one order: what each family says. */
function told(telemetry: Telemetry): ReadonlyMap<string, number> {
  const { requests, tcp, connections = [], quantiles = [], waypoints = [] } = telemetry;
  const all = [
    ...requests.map(({ requestsPerSecond, ...row }) => [`requests ${JSON.stringify(row)}`, requestsPerSecond] as const),
    ...tcp.map(({ bytesPerSecond, ...row }) => [`tcp ${JSON.stringify(row)}`, bytesPerSecond] as const),
    ...connections.map(({ connectionsPerSecond, ...row }) => [`connections ${JSON.stringify(row)}`, connectionsPerSecond] as const),
    ...quantiles.map(({ milliseconds, ...row }) => [`quantiles ${JSON.stringify(row)}`, milliseconds] as const),
    ...waypoints.map((row) => [`waypoints ${JSON.stringify(row)}`, 1] as const),
  ];
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function expectSame(all: Telemetry, expected: Telemetry, { waypoints }: { readonly waypoints: boolean }): void {
  const { waypoints: _, ...others } = all;
  const { waypoints: __, ...othersExpected } = expected;
  const actual = waypoints ? all : others;
  const [ours, theirs] = [told(actual), told(waypoints ? expected : othersExpected)];
  expect([...ours.keys()], String(expected.atSeconds)).toEqual([...theirs.keys()]);
  for (const [row, value] of theirs)
    expect(Math.abs((ours.get(row) ?? Number.NaN) - value), row).toBeLessThanOrEqual(Math.abs(value) * 1e-9);
  expect(actual.unplacedRows).toBe(expected.unplacedRows);
  expect(actual.atSeconds).toBe(expected.atSeconds);
}

const SERVERS = [
  { name: 'Prometheus', binary: 'prometheus', start: startPrometheus, waypoints: true },
  // How long a sample counts that is followed by none depends, there, on the step: pods of waypoints leave earlier in a range.
  { name: 'VictoriaMetrics', binary: 'victoria-metrics', start: startVictoriaMetrics, waypoints: false },
] as const;

describe.each(SERVERS)('a span of $name', { timeout: 120_000 }, ({ binary, start, waypoints }) => {
  describe.skipIf(findBinary(binary) === undefined)('with restarts, rolling pods, a new version, errors for a while and a gap', () => {
    let server: SpawnedServer;
    let client: PrometheusClient;
    beforeAll(async () => {
      server = await start({ openMetrics: movingOpenMetrics() });
      client = createPrometheusClient({ baseUrl: server.url, fetch });
    });
    afterAll(async () => server?.stop());

    it('is at every moment what an instant query answers there, in all families', async () => {
      const { taken } = await spanOf(client);
      expect(taken.grid).toEqual({ startSeconds: START, stepSeconds: STEP, points: STEPS + 1 });
      expect(taken.problems).toEqual([]);
      const kinds = new Set<string>();
      for (let index = 0; index <= STEPS; index += 1) {
        const expected = await instantAt(client, gridTime(taken.grid, index));
        for (const row of told(expected).keys()) kinds.add(row.slice(0, row.indexOf(' ')));
        expectSame(telemetryAt(taken.span!, index), expected, { waypoints });
      }
      expect([...kinds].sort()).toEqual(['connections', 'quantiles', 'requests', 'tcp', 'waypoints']);
    });

    it('has a strip that is the sum of all edges at every moment', async () => {
      const { taken } = await spanOf(client);
      for (let index = 0; index <= STEPS; index += 1) {
        const { edges } = buildMesh(telemetryAt(taken.span!, index), {
          groupBy: 'workload',
          closed: new Set(),
          thresholds: DEFAULT_THRESHOLDS,
        });
        const requests = edges.reduce((sum, { requestsPerSecond = 0 }) => sum + requestsPerSecond, 0);
        const errors = edges.reduce((sum, { requestsPerSecond = 0, errorRatio = 0 }) => sum + requestsPerSecond * errorRatio, 0);
        const strip = [taken.strip.requestsPerSecond[index], taken.strip.errorRatio[index]];
        // Where nothing is scraped for longer than the window Prometheus has no answer; VictoriaMetrics says 0.
        if (requests === 0) expect([strip[0] || Number.NaN, strip[1]]).toEqual([Number.NaN, Number.NaN]);
        else expect(strip.map((one) => one?.toPrecision(9))).toEqual([requests, errors / requests].map((one) => one.toPrecision(9)));
      }
    });

    it('tells of the pods that rolled and of the version that came', async () => {
      const { taken } = await spanOf(client);
      const told = taken.changes.map(({ kind, subject, atSeconds }) => [kind, subject, (atSeconds - START) / STEP]);
      // A counter's first sample has nothing to rise from: the rate begins with the second. pod-a's last sample is one step before the roll.
      expect(told).toContainEqual(['version-appeared', 'cart v2', NEW_VERSION + 1]);
      const pods = told.filter(([kind]) => String(kind).startsWith('pod'));
      expect(pods.map(([kind, subject]) => [kind, subject]).sort()).toEqual([
        ['pod-appeared', 'pod-c'],
        ['pod-vanished', 'pod-a'],
      ]);
      for (const [, subject, step] of pods) expect(Number(step) - ROLL, String(subject)).toBeGreaterThanOrEqual(0);
      expect(told.filter(([kind]) => kind === 'version-vanished' || kind === 'alert')).toEqual([]);
    });

    it('keeps idle edges where they were asked for, and the scope', async () => {
      const more = { showIdle: true, namespaces: ['pay'] };
      const { taken } = await spanOf(client, more);
      for (const index of [0, 12, 33, 38, 55, STEPS])
        expectSame(telemetryAt(taken.span!, index), await instantAt(client, gridTime(taken.grid, index), more), { waypoints });
    });
  });
});
