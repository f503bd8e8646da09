/** Each kind of canary shows what its case promises. Expected numbers are hand arithmetic on the scenario's own. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../kubernetes/cluster';
import { hourMs, midnightMs, minuteMs, perSecond, where } from '../world/ask.testing';
import { createWorld } from '../world/create-world';
import { describeWorld } from '.';

const sinceMs = midnightMs + 12 * hourMs;
const store = createWorld({ scenario: 'canary-kinds', seed: 1, changes: [], sinceMs });

type Labels = Readonly<Record<string, string>>;

function rate(metric: string, labels: Labels, fromMs = sinceMs + minuteMs, toMs = sinceMs + 20 * minuteMs): number {
  return perSecond(store, metric, labels, fromMs, toMs);
}

const requests = 'istio_requests_total';
const opened = 'istio_tcp_connections_opened_total';

function shareOfV2(app: string, labels: Labels = {}, metric = requests): number {
  const all = { reporter: 'source', destination_app: app, ...labels };
  return rate(metric, { ...all, destination_version: 'v2' }) / rate(metric, all);
}

describe('the share of v2 that the callers report', () => {
  it.each([
    ['matches', 0.1],
    ['deviates', 0.118],
    ['inconclusive', 0.1],
    ['few', 0.1],
    ['leak', 0.02],
    ['three', 0.2],
    ['http-route', 0.2],
    ['grpc-route', 0.25],
    // 5 % by header, and 10 % of the other 95 %.
    ['conditional', 0.145],
    ['mirrored', 0],
    ['retried', 0.1],
    ['sticky', 0.14],
    ['worse', 0.2],
    ['argo', 0.15],
    ['young', 0.1],
    ['recent', 0.1],
    ['rolling', 0.1],
    ['restarting', 0.1],
    // Nobody configured it: two workloads alike.
    ['subsets-only', 0.5],
  ])('of %s is %d', (app, expected) => {
    expect(shareOfV2(app)).toBeCloseTo(expected, 2);
  });

  it.each([
    ['tcp', 0.2],
    ['tcp-route', 0.1],
  ])('of the connections to %s is %d', (app, expected) => {
    expect(shareOfV2(app, {}, opened)).toBeCloseTo(expected, 1);
  });

  it('is told by the waypoint where it splits', () => {
    expect(shareOfV2('waypointed', { reporter: 'waypoint' })).toBeCloseTo(0.1, 2);
    const through = (pod: string): number =>
      rate(requests, { reporter: 'waypoint', destination_app: 'two-ways', gateway_networking_k8s_io_gateway_name: pod });
    expect(through('waypoint-next') / (through('waypoint') + through('waypoint-next'))).toBeCloseTo(0.17, 2);
  });

  it('of Flagger is that of its canary workload', () => {
    const to = (destination_workload: string): number => rate(requests, { reporter: 'source', destination_workload });
    expect(to('flagger-app') / (to('flagger-app') + to('flagger-app-primary'))).toBeCloseTo(0.2, 2);
  });
});

describe('what only the destination knows', () => {
  const atServer = (app: string): Labels => ({ reporter: 'destination', destination_app: app });

  it('are copies of half of the requests, which no caller reports', () => {
    const copies = rate(requests, { ...atServer('mirrored'), destination_version: 'v2' });
    expect(copies / rate(requests, { ...atServer('mirrored'), destination_version: 'v1' })).toBeCloseTo(0.5, 2);
    expect(rate(requests, { reporter: 'source', destination_app: 'mirrored', destination_version: 'v2' })).toBe(0);
  });

  it('are attempts that were tried again: 20 % and 20 % of these', () => {
    const attempts = rate(requests, { ...atServer('retried'), destination_version: 'v2' });
    expect(attempts / rate(requests, { reporter: 'source', destination_app: 'retried', destination_version: 'v2' })).toBeCloseTo(1.24, 2);
    const final = { reporter: 'source', destination_app: 'retried', response_flags: 'URX' };
    expect(rate(requests, final) / rate(requests, { ...final, destination_version: 'v2', response_flags: '-' })).toBeCloseTo(
      0.008 / 0.992,
      3,
    );
  });
});

describe('little or nothing', () => {
  it('is one request in five minutes', () => {
    expect(rate(requests, { reporter: 'source', destination_app: 'one-request' }, sinceMs, sinceMs + hourMs)).toBeCloseTo(1 / 300, 3);
  });

  it('is no request at all, of pods that are there', () => {
    expect(store.labelSets(where(requests, { destination_app: 'silent' }), sinceMs - hourMs, sinceMs + hourMs)).toEqual([]);
    expect(store.labelSets(where('up', { app: 'silent' }), sinceMs, sinceMs + minuteMs)).toHaveLength(2);
  });
});

describe('what changes in time', () => {
  const v2Of = (app: string, fromMs: number, toMs: number): number =>
    rate(requests, { reporter: 'source', destination_app: app, destination_version: 'v2' }, fromMs, toMs);

  it('is the age of a canary', () => {
    expect(v2Of('young', sinceMs - 30 * minuteMs, sinceMs)).toBe(0);
    expect(v2Of('recent', sinceMs - 30 * minuteMs, sinceMs - 10 * minuteMs)).toBe(0);
    expect(v2Of('recent', sinceMs - 9 * minuteMs, sinceMs)).toBeCloseTo(6, 1);
    expect(v2Of('young', sinceMs + minuteMs, sinceMs + 10 * minuteMs)).toBeCloseTo(6, 1);
  });

  it('is told by the cluster at the same moments', () => {
    const cluster = new Cluster(describeWorld({ scenario: 'canary-kinds', seed: 1, sinceMs }), 1);
    const at = (nowMs: number) => ({ nowMs, changes: [] });
    const deployment = 'apps/deployments/kinds/young-v2';
    expect(cluster.get(deployment, at(sinceMs - minuteMs))).toBeUndefined();
    const born = new Date(sinceMs - 20_000).toISOString().replace('.000Z', 'Z');
    expect(cluster.get(deployment, at(sinceMs))?.metadata.creationTimestamp).toBe(born);
    const route = cluster.get('networking.istio.io/virtualservices/kinds/young', at(sinceMs));
    expect(route?.metadata).toMatchObject({ resourceVersion: String(sinceMs), generation: 2 });
  });

  it('are counters that start again, and pods whose successors go on: no request is lost or counted twice', () => {
    // 54 requests/s to v1: a quarter of an hour has one restart a pod about, and two rollouts; a pod loses at most the 15 s before its end.
    for (const app of ['restarting', 'rolling']) {
      const v1 = rate(requests, { reporter: 'source', destination_app: app, destination_version: 'v1' });
      expect(v1).toBeCloseTo(54, 0);
      const seen = store.select(where(requests, { reporter: 'destination', destination_app: app }), sinceMs, sinceMs + 30 * minuteMs);
      expect(seen.some(({ values }) => values.some((value, index) => value < (values[index - 1] ?? 0)))).toBe(app === 'restarting');
    }
    const pods = (fromMs: number) => store.labelSets(where('up', { app: 'rolling' }), fromMs, fromMs + 30_000).map((row) => row.get('pod'));
    expect(pods(sinceMs + minuteMs)).toHaveLength(4);
    expect(pods(sinceMs + 7 * minuteMs).filter((pod) => pods(sinceMs + minuteMs).includes(pod))).toEqual([]);
  });

  it('of rolling pods is in the cluster too: the pods that are scraped are the pods there are', () => {
    const cluster = new Cluster(describeWorld({ scenario: 'canary-kinds', seed: 1, sinceMs }), 1);
    for (const nowMs of [sinceMs + 3 * minuteMs, sinceMs + 9 * minuteMs]) {
      const scraped = store.labelSets(where('up', { app: 'rolling' }), nowMs, nowMs + 15_000).map((row) => row.get('pod'));
      const listed = cluster.list('/pods/kinds/rolling-', { nowMs, changes: [] }).map(({ metadata }) => metadata.name);
      expect(listed.sort()).toEqual(scraped.sort());
    }
    const told = cluster.eventsAfter(sinceMs + 3 * minuteMs, '/pods/kinds/rolling-', { nowMs: sinceMs + 9 * minuteMs, changes: [] });
    expect(told.map(({ type }) => type).sort()).toEqual([...Array(4).fill('ADDED'), ...Array(4).fill('DELETED')]);
  });

  it("is Flagger's gauge, at the moments of its route", () => {
    const weights = store.select(
      where('flagger_canary_weight', { workload: 'flagger-app' }),
      sinceMs - 30 * minuteMs,
      sinceMs + 5 * minuteMs,
    );
    expect(weights).toHaveLength(1);
    expect(new Set(weights[0]?.values)).toEqual(new Set([0, 10, 20]));
    expect(weights[0]?.labels.get('namespace')).toBe('kinds');
  });
});

it('names the case of each host on its service', () => {
  const cluster = new Cluster(describeWorld({ scenario: 'canary-kinds', seed: 1, sinceMs }), 1);
  const services = cluster.list('/services/kinds', { nowMs: sinceMs, changes: [] });
  const unnamed = services.filter(({ metadata }) => metadata.labels?.['demo.seamark.dev/case'] === undefined);
  expect(unnamed.map(({ metadata }) => metadata.name).sort()).toEqual(
    [
      'browser',
      'grpc-route-v1',
      'grpc-route-v2',
      'http-route-v1',
      'http-route-v2',
      'tcp-route-v1',
      'tcp-route-v2',
      'waypoint',
      'waypoint-next',
      'web',
    ].filter((name) => name !== 'browser'),
  );
});
