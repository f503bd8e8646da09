/**
 * A canary of `checkout` in namespace `shop`, told in six steps (`scenario=canary:3` is the third; `canary` alone the first, to be changed
 * live below `/mock/kubernetes`). The steps before it happened a quarter of an hour apart, and it has been in force for one itself.
 *
 * 1 baseline   v1 100 %, v2 deployed without traffic
 * 2 small      v2 gets 5 %
 * 3 quarter    v2 gets 25 %
 * 4 bad        still 25 %, but v2 errs (8 % 503) and is slower (median 140 ms instead of 42 ms): its pods were replaced by those of v2.0.1
 * 5 rollback   v2 gets nothing
 * 6 mended     v2 is healthy again, in new pods of v2.0.2, and gets everything
 *
 * 11 workloads in `shop` behind the gateway `edge/gateway`: 400 requests/s reach web, 240 of them checkout, so that 5 % of five minutes are
 * 3,600 requests. While v2 is bad, v1 answers 0.04 % with 503; everything else is healthy and mutual TLS.
 */
import { declare, peerAuthentication, versionSubsets, weightedRoute } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import { served, service, to, workload } from '../world/describe';
import type { Call, Demonstration, Latency, MeshDescription, Scenario } from '../world/description';
import { stepsUntil } from '../world/story';

const steps = [
  {
    phase: 'baseline',
    v2: 0,
    title: 'Baseline',
    says: 'All requests for checkout go to v1. Version v2 is deployed and gets none.',
  },
  { phase: 'small', v2: 5, title: '5 % to v2', says: 'The VirtualService gives v2 a share of 5 %, and 5 % arrive there.' },
  { phase: 'quarter', v2: 25, title: '25 % to v2', says: 'Version v2 answers as well and as fast as v1, so its share grows to 25 %.' },
  {
    phase: 'bad',
    v2: 25,
    title: 'A bad version',
    says: 'At the same 25 %, v2 now answers 8 % of its requests with 503 and takes three times as long.',
  },
  { phase: 'rollback', v2: 0, title: 'Rollback', says: 'The share of v2 is back to 0. All requests go to v1, and the errors end.' },
  {
    phase: 'mended',
    v2: 100,
    title: '100 % to a mended v2',
    says: 'Version v2 is mended and takes all requests. v1 stands by without traffic.',
  },
] as const;

const demonstration: Demonstration = { steps: steps.map(({ title, says }) => ({ title, says })) };

const gateway = workload('edge', 'gateway', { proxy: 'gateway', version: 'latest', pods: 2, restartEveryDays: 20 });
const steady = { restartEveryDays: 12 } as const;
const stable = workload('shop', 'checkout-v1', { app: 'checkout', pods: 3, ...steady });
const candidate = workload('shop', 'checkout-v2', {
  app: 'checkout',
  version: 'v2',
  pods: 3,
  images: ['v2.0.0', 'v2.0.1', 'v2.0.2'],
  ...steady,
});
const checkouts = [stable, candidate];
const plain = ['web', 'catalog', 'search', 'recommendations', 'cart', 'cart-store', 'payments', 'fraud', 'inventory'].map((name) =>
  workload('shop', name, { pods: 2, ...steady }),
);

const fast: Latency = { medianMs: 42, spread: 0.5 };

function call(from: string, target: string, perInbound: number, medianMs: number, extras: Partial<Call> = {}): Call {
  return { from, to: to(target), protocol: 'http', load: { perInbound }, latency: { medianMs, spread: 0.5 }, ...extras };
}

/** What checkout calls, whichever version it is. */
const fromCheckout = checkouts.flatMap(({ id }): readonly Call[] => [
  call(id, 'shop/payments', 1, 18, { protocol: 'grpc' }),
  call(id, 'shop/inventory', 1, 9),
  call(id, 'shop/cart', 1, 5),
]);

const calls: readonly Call[] = [
  { from: 'outside', to: to('edge/gateway'), protocol: 'http', load: { perSecond: 400, wave: { hour: 0.04 } } },
  call('edge/gateway', 'shop/web', 1, 60),
  call('shop/web', 'shop/catalog', 0.8, 14),
  call('shop/web', 'shop/search', 0.3, 32),
  call('shop/web', 'shop/cart', 0.5, 6),
  call('shop/web', 'shop/checkout', 0.6, fast.medianMs, {
    latency: fast,
    versionLatency: { v2: { otherwise: fast, during: { bad: { medianMs: 140, spread: 0.6 } } } },
    replies: [
      { share: { otherwise: 0, during: { bad: 0.0004 } }, code: '503', onlyVersion: 'v1' },
      { share: { otherwise: 0, during: { bad: 0.08 } }, code: '503', onlyVersion: 'v2' },
    ],
  }),
  call('shop/catalog', 'shop/recommendations', 0.4, 20, { protocol: 'grpc' }),
  call('shop/cart', 'shop/cart-store', 0.05, 0, { protocol: 'tcp', bytes: { request: 4000, response: 18_000 } }),
  ...fromCheckout,
  call('shop/payments', 'shop/fraud', 1, 11, { protocol: 'grpc' }),
];

/** One object a weight: while the weight stays, nobody applies anything. */
const routes = new Map([0, ...steps.map(({ v2 }) => v2)].map((v2) => [v2, weightedRoute('shop/checkout', { v1: 100 - v2, v2 })]));
const routeOf = (v2: number): KubernetesObject => routes.get(v2) ?? weightedRoute('shop/checkout', { v1: 100 - v2, v2 });

const description: MeshDescription = {
  workloads: [gateway, ...checkouts, ...plain],
  services: [
    service('edge/gateway', [gateway.id], { ports: { http: 80 } }),
    service(
      'shop/checkout',
      checkouts.map(({ id }) => id),
    ),
    ...plain.map(served),
  ],
  calls,
  nodesPerCluster: 4,
  resources: [
    peerAuthentication('istio-system/default', 'STRICT'),
    declare('DestinationRule', 'shop/checkout', { host: 'checkout', subsets: versionSubsets(['v1', 'v2']) }),
  ],
  alerts: [{ name: 'HighErrorRate', labels: { namespace: 'shop', severity: 'critical' }, during: ['bad'], forSeconds: 60 }],
  phasedResources: [
    {
      otherwise: routeOf(0),
      during: Object.fromEntries(steps.map(({ phase, v2 }) => [phase, routeOf(v2)])),
    },
  ],
};

export const canary: Scenario = {
  name: 'canary',
  title: 'Canary',
  description: 'A canary of checkout in six steps: baseline, 5 %, 25 %, a bad version, rollback, 100 %.',
  shows: ['sidecar', 'gateway', 'grpc', 'tcp'],
  demonstration,
  tellsStory: true,
  build: (_, { step = 1, sinceMs = 0 }) => {
    const story = stepsUntil(
      steps.slice(0, step).map(({ phase }) => phase),
      sinceMs,
    );
    const rollouts = story.phases.filter(({ name }) => name === 'bad' || name === 'mended').map(({ startMs }) => startMs);
    const rolled = { ...candidate, rollouts };
    const workloads = description.workloads.map((entry) => (entry === candidate ? rolled : entry));
    return { ...description, workloads, story };
  },
};
