import { describe, expect, it } from 'vitest';
import { conformanceDir, readCase } from '../testing/conformance-dir';
import { type RatedSeries, telemetryOfSeries } from '../testing/series-to-telemetry';
import { buildMesh } from './build-mesh';
import { DEFAULT_THRESHOLDS, judgeResponses, type Tolerance } from './health';
import type { GroupBy } from './model';
import { isError, responseCode } from './response-code';

const folder = conformanceDir('graph');

interface CodeTable {
  readonly code: readonly { protocol: 'http' | 'grpc'; response_code: string; grpc_response_status: string | null; expected: string }[];
  readonly isError: readonly { protocol: 'http' | 'grpc'; code: string; err: boolean }[];
}
interface HealthTable {
  readonly cases: readonly {
    name: string;
    protocol: string;
    responses: Readonly<Record<string, number>>;
    total: number;
    tolerances: readonly { code: string; degraded: number; failure: number; protocol: string }[];
    expected: string;
  }[];
}
interface LatencyTable {
  readonly series: readonly RatedSeries[];
  readonly expectedQuantiles: readonly ({ reporter: string; groupBy: string; labels: Readonly<Record<string, string>> } & Readonly<
    Record<'p50' | 'p95' | 'p99', number | null>
  >)[];
}

const HEALTH_WORDS: Readonly<Record<string, string>> = { Healthy: 'healthy', Degraded: 'degraded', Failure: 'failing', NA: 'idle' };

describe.skipIf(folder === undefined)('conformance tables', () => {
  const read = <T>(file: string) => readCase<T>(folder ?? '', file);

  it('a response has the code that Istio users see', () => {
    for (const { protocol, response_code, grpc_response_status, expected } of read<CodeTable>('response_code.json').code) {
      const row = { protocol, responseCode: response_code, ...(grpc_response_status !== null && { grpcStatus: grpc_response_status }) };
      expect([protocol, response_code, grpc_response_status, responseCode(row)]).toEqual([
        protocol,
        response_code,
        grpc_response_status,
        expected,
      ]);
    }
  });

  it('a code is an error as the table says, 4xx when they count', () => {
    for (const { protocol, code, err } of read<CodeTable>('response_code.json').isError) {
      expect([protocol, code, isError(protocol, code, true)]).toEqual([protocol, code, err]);
    }
  });

  it('health follows the tolerances of the table', () => {
    for (const { name, protocol, responses, total, tolerances, expected } of read<HealthTable>('health_edge.json').cases) {
      const judged = tolerances
        .filter((tolerance) => new RegExp(`^(${tolerance.protocol})$`).test(protocol))
        .map(({ code, degraded, failure }): Tolerance => {
          const pattern = new RegExp(`^${code.replace(/x/gi, '\\d')}$`);
          return { covers: (text) => pattern.test(text), degradedPercent: degraded, failingPercent: failure };
        });
      const map = new Map(Object.entries(responses).map(([code, rate]) => [code, new Map([['-', rate]])]));
      expect([name, judgeResponses(map, total, { tolerances: judged, windowSeconds: 600, floorPerSecond: 0 }).health]).toEqual([
        name,
        HEALTH_WORDS[expected],
      ]);
    }
  });

  it('quantiles of workload and app edges are those of the summed buckets', () => {
    const table = read<LatencyTable>('latency_histogram.json');
    const known = (value: string | undefined) => (value === undefined || value === 'unknown' ? undefined : value);
    for (const expected of table.expectedQuantiles) {
      const groupBy: GroupBy = expected.groupBy.startsWith('app') ? 'app' : 'workload';
      const series = table.series.filter(({ labels }) => labels.reporter === expected.reporter);
      const mesh = buildMesh(telemetryOfSeries(series, { windowSeconds: 600 }), {
        groupBy,
        closed: new Set(),
        thresholds: DEFAULT_THRESHOLDS,
      });
      const { labels } = expected;
      const name = (side: string) =>
        known(labels[`${side}_${groupBy === 'app' ? 'canonical_service' : 'workload'}`]) ??
        labels[`${side}_service_name`] ??
        'slow.example.com';
      const ids = new Map(mesh.nodes.map((node) => [node.id, node.name]));
      const edge = mesh.edges.find(({ source, target }) => ids.get(source) === name('source') && ids.get(target) === name('destination'));
      // web's canonical service is once "web", once "web-v1" in this table; the outside host belongs to the latter
      for (const quantile of ['p50', 'p95', 'p99'] as const) {
        const value = edge?.latency?.[quantile]?.milliseconds;
        if (expected[quantile] === null) expect(value).toBeUndefined();
        else expect(value).toBeCloseTo(expected[quantile], 2);
      }
      const beyond = expected.p99 === 3_600_000;
      if (edge !== undefined) expect(edge.latency?.p99?.atLeast).toBe(beyond);
    }
  });
});
