/** The demonstration: each step's traffic is what its configuration says, and one past leads up to each. Expected numbers are the story's. */
import { describe, expect, it } from 'vitest';
import { Cluster } from '../kubernetes/cluster';
import { weightedRoute } from '../kubernetes/declare';
import { field, listAt, textAt } from '../kubernetes/object';
import type { SeriesStore } from '../series';
import { hourMs, midnightMs, minuteMs, perSecond, where } from '../world/ask.testing';
import { createWorld } from '../world/create-world';
import { describeWorld } from '.';
import { canary } from './canary';

/** Step 6 came into force at this moment in all these worlds. */
const sinceMs = midnightMs + 12 * hourMs;
const route = 'networking.istio.io/virtualservices/shop/checkout';

function stepWorld(scenario: string, seed = 1) {
  return createWorld({ scenario, seed, changes: [], sinceMs });
}

function checkoutRate(scenario: string, labels: Readonly<Record<string, string>>, fromMs: number, toMs: number): number {
  const seen = { reporter: 'source', destination_app: 'checkout', ...labels };
  return perSecond(stepWorld(scenario), 'istio_requests_total', seen, fromMs, toMs);
}

/** The weight of v2 that the cluster tells at a moment. */
function weightOfV2(scenario: string, nowMs: number): unknown {
  const cluster = new Cluster(describeWorld({ scenario, seed: 1, sinceMs }), 1);
  const found = cluster.get(route, { nowMs, changes: [] });
  const [rule] = listAt(found, 'spec', 'http');
  return field(
    listAt(rule, 'route').find((part) => textAt(part, 'destination', 'subset') === 'v2'),
    'weight',
  );
}

