/**
 * A mesh on its way to strict mutual TLS; the story repeats every 4 hours (UTC, from midnight): hour 0 `plaintext`: nobody; hour 1 `first`:
 * namespace accounts; hour 2 `second`: accounts and orders; hour 3 `strict`: all three. A call is mutual TLS when its target's namespace has
 * moved; in the hour in which it moves, half of its traffic is. The ingress gateway → frontend call is mutual TLS throughout.
 *
 * frontend/web → accounts/users, orders/api, reports/viewer (HTTP); orders/api → accounts/billing (gRPC), orders/store (TCP);
 * reports/viewer → reports/warehouse (TCP). cron/nightly has no sidecar and always calls reports/viewer in plaintext. No errors.
 *
 * PeerAuthentication default of each namespace moves along: DISABLE before its turn, PERMISSIVE in its hour, STRICT afterwards (reports, whose
 * turn is the last, never gets there, and nightly would be refused if it did). PERMISSIVE in the mesh, STRICT in frontend.
 */

import { peerAuthentication } from '../kubernetes/declare';
import { served, to, workload } from '../world/describe';
import type { ByPhase, Call, MeshDescription, PhasedObject, Scenario } from '../world/description';

const gateway = workload('edge', 'gateway', { proxy: 'gateway', version: 'latest' });
const workloads = [
  workload('frontend', 'web', { pods: 2 }),
  workload('accounts', 'users', { pods: 2 }),
  workload('accounts', 'billing'),
  workload('orders', 'api', { pods: 2 }),
  workload('orders', 'store'),
  workload('reports', 'viewer'),
  workload('reports', 'warehouse'),
];
const nightly = workload('cron', 'nightly', { proxy: 'none' });

const accounts: ByPhase<number> = { otherwise: 1, during: { plaintext: 0, first: 0.5 } };
const orders: ByPhase<number> = { otherwise: 1, during: { plaintext: 0, first: 0, second: 0.5 } };
const reports: ByPhase<number> = { otherwise: 0, during: { strict: 0.5 } };

const calls: readonly Call[] = [
  { from: 'outside', to: to('edge/gateway'), protocol: 'http', load: { perSecond: 30, wave: { day: 0.2 } } },
  { from: gateway.id, to: to('frontend/web'), protocol: 'http', load: { perInbound: 1 }, latency: { medianMs: 45, spread: 0.5 } },
  { from: 'frontend/web', to: to('accounts/users'), protocol: 'http', load: { perInbound: 1 }, mtls: accounts },
  {
    from: 'frontend/web',
    to: to('orders/api'),
    protocol: 'http',
    load: { perInbound: 0.4 },
    mtls: orders,
    latency: { medianMs: 35, spread: 0.6 },
  },
  {
    from: 'frontend/web',
    to: to('reports/viewer'),
    protocol: 'http',
    load: { perInbound: 0.1 },
    mtls: reports,
    latency: { medianMs: 80, spread: 0.7 },
  },
  { from: 'orders/api', to: to('accounts/billing'), protocol: 'grpc', load: { perInbound: 0.8 }, mtls: accounts },
  {
    from: 'orders/api',
    to: to('orders/store'),
    protocol: 'tcp',
    load: { perInbound: 0.2 },
    mtls: orders,
    bytes: { request: 3000, response: 12_000 },
  },
  {
    from: 'reports/viewer',
    to: to('reports/warehouse'),
    protocol: 'tcp',
    load: { perInbound: 0.3 },
    mtls: reports,
    bytes: { request: 2000, response: 90_000 },
  },
  { from: nightly.id, to: to('reports/viewer'), protocol: 'http', load: { perSecond: 0.9 } },
];

/** The mode of a namespace in the four phases. */
function moving(namespace: string, modes: readonly ('DISABLE' | 'PERMISSIVE' | 'STRICT')[]): PhasedObject {
  const phases = ['plaintext', 'first', 'second', 'strict'];
  const during = modes.map((mode, index) => [phases[index] ?? '', peerAuthentication(`${namespace}/default`, mode)] as const);
  return { otherwise: peerAuthentication(`${namespace}/default`, 'PERMISSIVE'), during: Object.fromEntries(during) };
}

const description: MeshDescription = {
  workloads: [gateway, ...workloads, nightly],
  services: [served(gateway), ...workloads.map(served)],
  calls,
  resources: [peerAuthentication('istio-system/default', 'PERMISSIVE'), peerAuthentication('frontend/default', 'STRICT')],
  phasedResources: [
    moving('accounts', ['DISABLE', 'PERMISSIVE', 'STRICT', 'STRICT']),
    moving('orders', ['DISABLE', 'DISABLE', 'PERMISSIVE', 'STRICT']),
    moving('reports', ['DISABLE', 'DISABLE', 'DISABLE', 'PERMISSIVE']),
  ],
  timeline: {
    periodSeconds: 14_400,
    phases: [
      { name: 'plaintext', startSeconds: 0 },
      { name: 'first', startSeconds: 3600 },
      { name: 'second', startSeconds: 7200 },
      { name: 'strict', startSeconds: 10_800 },
    ],
  },
  nodesPerCluster: 3,
};

export const mtlsMigration: Scenario = {
  name: 'mtls-migration',
  title: 'mTLS migration',
  description: 'Three namespaces move from plaintext to mutual TLS, one an hour, with one caller that never will.',
  shows: ['sidecar', 'gateway', 'grpc', 'tcp', 'plaintext', 'unknownCaller'],
  build: () => description,
};
