import { describe, expect, it } from 'vitest';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { dotText } from '../picture/dot-text';
import { graphDot } from '../picture/graph-dot';
import { toGraphJson } from '../picture/graph-json';
import type { RequestRow, Telemetry } from '../telemetry/rows';
import { graphTable } from './graph-table';

const row = (workload: string, more: Partial<RequestRow> = {}): RequestRow => ({
  reporter: 'source',
  source: { namespace: 'shop', workload: 'web' },
  destination: { namespace: 'shop', workload },
  protocol: 'http',
  responseCode: '200',
  flags: '-',
  securityPolicy: 'unknown',
  requestsPerSecond: 9,
  ...more,
});

const telemetry: Telemetry = {
  atSeconds: 1_700_000_000,
  windowSeconds: 300,
  requests: [row('cart'), row('cart', { responseCode: '503', flags: 'UF', requestsPerSecond: 1 })],
  tcp: [],
};
const build = (given: Telemetry) => buildMesh(given, { groupBy: 'workload', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
const json = (given: Telemetry) => toGraphJson(build(given), { telemetry: given, problems: [] });

describe('JSON', () => {
  it('has the numbers unrounded, and what nobody told as null or left out', () => {
    const graph = json(telemetry);
    expect(graph).toMatchObject({ schema: 'seamark.graph/1', at: '2023-11-14T22:13:20.000Z', windowSeconds: 300, groupBy: 'workload' });
    const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
    expect(graph.nodes.map(({ kind, cluster, namespace, name }) => [kind, cluster, namespace, name])).toEqual([
      ['workload', 'unknown', 'shop', 'cart'],
      ['workload', 'unknown', 'shop', 'web'],
    ]);
    expect(graph.edges).toHaveLength(1);
    const { source, target, ...edge } = graph.edges[0]!;
    expect([names.get(source), names.get(target)]).toEqual(['web', 'cart']);
    expect(edge).toEqual({
      protocol: 'http',
      requestsPerSecond: 10,
      errorRatio: 0.1,
      responses: { 200: { '-': 9 }, 503: { UF: 1 } },
      mtlsRatio: null,
      reporter: 'source',
      health: 'failing',
    });
  });

  it('marks quantiles beyond the last bound', () => {
    const buckets = [
      { upperBoundMs: 10, perSecond: 9 },
      { upperBoundMs: Number.POSITIVE_INFINITY, perSecond: 10 },
    ];
    const { reporter, source, destination, protocol } = row('cart');
    const graph = json({
      ...telemetry,
      latency: [{ reporter, source, destination, protocol: protocol === 'grpc' ? 'grpc' : 'http', buckets }],
    });
    // Half of 10 lies in the first bucket at 5/9 of its width; 95 % and 99 % lie beyond 10 ms.
    expect(graph.edges[0]?.latencyMs?.p50).toBeCloseTo((10 * 5) / 9, 9);
    expect(graph.edges[0]).toMatchObject({ latencyMs: { p95: 10, p99: 10 }, latencyAtLeast: ['p95', 'p99'] });
  });

  it('keeps hostile codes as own keys', () => {
    const text = JSON.stringify(json({ ...telemetry, requests: [row('cart', { responseCode: '200', flags: '__proto__' })] }));
    expect(JSON.parse(text).edges[0].responses).toEqual({ 200: JSON.parse('{"__proto__":9}') });
  });
});

describe('the table', () => {
  it('is aligned, with units in the headers', () => {
    expect(graphTable(build(telemetry), telemetry).split('\n')).toEqual([
      'SOURCE    TARGET     PROTOCOL  REQ/S  ERRORS %  SENT B/s  RECEIVED B/s  P50 MS  P95 MS  P99 MS  MTLS %  HEALTH',
      'shop/web  shop/cart  http         10        10                                                       ?  failing: 10 % 503 UF',
      '',
      '2 nodes, 1 edges at 2023-11-14T22:13:20.000Z, window 5m, by workload',
    ]);
  });

  it('shortens endless names and lets no control character through', () => {
    const text = graphTable(build({ ...telemetry, requests: [row(`\u001b[31m${'x'.repeat(10_000)}`)] }), telemetry);
    expect(text).not.toContain('\u001b');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(300);
  });
});

describe('DOT', () => {
  it('escapes quotes, backslashes and line ends', () => {
    expect(dotText('a"b\\n\nc')).toBe(String.raw`"a\"b\\n c"`);
  });

  it('draws boxes, nodes and edges', () => {
    const text = graphDot(build(telemetry), telemetry);
    expect(text).toMatch(/^digraph mesh \{/);
    expect(text).toMatch(/subgraph cluster_0 \{\n {4}label="shop";/);
    expect(text).toMatch(/ -> .* \[label="http, 10 rps, 10 % errors"\];\n\}$/);
  });
});
