/**
 * The default: 25 workloads of a shop in 6 namespaces over HTTP, gRPC and TCP, traffic with a daily wave.
 *
 * Trouble, all else is healthy:
 * - failing: checkout/orders → fulfilment/inventory, HTTP, 18 % 503 (flag UO for a third of them), also slow (p50 180 ms);
 * - degraded: catalog/catalog → catalog/pricing-v2, gRPC, 4 % status 13 (the canary takes 10 % of pricing; v1 is healthy).
 *
 * Security: mutual TLS everywhere, but fulfilment/legacy-erp has no sidecar and calls fulfilment/inventory in plaintext (caller unknown);
 * storefront/mobile-bff → catalog/search is half mutual TLS; payments/ledger → payments/ledger-db is plaintext TCP.
 * External: payments/payments → api.cardbank.example (ServiceEntry, HTTP, in namespace payments), fulfilment/notifications →
 * smtp.mailer.example (PassthroughCluster, TCP).
 * Configuration: PERMISSIVE in the mesh, STRICT in storefront and payments (ledger-db apart, to which a DestinationRule sends plaintext);
 * canaries of recommendations and pricing; a circuit breaker before inventory; payments admits checkout only.
 */

import { canary, declare, peerAuthentication, principal } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import { served, service, to, workload } from '../world/describe';
import type { Call, Latency, MeshDescription, Scenario, Wave, Workload } from '../world/description';

const wave: Wave = { day: 0.35, dayPeakSeconds: 68_400, hour: 0.06, hourPeakSeconds: 600 };

const gateway = workload('edge', 'gateway', { pods: 2, proxy: 'gateway', version: 'latest' });
const recommendations = ['v1', 'v2'].map((version) =>
  workload('storefront', `recommendations-${version}`, { app: 'recommendations', version }),
);
const pricing = ['v1', 'v2'].map((version) => workload('catalog', `pricing-${version}`, { app: 'pricing', version, restartEveryDays: 2 }));

const plain: readonly Workload[] = [
  workload('storefront', 'web', { pods: 3, restartEveryDays: 1.5 }),
  workload('storefront', 'mobile-bff', { pods: 2 }),
  workload('storefront', 'session'),
  workload('catalog', 'catalog', { pods: 2 }),
  workload('catalog', 'search', { pods: 2 }),
  workload('catalog', 'search-index'),
  workload('checkout', 'cart', { pods: 2 }),
  workload('checkout', 'cart-cache'),
  workload('checkout', 'checkout', { pods: 2 }),
  workload('checkout', 'orders', { pods: 2 }),
  workload('checkout', 'orders-db'),
  workload('payments', 'payments', { pods: 2 }),
  workload('payments', 'fraud'),
  workload('payments', 'ledger'),
  workload('payments', 'ledger-db'),
  workload('fulfilment', 'inventory', { pods: 2, restartEveryDays: 0.8 }),
  workload('fulfilment', 'inventory-db'),
  workload('fulfilment', 'shipping'),
  workload('fulfilment', 'notifications'),
];
const legacy = workload('fulfilment', 'legacy-erp', { proxy: 'none' });

interface Extras extends Partial<Omit<Call, 'from' | 'protocol' | 'latency'>> {
  readonly latency?: Latency;
}

function call(protocol: Call['protocol'], from: string, target: string, perInbound: number, medianMs: number, extras: Extras = {}): Call {
  return { from, to: to(target), protocol, load: { perInbound }, latency: { medianMs, spread: 0.55 }, ...extras };
}

