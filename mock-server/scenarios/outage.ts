/**
 * An incident that repeats every full hour (UTC), for post-mortems:
 * minutes 0–20 `healthy`; 20–30 `slow`: bank/fraud answers in 900 ms instead of 30 ms; 30–38 `retries`: bank/payments times out on 25 % of its
 * calls to fraud (504, flag UT, seen by the caller alone) and tries three times per request; 38–50 `errors`: fraud fails 45 % of its calls
 * (503) and payments, checkout and the gateway's page pass on 30 %, 22 % and 15 % as 500; 50–60 `recovery`: fraud answers in 120 ms,
 * payments still fails 2 %, everything else is healthy.
 *
 * Healthy in every phase: gateway → catalog, catalog → catalog-db, checkout → cart. All mutual TLS, namespaces `edge`, `shop`, `bank`.
 * Alerts of namespace `bank`: HighLatency fires from :22 to :50, HighErrorRate from :31 to :50.
 * Configuration: STRICT in the mesh; VirtualService bank/fraud gives up after 3 s and tries three times; bank admits checkout only.
 */

import { declare, peerAuthentication, principal } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import { served, to, workload } from '../world/describe';
import type { Call, Latency, MeshDescription, Scenario } from '../world/description';

const gateway = workload('edge', 'gateway', { pods: 2, proxy: 'gateway', version: 'latest' });
const workloads = [
  workload('shop', 'web', { pods: 3 }),
  workload('shop', 'catalog', { pods: 2 }),
  workload('shop', 'catalog-db'),
  workload('shop', 'cart', { pods: 2 }),
  workload('shop', 'checkout', { pods: 2 }),
  workload('bank', 'payments', { pods: 2 }),
  workload('bank', 'fraud', { pods: 2 }),
  workload('bank', 'ledger'),
];

/** Time that grows while fraud is slow and calls are tried again. */
function suffering(medianMs: number): { readonly otherwise: Latency; readonly during: Readonly<Record<string, Latency>> } {
  const steady: Latency = { medianMs, spread: 0.5 };
  return {
    otherwise: steady,
    during: {
      slow: { medianMs: medianMs + 900, spread: 0.5 },
      retries: { medianMs: medianMs + 2200, spread: 0.6 },
      errors: { medianMs: medianMs + 1400, spread: 0.9 },
      recovery: { medianMs: medianMs + 120, spread: 0.5 },
    },
  };
}

function passedOn(share: number): NonNullable<Call['replies']> {
  return [{ share: { otherwise: 0, during: { errors: share } }, code: '500' }];
}

const calls: readonly Call[] = [
  { from: 'outside', to: to('edge/gateway'), protocol: 'http', load: { perSecond: 60, wave: { day: 0.25, dayPeakSeconds: 64_800 } } },
  {
    from: gateway.id,
    to: to('shop/web'),
    protocol: 'http',
    load: { perInbound: 0.8 },
    latency: { medianMs: 60, spread: 0.5 },
    replies: passedOn(0.15),
  },
  { from: gateway.id, to: to('shop/catalog'), protocol: 'http', load: { perInbound: 0.2 }, latency: { medianMs: 25, spread: 0.5 } },
  { from: 'shop/web', to: to('shop/catalog'), protocol: 'grpc', load: { perInbound: 1.2 }, latency: { medianMs: 22, spread: 0.5 } },
  {
    from: 'shop/web',
    to: to('shop/checkout'),
    protocol: 'http',
    load: { perInbound: 0.3 },
    latency: suffering(140),
    replies: passedOn(0.22),
  },
  {
    from: 'shop/catalog',
    to: to('shop/catalog-db'),
    protocol: 'tcp',
    load: { perInbound: 0.1 },
    bytes: { request: 4000, response: 36_000 },
  },
  { from: 'shop/checkout', to: to('shop/cart'), protocol: 'http', load: { perInbound: 1 }, latency: { medianMs: 9, spread: 0.5 } },
  {
    from: 'shop/checkout',
    to: to('bank/payments'),
    protocol: 'http',
    load: { perInbound: 1 },
    latency: suffering(80),
    replies: [{ share: { otherwise: 0, during: { errors: 0.3, recovery: 0.02 } }, code: '500' }],
  },
  { from: 'bank/payments', to: to('bank/ledger'), protocol: 'http', load: { perInbound: 1 }, latency: { medianMs: 12, spread: 0.4 } },
  {
    from: 'bank/payments',
    to: to('bank/fraud'),
    protocol: 'http',
    load: { perInbound: { otherwise: 1, during: { retries: 3, errors: 2 } } },
    latency: {
      otherwise: { medianMs: 30, spread: 0.4 },
      during: {
        slow: { medianMs: 900, spread: 0.5 },
        retries: { medianMs: 1800, spread: 0.5 },
        errors: { medianMs: 1200, spread: 0.9 },
        recovery: { medianMs: 120, spread: 0.5 },
      },
    },
    replies: [
      {
        share: { otherwise: 0, during: { retries: 0.25, errors: 0.1 } },
        code: '504',
        flags: 'UT',
        reachesServer: false,
        latency: { medianMs: 3000, spread: 0.02 },
      },
      { share: { otherwise: 0, during: { errors: 0.45 } }, code: '503' },
    ],
  },
];

const resources: readonly KubernetesObject[] = [
  peerAuthentication('istio-system/default', 'STRICT'),
  declare('VirtualService', 'bank/fraud', {
    hosts: ['fraud'],
    http: [{ route: [{ destination: { host: 'fraud' } }], timeout: '3s', retries: { attempts: 2, perTryTimeout: '1s', retryOn: '5xx' } }],
  }),
  declare('DestinationRule', 'bank/fraud', {
    host: 'fraud',
    trafficPolicy: { outlierDetection: { consecutive5xxErrors: 20, interval: '10s', baseEjectionTime: '30s' } },
  }),
  declare('AuthorizationPolicy', 'bank/payments', {
    selector: { matchLabels: { app: 'payments' } },
    rules: [{ from: [{ source: { principals: [principal('shop', 'checkout')] } }] }],
  }),
];

const description: MeshDescription = {
  workloads: [gateway, ...workloads],
  services: [served(gateway), ...workloads.map(served)],
  calls,
  resources,
  alerts: [
    { name: 'HighLatency', labels: { namespace: 'bank', severity: 'warning' }, during: ['slow', 'retries', 'errors'], forSeconds: 120 },
    { name: 'HighErrorRate', labels: { namespace: 'bank', severity: 'critical' }, during: ['retries', 'errors'], forSeconds: 60 },
  ],
  timeline: {
    periodSeconds: 3600,
    phases: [
      { name: 'healthy', startSeconds: 0 },
      { name: 'slow', startSeconds: 1200 },
      { name: 'retries', startSeconds: 1800 },
      { name: 'errors', startSeconds: 2280 },
      { name: 'recovery', startSeconds: 3000 },
    ],
  },
  nodesPerCluster: 3,
};

export const outage: Scenario = {
  name: 'outage',
  title: 'Outage',
  description:
    'An incident every full hour: healthy, a dependency slows at :20, retries storm at :30, errors spread at :38, recovery at :50.',
  shows: ['sidecar', 'gateway', 'grpc', 'tcp', 'errors'],
  build: () => description,
};