describe('the demonstration of a canary', () => {
  const configured = [0, 5, 25, 25, 0, 100];

  it('has a title and a sentence for each of its steps', () => {
    expect(canary.demonstration?.steps).toHaveLength(configured.length);
    for (const { title, says } of canary.demonstration?.steps ?? []) {
      expect(title).not.toBe('');
      expect(says).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each(configured.map((weight, index) => [index + 1, weight]))('in step %d gives v2 the %d %% it is configured to', (step, weight) => {
    const scene = `canary:${step}`;
    const all = checkoutRate(scene, {}, sinceMs, sinceMs + 15 * minuteMs);
    const v2 = checkoutRate(scene, { destination_workload: 'checkout-v2' }, sinceMs, sinceMs + 15 * minuteMs);
    expect(all).toBeGreaterThan(200);
    expect(v2 / all).toBeCloseTo(weight / 100, 3);
    expect(weightOfV2(scene, sinceMs)).toBe(weight);
  });

  it('tells the same past in configuration and traffic, a quarter of an hour a step', () => {
    configured.forEach((weight, index) => {
      const fromMs = sinceMs - (configured.length - 1 - index) * 15 * minuteMs;
      const whole = checkoutRate('canary:6', {}, fromMs, fromMs + 14 * minuteMs);
      const v2 = checkoutRate('canary:6', { destination_workload: 'checkout-v2' }, fromMs, fromMs + 14 * minuteMs);
      expect(v2 / whole).toBeCloseTo(weight / 100, 3);
      expect(weightOfV2('canary:6', fromMs + minuteMs)).toBe(weight);
    });
  });

  // 8 % of the bad version and 0.04 % of v1 beside it; nothing in the other steps.
  it.each([
    [3, 'checkout-v1', 0],
    [3, 'checkout-v2', 0],
    [4, 'checkout-v1', 0.0004],
    [4, 'checkout-v2', 0.08],
    [6, 'checkout-v2', 0],
  ])('in step %d %s fails %d of its requests', (step, destination_workload, expected) => {
    const rate = (labels: Readonly<Record<string, string>>): number =>
      checkoutRate(`canary:${step}`, { destination_workload, ...labels }, sinceMs, sinceMs + 15 * minuteMs);
    expect(rate({ response_code: '503' }) / rate({})).toBeCloseTo(expected, 3);
  });

  it('is slow where it is bad: less than half of v2 answers within 100 ms there, nearly all of it before', () => {
    const within = (scene: string): number => {
      const buckets = (le: string): number =>
        perSecond(
          stepWorld(scene),
          'istio_request_duration_milliseconds_bucket',
          { reporter: 'source', destination_workload: 'checkout-v2', le },
          sinceMs,
          sinceMs + 15 * minuteMs,
        );
      return buckets('100') / buckets('+Inf');
    };
    // Lognormal: Φ(ln(100/42)/0.5) = Φ(1.735) = 0.959; of the 92 % successes Φ(ln(100/140)/0.6) = Φ(-0.561) = 0.287, failures alike.
    expect(within('canary:3')).toBeCloseTo(0.959, 2);
    expect(within('canary:4')).toBeCloseTo(0.287, 2);
  });

  it('leaves marks on the route as `kubectl apply` does, and none where nothing was applied', () => {
    const cluster = new Cluster(describeWorld({ scenario: 'canary:4', seed: 1, sinceMs }), 1);
    const at = (nowMs: number) => cluster.get(route, { nowMs, changes: [] })?.metadata;
    const quarterMs = sinceMs - 15 * minuteMs;
    expect(at(sinceMs)).toMatchObject({
      resourceVersion: String(quarterMs),
      generation: 3,
      managedFields: [{ manager: 'kubectl-client-side-apply', time: new Date(quarterMs).toISOString().replace('.000Z', 'Z') }],
    });
    expect(at(sinceMs)?.creationTimestamp).toBe(at(0)?.creationTimestamp);
    expect(at(sinceMs)?.uid).toBe(at(0)?.uid);
    expect(at(quarterMs - 1)).toMatchObject({ resourceVersion: String(quarterMs - 15 * minuteMs), generation: 2 });
    const told = cluster.eventsAfter(sinceMs - hourMs, 'networking.istio.io/virtualservices/', { nowMs: sinceMs, changes: [] });
    expect(told.map(({ type, revision }) => [type, revision])).toEqual([
      ['MODIFIED', quarterMs - 15 * minuteMs],
      ['MODIFIED', quarterMs],
    ]);
  });

  it('of one anchor is the same in two servers, sample by sample', () => {
    const samples = () =>
      stepWorld('canary:4')
        .select(where('istio_requests_total', { destination_app: 'checkout' }), sinceMs - hourMs, sinceMs)
        .map(({ labels, values }) => [[...labels], [...values]]);
    expect(samples()).toEqual(samples());
  });

  it('keeps its past when somebody changes it: samples before the change stay what they were', () => {
    const object = weightedRoute('shop/checkout', { v1: 10, v2: 90 });
    const atMs = sinceMs + 5 * minuteMs;
    const changes = [{ atMs, kind: 'kubernetes', value: { scenario: 'canary:3', revision: atMs, key: route, object } }];
    const changed = createWorld({ scenario: 'canary:3', seed: 1, changes, sinceMs });
    const past = (store: SeriesStore) =>
      store.select([], atMs - 10 * minuteMs, atMs).map(({ labels, values }) => [[...labels].sort().join(), [...values]] as const);
    expect(new Map(past(changed))).toEqual(new Map(past(stepWorld('canary:3'))));
    const v2 = { reporter: 'source', destination_app: 'checkout' };
    const rate = (labels: Readonly<Record<string, string>>): number =>
      perSecond(changed, 'istio_requests_total', labels, atMs + minuteMs, atMs + 10 * minuteMs);
    expect(rate({ ...v2, destination_version: 'v2' }) / rate(v2)).toBeCloseTo(0.9, 3);
  });

  it('without a step is its first, with nothing for v2', () => {
    const of = (scenario: string) => stepWorld(scenario).labelSets(where('istio_requests_total'), sinceMs, sinceMs + hourMs);
    expect(of('canary')).toEqual(of('canary:1'));
    expect(of('canary').some((row) => row.get('destination_version') === 'v2')).toBe(false);
    const pods = stepWorld('canary').labelSets(where('up', { app: 'checkout' }), sinceMs, sinceMs + hourMs);
    expect(new Set(pods.map((row) => (row.get('pod') ?? '').slice(0, 'checkout-v1'.length)))).toEqual(
      new Set(['checkout-v1', 'checkout-v2']),
    );
  });
});

describe('the pods of v2', () => {
  it('are new ones where its version changes, in metrics and in the cluster', () => {
    const cluster = new Cluster(describeWorld({ scenario: 'canary:6', seed: 1, sinceMs }), 1);
    const imageAt = (nowMs: number): unknown => {
      const template = field(cluster.get('apps/deployments/shop/checkout-v2', { nowMs, changes: [] }), 'spec', 'template', 'spec');
      return field(listAt(template, 'containers')[0], 'image');
    };
    const podsAt = (fromMs: number): readonly unknown[] =>
      stepWorld('canary:6')
        .labelSets(where('up', { app: 'checkout' }), fromMs, fromMs + 15_000)
        .map((row) => row.get('pod'))
        .filter((pod) => String(pod).startsWith('checkout-v2'));
    const badMs = sinceMs - 30 * minuteMs;
    const moments = [badMs - 5 * minuteMs, badMs + 5 * minuteMs, sinceMs + 5 * minuteMs];
    expect(moments.map(imageAt)).toEqual(['v2.0.0', 'v2.0.1', 'v2.0.2'].map((tag) => `registry.example/shop/checkout:${tag}`));
    const pods = moments.map(podsAt);
    expect(pods.map(({ length }) => length)).toEqual([3, 3, 3]);
    expect(new Set(pods.flat()).size).toBe(9);
  });
});
