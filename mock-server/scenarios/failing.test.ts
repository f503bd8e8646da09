/** Each way to fail as both ends report it (docs/telemetry.md §4, docs/policies.md §7). Shares are those that the scenario states. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../kubernetes/cluster';
import { field, listAt } from '../kubernetes/object';
import { hourMs, midnightMs, perSecond, where, world } from '../world/ask.testing';
import { describeWorld } from '.';

const store = world('failing');
const untilMs = midnightMs + hourMs;
const requests = 'istio_requests_total';

type Labels = Readonly<Record<string, string>>;

const rate = (metric: string, labels: Labels): number => perSecond(store, metric, labels, midnightMs, untilMs);

/** Of 10 requests/s that the client sends to a service. */
function share(name: string, labels: Labels): number {
  return rate(requests, { source_workload: 'client', destination_service: `${name}.failing.svc.cluster.local`, ...labels }) / 10;
}

describe('the client reports', () => {
  it.each([
    ['no-proxy', '503', 'UF', 1],
    ['plaintext-to-strict', '503', 'UF', 1],
    ['tls-simple', '503', 'UF', 1],
    ['not-synced', '503', 'UF', 1 / 3],
    ['terminated', '503', 'UC', 0.1],
    ['app-crash', '503', '-', 0.1],
    ['no-subset', '503', 'UH', 0.3],
    ['undefined-subset', '503', 'NC', 0.3],
    ['no-route', '404', 'NR', 0.4],
    ['missing-backend', '500', '-', 1],
    ['not-ready', '503', 'UH', 1],
    ['denied', '403', '-', 1],
    ['denied-method', '403', '-', 0.25],
    ['bad-token', '401', '-', 0.2],
    ['timeout', '504', 'UT', 0.2],
    ['retries-used-up', '503', 'URX', 0.05],
    ['circuit-open', '503', 'UO', 0.15],
    ['rate-limited', '429', '-', 0.25],
    ['gave-up', '0', 'DC', 0.1],
    ['fault-abort', '503', 'FI', 0.1],
    ['fault-delay', '200', 'DI', 0.2],
    ['app-error', '500', '-', 0.12],
    ['app-not-found', '404', '-', 0.3],
    ['healthy', '200', '-', 1],
  ])('of %s code %s, flag %s on %d', (name, response_code, response_flags, expected) => {
    expect(share(name, { reporter: 'source', response_code, response_flags })).toBeCloseTo(expected, 2);
    expect(share(name, { reporter: 'source' })).toBeCloseTo(1, 2);
  });
});

describe('the server reports', () => {
  it.each([
    ['app-crash', '503', 'UC', 0.1],
    ['denied', '403', '-', 1],
    ['denied-method', '403', '-', 0.25],
    ['bad-token', '401', '-', 0.2],
    ['timeout', '0', 'DC', 0.2],
    ['rate-limited', '429', 'RL', 0.25],
    ['gave-up', '0', 'DC', 0.1],
    ['app-error', '500', '-', 0.12],
    ['app-not-found', '404', '-', 0.3],
    // What was tried again, without the client's last word.
    ['retries-used-up', '503', '-', 0.4],
  ])('of %s code %s, flag %s on %d', (name, response_code, response_flags, expected) => {
    expect(share(name, { reporter: 'destination', response_code, response_flags })).toBeCloseTo(expected, 2);
  });

  it.each([
    ['no-proxy', 0],
    ['plaintext-to-strict', 0],
    ['tls-simple', 0],
    ['not-synced', 2 / 3],
    ['terminated', 0.9],
    ['no-subset', 0.7],
    ['undefined-subset', 0.7],
    ['no-route', 0.6],
    ['not-ready', 0],
    ['circuit-open', 0.85],
    ['fault-abort', 0.9],
    ['fault-delay', 1],
  ])('of %s only %d of the requests', (name, expected) => {
    expect(share(name, { reporter: 'destination' })).toBeCloseTo(expected, 2);
  });
});

it('names neither workload nor service of what has no route', () => {
  const rows = store.labelSets(where(requests, { response_flags: 'NR' }), midnightMs, untilMs);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect([row.get('destination_workload'), row.get('destination_service_name')]).toEqual(['unknown', 'unknown']);
});

it('denies a gRPC call by status 7', () => {
  const denied = { destination_workload: 'grpc-denied', grpc_response_status: '7' };
  expect(rate(requests, { ...denied, reporter: 'source' })).toBeCloseTo(10, 1);
  expect(rate(requests, { ...denied, reporter: 'destination' })).toBeCloseTo(10, 1);
});

it('closes denied connections without a byte, and fails refused ones', () => {
  const closed = (labels: Labels): number => rate('istio_tcp_connections_closed_total', labels);
  expect(closed({ reporter: 'destination', destination_workload: 'tcp-denied' })).toBeCloseTo(2, 1);
  expect(rate('istio_tcp_sent_bytes_total', { reporter: 'destination', destination_workload: 'tcp-denied' })).toBe(0);
  expect(closed({ reporter: 'source', destination_service_name: 'tcp-refused', response_flags: 'UF' })).toBeCloseTo(1, 1);
});

it('refuses at ztunnel and waypoint as they do', () => {
  const failed = (labels: Labels): number =>
    rate('istio_tcp_connections_failed_total', { reporter: 'destination', response_flags: 'DENY', ...labels });
  expect(failed({ destination_workload: 'ztunnel-denied' })).toBeCloseTo(10 / 40, 2);
  expect(failed({ destination_workload: 'ztunnel-strict', source_workload: 'unknown' })).toBeCloseTo(4 / 40, 2);
  expect(failed({ destination_workload: 'ztunnel-strict', source_workload: 'browser' })).toBe(0);
  expect(rate(requests, { reporter: 'waypoint', destination_service_name: 'waypoint-denied', response_code: '403' })).toBeCloseTo(10, 1);
});

it('has pods that are not ready in the cluster, as endpoints and as pods', () => {
  const cluster = new Cluster(describeWorld({ scenario: 'failing', seed: 1 }), 1);
  const list = (prefix: string) => cluster.list(prefix, { nowMs: midnightMs, changes: [] });
  const [slice] = list('discovery.k8s.io/endpointslices/failing/not-ready');
  expect(listAt(slice, 'endpoints').map((endpoint) => field(endpoint, 'conditions', 'ready'))).toEqual([false]);
  const [pod] = list('/pods/failing/not-ready');
  expect(listAt(pod, 'status', 'conditions')).toContainEqual({ type: 'Ready', status: 'False' });
  const [other] = list('/pods/failing/healthy');
  expect(listAt(other, 'status', 'conditions')).toContainEqual({ type: 'Ready', status: 'True' });
});
