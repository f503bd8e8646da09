import { describe, expect, it } from 'vitest';
import type { Labels } from '../../prometheus/client-types';
import { metricNames } from '../../telemetry/metric-names';
import type { EdgeSelection } from '../../telemetry/metrics/edge-metric';
import { EDGE_METRICS } from '../../telemetry/metrics/index';
import { EDGE_CHARTS } from './edge-charts';
import { responseClassOf } from './response-class';

const selection = (protocol: EdgeSelection['protocol']): EdgeSelection => ({
  names: metricNames(),
  windowSeconds: 300,
  protocol,
  series: [['source_workload="web"']],
  reporters: ['source'],
  securityByServer: true,
  count4xx: false,
});
const chart = (id: string) => EDGE_CHARTS.find((one) => one.id === id)!;
const line = (labels: Labels, ...values: number[]) => ({ labels, values: Float64Array.from(values) });
const nothing = Number.NaN;

describe('the charts of an edge', () => {
  it('ask the very text that stands behind the panel’s numbers', () => {
    const asked = EDGE_CHARTS.flatMap((one) => one.queries(selection('http'))).map(({ promql }) => promql);
    for (const id of ['rate', 'errors', 'p50', 'p95', 'p99'])
      expect(asked).toContain(EDGE_METRICS.find((metric) => metric.id === id)?.promql(selection('http')));
    const bytes = chart('bytes').queries(selection('tcp'));
    expect(bytes.map(({ promql }) => promql)).toEqual(
      ['sent', 'received'].map((id) => EDGE_METRICS.find((metric) => metric.id === id)?.promql(selection('tcp'))),
    );
  });

  it.each([
    ['http', 8],
    ['grpc', 8],
    ['tcp', 2],
  ] as const)('are a stated number of queries for %s: %d', (protocol, count) =>
    expect(EDGE_CHARTS.flatMap((one) => one.queries(selection(protocol)))).toHaveLength(count),
  );

  it('take native histograms where there are no buckets', () => {
    const [p50] = chart('latency').queries({ ...selection('http'), nativeLatency: true });
    expect(p50?.promql).toBe(
      'histogram_quantile(0.5, sum(rate(istio_request_duration_milliseconds{reporter="source",request_protocol!="grpc",source_workload="web"}[5m])))',
    );
  });

  it('add up codes of a class, keep gaps, and leave out classes that never happened', () => {
    const answers = [
      { key: 'rate', problems: [], lines: [line({}, 10, nothing, 12)] },
      {
        key: 'by-class',
        problems: [],
        lines: [
          line({ response_code: '200' }, 6, nothing, 7),
          line({ response_code: '302' }, 1, nothing, nothing),
          line({ response_code: '503' }, 2, nothing, 4),
          line({ response_code: '500' }, nothing, nothing, 1),
          line({ response_code: '404' }, 0, nothing, 0),
          line({ response_code: '0' }, 1, nothing, nothing),
        ],
      },
    ];
    const lines = chart('rate').lines(answers, 'http');
    expect(lines.map(({ id, title, values }) => [id, title, Array.from(values)])).toEqual([
      ['rate', 'All requests', [10, nothing, 12]],
      ['fine', '1xx–3xx', [7, nothing, 7]],
      ['server', '5xx', [2, nothing, 5]],
      ['none', 'No response', [1, nothing, nothing]],
    ]);
  });

  it('has no line where every point is a gap, and none of a query that failed', () => {
    const failed = { code: 'x', severity: 'error' as const, message: 'no' };
    const answers = [
      { key: 'p50', problems: [], lines: [line({}, nothing)] },
      { key: 'p99', problems: [], lines: [], failed },
    ];
    expect(chart('latency').lines(answers, 'http')).toEqual([]);
  });
});

describe('the class of a response', () => {
  it.each([
    ['http', { response_code: '200' }, 'fine'],
    ['http', { response_code: '404' }, 'client'],
    ['http', { response_code: '503' }, 'server'],
    ['http', { response_code: '0' }, 'none'],
    ['http', {}, 'fine'],
    ['grpc', { response_code: '200', grpc_response_status: '0' }, 'fine'],
    ['grpc', { response_code: '200', grpc_response_status: '14' }, 'server'],
    ['grpc', { response_code: '404', grpc_response_status: '12' }, 'client'],
    ['grpc', { response_code: '200' }, 'fine'],
    ['grpc', { response_code: '0', grpc_response_status: '14' }, 'none'],
  ] as const)('%s %j is %s (docs/telemetry.md §6.7)', (protocol, labels, expected) =>
    expect(responseClassOf(protocol, labels)).toBe(expected),
  );
});
