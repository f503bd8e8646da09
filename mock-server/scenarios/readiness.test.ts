/** What `readiness` promises of each namespace, over 30 days. */
import { describe, expect, it } from 'vitest';
import { answerRequest } from '../handlers/answer-request';
import type { MockRequest } from '../handlers/mock-request';
import { Cluster } from '../kubernetes/cluster';
import { field } from '../kubernetes/object';
import { hourMs, midnightMs, minuteMs, perSecond, where } from '../world/ask.testing';
import { createWorld } from '../world/create-world';
import { describeWorld } from '.';

const sinceMs = midnightMs + 12 * hourMs;
const nowMs = sinceMs + 15 * minuteMs;
const dayMs = 24 * hourMs;
const world = { scenario: 'readiness', seed: 1, changes: [], sinceMs };
const store = createWorld(world);

type Labels = Readonly<Record<string, string>>;

/** Requests (TCP: connections) per second of plaintext that servers told in the span. */
function plaintext(labels: Labels, fromMs: number, toMs: number): number {
  const seen = { reporter: 'destination', connection_security_policy: 'none', ...labels };
  return ['istio_requests_total', 'istio_tcp_connections_opened_total'].reduce(
    (sum, metric) => sum + perSecond(store, metric, seen, fromMs, toMs),
    0,
  );
}

describe('plaintext', () => {
  it.each(['ready', 'strict'])('was not seen in namespace %s in 30 days', (namespace) => {
    const seen = { connection_security_policy: 'none', destination_workload_namespace: namespace };
    for (const metric of ['istio_requests_total', 'istio_tcp_sent_bytes_total'])
      expect(store.labelSets(where(metric, seen), nowMs - 30 * dayMs, nowMs)).toEqual([]);
    const flows = perSecond(store, 'istio_requests_total', { destination_workload_namespace: namespace }, nowMs - hourMs, nowMs);
    expect(flows).toBeGreaterThan(5);
  });

  it.each([
    ['billing', 'unknown', 0.5],
    ['files', 'unknown', 0.1],
    ['catalog', 'unknown', 0.2],
    ['invoices', 'crm', 0.6],
    ['clean', 'unknown', 0],
  ])('of plaintext/%s comes from %s at %d/s', (destination_workload, source_workload, expected) => {
    const labels = { destination_workload, destination_workload_namespace: 'plaintext', source_workload };
    expect(plaintext(labels, nowMs - hourMs, nowMs)).toBeCloseTo(expected, 1);
  });

  it.each([
    ['reports', 5 * hourMs, 0.3],
    ['archive', 9 * dayMs, 0.4],
  ])('of plaintext/%s ended %d ms before the story does', (destination_workload, beforeMs, expected) => {
    const endMs = sinceMs - beforeMs;
    expect(plaintext({ destination_workload }, endMs - 2 * hourMs, endMs)).toBeCloseTo(expected, 1);
    expect(plaintext({ destination_workload }, endMs + minuteMs, endMs + 2 * hourMs)).toBe(0);
    expect(plaintext({ destination_workload }, nowMs - hourMs, nowMs)).toBe(0);
  });

  it('of an ambient workload is a word of its ztunnel', () => {
    const seen = { reporter: 'destination', connection_security_policy: 'unknown', source_workload: 'unknown' };
    const opened = perSecond(store, 'istio_tcp_connections_opened_total', { ...seen, destination_workload: 'edge' }, nowMs - dayMs, nowMs);
    expect(opened).toBeCloseTo(0.4 / 40, 3);
    expect(store.labelSets(where('istio_tcp_sent_bytes_total', { ...seen, destination_workload: 'inside' }), nowMs - dayMs, nowMs)).toEqual(
      [],
    );
  });
});

describe('a gap', () => {
  const rows = (destination_workload: string, reporter: string) =>
    store.labelSets(
      where('istio_requests_total', { destination_workload, reporter, destination_workload_namespace: 'gaps' }),
      nowMs - hourMs,
      nowMs,
    );

  it.each([
    ['told-by-callers', 0],
    ['bare', 0],
    ['unscraped', 0],
    ['unlabelled', 1],
    ['sound', 1],
  ])('leaves %s with %d kinds of server reports', (name, kinds) => {
    expect(rows(name, 'source').length).toBeGreaterThan(0);
    expect(rows(name, 'destination')).toHaveLength(kinds);
  });

  it('is a label that is not there', () => {
    expect(rows('unlabelled', 'destination')[0]?.has('connection_security_policy')).toBe(false);
    expect(rows('sound', 'destination')[0]?.get('connection_security_policy')).toBe('mutual_tls');
  });
});

describe('the cluster', () => {
  const cluster = new Cluster(describeWorld(world), 1);
  const get = (key: string) => cluster.get(key, { nowMs, changes: [] });

  it('has probes that Istio does not rewrite, and a headless service', () => {
    expect(get('apps/deployments/conflict/probed')).toMatchObject({
      spec: {
        template: {
          metadata: { annotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' } },
          spec: { containers: [{ readinessProbe: { httpGet: { port: 8086 } } }] },
        },
      },
    });
    expect(field(get('/services/conflict/queue'), 'spec', 'clusterIP')).toBe('None');
    expect(field(get('/services/conflict/vault'), 'spec', 'clusterIP')).toMatch(/^10\./);
  });
});

describe('a long span', () => {
  const ask = (parameters: Readonly<Record<string, string>>, more: Partial<MockRequest> = {}) => {
    const request: MockRequest = {
      method: 'GET',
      path: '/api/v1/query_range',
      parameters: Object.entries(parameters),
      world,
      nowMs,
      dialect: 'prometheus3',
      faults: [],
      gaps: [],
      cancelled: new SharedArrayBuffer(4),
      ...more,
    };
    return JSON.parse(answerRequest(request, () => store).body);
  };
  const seconds = (ms: number): string => String(ms / 1000);
  const query =
    'sum by (destination_workload) (increase(istio_requests_total{reporter="destination",connection_security_policy="none"}[1h]))';

  it('of 30 days by the hour tells when plaintext was last seen', () => {
    const { data } = ask({ query, start: seconds(nowMs - 30 * dayMs), end: seconds(nowMs), step: '1h' });
    const last = (name: string): number => {
      const series = data.result.find((one: { metric: Labels }) => one.metric.destination_workload === name);
      return Number(series.values.filter(([, value]: [number, string]) => Number(value) > 1).at(-1)[0]) * 1000;
    };
    expect(Math.abs(last('archive') - (sinceMs - 9 * dayMs))).toBeLessThanOrEqual(hourMs);
    expect(Math.abs(last('reports') - (sinceMs - 5 * hourMs))).toBeLessThanOrEqual(hourMs);
    expect(last('billing')).toBe(nowMs);
  });

  it('ends where a source keeps no more', () => {
    const span = { query: 'count(up)', start: seconds(nowMs - 30 * dayMs), end: seconds(nowMs), step: '1h' };
    const { data } = ask(span, { keepsMs: 7 * dayMs });
    const first = data.result[0].values[0][0] * 1000;
    expect(first).toBeGreaterThanOrEqual(nowMs - 7 * dayMs);
    expect(first).toBeLessThan(nowMs - 7 * dayMs + 2 * hourMs);
  });
});