const calls: readonly Call[] = [
  { from: 'outside', to: to('edge/gateway'), protocol: 'http', load: { perSecond: 90, wave } },
  call('http', 'edge/gateway', 'storefront/web', 0.7, 85, { bytes: { request: 520, response: 18_000 } }),
  call('http', 'edge/gateway', 'storefront/mobile-bff', 0.3, 60, { bytes: { request: 640, response: 4200 } }),
  call('http', 'storefront/web', 'storefront/session', 1, 3),
  call('http', 'storefront/web', 'storefront/recommendations', 0.5, 24, {
    latency: { medianMs: 24, spread: 0.7, slowShare: 0.03, slowMedianMs: 220 },
  }),
  call('http', 'storefront/web', 'catalog/catalog', 0.9, 30),
  call('http', 'storefront/web', 'catalog/search', 0.25, 55, { replies: [{ share: 0.004, code: '404' }] }),
  call('http', 'storefront/web', 'checkout/cart', 0.3, 12),
  call('http', 'storefront/web', 'checkout/checkout', 0.05, 160),
  call('grpc', 'storefront/mobile-bff', 'catalog/catalog', 0.8, 26),
  call('grpc', 'storefront/mobile-bff', 'catalog/search', 0.3, 50, { mtls: 0.5 }),
  call('grpc', 'storefront/mobile-bff', 'checkout/cart', 0.35, 11),
  call('grpc', 'storefront/mobile-bff', 'checkout/checkout', 0.06, 150),
  call('grpc', 'storefront/recommendations-v1', 'catalog/catalog', 0.4, 22),
  call('grpc', 'storefront/recommendations-v2', 'catalog/catalog', 0.8, 22),
  call('grpc', 'catalog/catalog', 'catalog/pricing', 1, 8, {
    replies: [{ share: 0.04, code: '200', grpcStatus: '13', onlyVersion: 'v2', latency: { medianMs: 30, spread: 0.6 } }],
  }),
  call('tcp', 'catalog/search', 'catalog/search-index', 0.1, 0, { bytes: { request: 2400, response: 64_000 } }),
  call('tcp', 'checkout/cart', 'checkout/cart-cache', 0.05, 0, { bytes: { request: 9000, response: 30_000 } }),
  call('http', 'checkout/checkout', 'checkout/cart', 1, 10),
  call('grpc', 'checkout/checkout', 'payments/payments', 1, 95),
  call('http', 'checkout/checkout', 'checkout/orders', 1, 40),
  call('http', 'checkout/orders', 'fulfilment/inventory', 1.4, 180, {
    replies: [
      { share: 0.12, code: '503' },
      { share: 0.06, code: '503', flags: 'UO', reachesServer: false, because: 'DestinationRule fulfilment/inventory' },
    ],
  }),
  call('grpc', 'checkout/orders', 'fulfilment/shipping', 0.9, 28),
  call('tcp', 'checkout/orders', 'checkout/orders-db', 0.2, 0, { bytes: { request: 5200, response: 14_000 } }),
  call('grpc', 'payments/payments', 'payments/fraud', 1, 35),
  call('grpc', 'payments/payments', 'payments/ledger', 2, 9),
  {
    from: 'payments/payments',
    to: { kind: 'serviceEntry', host: 'api.cardbank.example', namespace: 'payments' },
    protocol: 'http',
    load: { perInbound: 1 },
    latency: { medianMs: 60, spread: 0.5 },
  },
  call('tcp', 'payments/ledger', 'payments/ledger-db', 0.1, 0, { mtls: 0, bytes: { request: 6400, response: 9800 } }),
  call('tcp', 'fulfilment/inventory', 'fulfilment/inventory-db', 0.15, 0, { bytes: { request: 3800, response: 22_000 } }),
  call('http', 'fulfilment/shipping', 'fulfilment/inventory', 0.3, 20),
  call('grpc', 'fulfilment/shipping', 'fulfilment/notifications', 1, 14, { messages: { request: 1, response: 4 } }),
  { from: legacy.id, to: to('fulfilment/inventory'), protocol: 'http', load: { perSecond: 1.6 }, latency: { medianMs: 35, spread: 0.6 } },
  {
    from: 'fulfilment/notifications',
    to: { kind: 'passthrough', host: 'smtp.mailer.example' },
    protocol: 'tcp',
    load: { perInbound: 0.5 },
    bytes: { request: 24_000, response: 900 },
  },
];

const resources: readonly KubernetesObject[] = [
  peerAuthentication('istio-system/default', 'PERMISSIVE'),
  peerAuthentication('storefront/default', 'STRICT'),
  peerAuthentication('payments/default', 'STRICT'),
  peerAuthentication('payments/ledger-db', 'PERMISSIVE', { app: 'ledger-db' }),
  declare('DestinationRule', 'payments/ledger-db', { host: 'ledger-db', trafficPolicy: { tls: { mode: 'DISABLE' } } }),
  ...canary('storefront/recommendations', { v1: 75, v2: 25 }),
  ...canary('catalog/pricing', { v1: 90, v2: 10 }),
  declare('DestinationRule', 'fulfilment/inventory', {
    host: 'inventory',
    trafficPolicy: {
      connectionPool: { tcp: { maxConnections: 80 }, http: { http1MaxPendingRequests: 16, maxRequestsPerConnection: 100 } },
      outlierDetection: { consecutive5xxErrors: 7, interval: '10s', baseEjectionTime: '30s' },
    },
  }),
  declare('VirtualService', 'checkout/orders', {
    hosts: ['orders'],
    http: [{ route: [{ destination: { host: 'orders' } }], timeout: '8s' }],
  }),
  declare('AuthorizationPolicy', 'payments/callers-of-payments', {
    selector: { matchLabels: { app: 'payments' } },
    action: 'ALLOW',
    rules: [{ from: [{ source: { principals: [principal('checkout', 'checkout')] } }] }],
  }),
  declare('AuthorizationPolicy', 'payments/callers-of-ledger', {
    selector: { matchLabels: { app: 'ledger' } },
    action: 'ALLOW',
    rules: [{ from: [{ source: { namespaces: ['payments'] } }] }],
  }),
  declare('ServiceEntry', 'payments/cardbank', {
    hosts: ['api.cardbank.example'],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
    ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }],
    exportTo: ['.'],
  }),
];

const description: MeshDescription = {
  workloads: [gateway, ...recommendations, ...pricing, ...plain, legacy],
  services: [
    served(gateway),
    service('storefront/recommendations', [
      ['storefront/recommendations-v1', 75],
      ['storefront/recommendations-v2', 25],
    ]),
    service('catalog/pricing', [
      ['catalog/pricing-v1', 90],
      ['catalog/pricing-v2', 10],
    ]),
    ...plain.map(served),
  ],
  calls,
  resources,
  nodesPerCluster: 4,
  alerts: [{ name: 'HighErrorRate', labels: { namespace: 'fulfilment', severity: 'critical' }, during: ['always'], forSeconds: 60 }],
};

export const shop: Scenario = {
  name: 'shop',
  title: 'Shop',
  description:
    'Twenty-five workloads in six namespaces: HTTP, gRPC and TCP, one failing and one degraded call, a plaintext caller, a payment host outside.',
  shows: ['sidecar', 'gateway', 'grpc', 'tcp', 'errors', 'external', 'passthrough', 'plaintext', 'unknownCaller', 'canary', 'circuitOpen'],
  build: () => description,
};
