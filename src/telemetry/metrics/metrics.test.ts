import { describe, expect, it } from 'vitest';
import { metricNames } from '../metric-names';
import type { EdgeSelection } from './edge-metric';
import { EDGE_METRICS } from './index';

const selection = (protocol: EdgeSelection['protocol'], reporters: EdgeSelection['reporters']): EdgeSelection => ({
  names: metricNames('workload:'),
  windowSeconds: 300,
  protocol,
  series: [['source_workload="web"']],
  reporters,
  securityByServer: true,
  count4xx: false,
});

describe('edge metrics', () => {
  it('have ids of their own', () => {
    expect(new Set(EDGE_METRICS.map(({ id }) => id)).size).toBe(EDGE_METRICS.length);
  });

  it.each(EDGE_METRICS.map((metric) => [metric.id, metric] as const))(
    '%s: says its unit and asks only the edge’s series, by their configured names',
    (_id, metric) => {
      expect(metric.unit).not.toBe('');
      expect(metric.format(0.5)).toMatch(/\d.*[a-zA-Z%]/);
      const asked = (['http', 'grpc', 'tcp'] as const).flatMap((protocol) =>
        ([['source'], ['source', 'destination']] as const).flatMap((reporters) => metric.promql(selection(protocol, reporters)) ?? []),
      );
      expect(asked.length).toBeGreaterThan(0);
      for (const promql of asked) {
        const selectors = promql.match(/istio_\w+/g) ?? [];
        expect(promql.match(/workload:istio_\w+\{[^}]*source_workload="web"[^}]*\}\[5m\]/g)).toHaveLength(selectors.length);
      }
    },
  );

  it.each([
    ['rate', 120, '120 rps'],
    ['errors', 0.031, '3.1 % err'],
    ['p99', 240, 'p99 240 ms'],
    ['mtls', 0.8, '80 % mTLS'],
    ['sent', 1500, '↑1.5 kB/s'],
  ])('%s %d reads "%s"', (id, value, text) => expect(EDGE_METRICS.find((metric) => metric.id === id)?.format(value)).toBe(text));

  it('a quantile beyond the last bound says at least', () => {
    expect(EDGE_METRICS.find(({ id }) => id === 'p99')?.format(10_000, true)).toBe('p99 ≥ 10 s');
  });

  it('one reporter is asked plainly', () => {
    const rate = EDGE_METRICS.find(({ id }) => id === 'rate');
    expect(rate?.promql(selection('http', ['source']))).toBe(
      'sum(rate(workload:istio_requests_total{reporter="source",request_protocol!="grpc",source_workload="web"}[5m]))',
    );
  });
});
