/**
 * One of each policy, with the traffic that follows from it; nothing here fails but by configuration.
 *
 * - `store` (sidecars): deny-all, then an ALLOW per edge. store/reports → store/cart and tools/scraper → store/catalog are denied (403).
 *   VirtualService cart: v1 90 %, v2 10 %. HTTPRoute catalog: 80 % catalog-v1, 20 % catalog-v2, and all requests with header x-preview (5 %)
 *   to v2. VirtualService recommendations: aborts 5 % (503 FI), delays 10 % by 2 s (DI). A Sidecar blocks unknown hosts: checkout →
 *   api.cards.example is a ServiceEntry, web → telemetry.vendor.example ends in the BlackHoleCluster.
 * - `billing` (sidecars, STRICT): legacy/crm → invoices is refused (503 UF), because a DestinationRule in `legacy` turns TLS off; legacy/cron
 *   has no proxy and gets nowhere, which nobody reports. A circuit breaker before invoices rejects 8 % of checkout's calls (UO).
 *   tools/scraper → ledger-db is closed (TCP, only invoices may).
 * - `lounge` (ambient): orders is behind the waypoint, which admits menu's GET; its POST to /admin (30 %) is denied (403). Past the waypoint,
 *   store/web → orders is refused by the ztunnel, which admits the waypoint only (503 UF, DENY). kitchen has no waypoint and an ALLOW by
 *   method, which no connection can match: all is denied (DENY). pantry's DENY by method has no effect there: all flows.
 */

import { canary, declare, peerAuthentication, principal } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import { served, service, to, workload } from '../world/describe';
import type { Call, MeshDescription, Scenario } from '../world/description';

const gateway = workload('edge', 'gateway', { proxy: 'gateway', version: 'latest', pods: 2 });
const waypoint = workload('lounge', 'waypoint', { proxy: 'waypoint', version: 'latest' });
const carts = ['v1', 'v2'].map((version) => workload('store', `cart-${version}`, { app: 'cart', version }));
const catalogs = ['v1', 'v2'].map((version) => workload('store', `catalog-${version}`, { app: 'catalog', version }));
const captured = { proxy: 'ztunnel' } as const;
const single = {
  web: workload('store', 'web', { pods: 2 }),
  recommendations: workload('store', 'recommendations'),
  checkout: workload('store', 'checkout', { pods: 2 }),
  reports: workload('store', 'reports'),
  scraper: workload('tools', 'scraper'),
  invoices: workload('billing', 'invoices', { pods: 2 }),
  ledgerDb: workload('billing', 'ledger-db'),
  crm: workload('legacy', 'crm'),
  cron: workload('legacy', 'cron', { proxy: 'none' }),
  menu: workload('lounge', 'menu', captured),
  orders: workload('lounge', 'orders', { ...captured, pods: 2 }),
  kitchen: workload('lounge', 'kitchen', captured),
  pantry: workload('lounge', 'pantry', captured),
};

function call(from: string, target: string, perInbound: number, extras: Partial<Call> = {}): Call {
  return { from, to: to(target), protocol: 'http', load: { perInbound }, latency: { medianMs: 15, spread: 0.5 }, ...extras };
}

const calls: readonly Call[] = [
  { from: 'outside', to: to('edge/gateway'), protocol: 'http', load: { perSecond: 40, wave: { day: 0.2 } } },
  call('edge/gateway', 'store/web', 0.7),
  call('edge/gateway', 'lounge/menu', 0.3),
  call('store/web', 'store/cart', 0.6),
  call('store/web', 'store/catalog', 1, {
    requests: [{ share: 0.95 }, { share: 0.05, headers: { 'x-preview': 'true' } }],
  }),
  call('store/web', 'store/recommendations', 0.8),
  call('store/web', 'store/checkout', 0.2, { requests: [{ share: 1, method: 'POST', path: '/checkout' }] }),
  call('store/web', 'lounge/orders', 0.1),
  call('store/web', 'store/cart', 0, { to: { kind: 'egress', host: 'telemetry.vendor.example' }, load: { perSecond: 1 } }),
  call('store/checkout', 'store/cart', 1),
  call('store/checkout', 'billing/invoices', 1, {
    replies: [{ share: 0.08, code: '503', flags: 'UO', reachesServer: false, because: 'DestinationRule billing/invoices' }],
  }),
  call('store/checkout', 'store/cart', 0, { to: { kind: 'egress', host: 'api.cards.example' }, load: { perInbound: 1 } }),
  call('store/reports', 'store/cart', 0, { load: { perSecond: 2 } }),
  call('tools/scraper', 'store/catalog', 0, { load: { perSecond: 1.5 } }),
  call('tools/scraper', 'billing/ledger-db', 0, { protocol: 'tcp', load: { perSecond: 0.4 } }),
  call('billing/invoices', 'billing/ledger-db', 0.5, { protocol: 'tcp', bytes: { request: 2600, response: 8200 } }),
  call('legacy/crm', 'billing/invoices', 0, { load: { perSecond: 1.2 } }),
  call('legacy/cron', 'billing/invoices', 0, { load: { perSecond: 0.5 } }),
  call('lounge/menu', 'lounge/orders', 1, {
    requests: [
      { share: 0.7, path: '/orders' },
      { share: 0.3, method: 'POST', path: '/admin' },
    ],
  }),
  call('lounge/menu', 'lounge/kitchen', 0.5),
  call('lounge/menu', 'lounge/pantry', 0.5),
];

/** An ALLOW at a workload's own proxy. */
function admits(id: `${string}/${string}`, callers: readonly string[], operation?: Readonly<Record<string, unknown>>): KubernetesObject {
  const from = [{ source: { principals: callers } }];
  const rule = operation === undefined ? { from } : { from, to: [{ operation }] };
  const [, app = ''] = id.split('/');
  return declare('AuthorizationPolicy', id, { selector: { matchLabels: { app } }, action: 'ALLOW', rules: [rule] });
}

const web = principal('store', 'web');
const menu = principal('lounge', 'menu');

const storeResources: readonly KubernetesObject[] = [
  declare('AuthorizationPolicy', 'store/deny-all', {}),
  admits('store/web', [principal('edge', 'gateway')]),
  admits('store/cart', [web, principal('store', 'checkout')], { ports: ['8080'] }),
  admits('store/catalog', [web], { methods: ['GET'] }),
  admits('store/recommendations', [web]),
  admits('store/checkout', [web], { methods: ['POST'], paths: ['/checkout'] }),
  ...canary('store/cart', { v1: 90, v2: 10 }),
  declare('HTTPRoute', 'store/catalog', {
    parentRefs: [{ group: '', kind: 'Service', name: 'catalog', port: 80 }],
    rules: [
      {
        matches: [{ headers: [{ name: 'x-preview', value: 'true' }] }],
        backendRefs: [{ name: 'catalog-v2', port: 80 }],
      },
      {
        backendRefs: [
          { name: 'catalog-v1', port: 80, weight: 80 },
          { name: 'catalog-v2', port: 80, weight: 20 },
        ],
      },
    ],
  }),
  declare('VirtualService', 'store/recommendations', {
    hosts: ['recommendations'],
    http: [
      {
        fault: {
          abort: { percentage: { value: 5 }, httpStatus: 503 },
          delay: { percentage: { value: 10 }, fixedDelay: '2s' },
        },
        route: [{ destination: { host: 'recommendations' } }],
      },
    ],
  }),
  declare('Sidecar', 'store/default', {
    egress: [{ hosts: ['./*', 'istio-system/*', 'billing/*', 'lounge/*'] }],
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
  }),
  declare('ServiceEntry', 'store/cards', {
    hosts: ['api.cards.example'],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
    ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }],
  }),
];

const billingResources: readonly KubernetesObject[] = [
  peerAuthentication('billing/default', 'STRICT'),
  declare('DestinationRule', 'legacy/invoices', {
    host: 'invoices.billing.svc.cluster.local',
    trafficPolicy: { tls: { mode: 'DISABLE' } },
    exportTo: ['.'],
  }),
  declare('DestinationRule', 'billing/invoices', {
    host: 'invoices',
    trafficPolicy: { connectionPool: { tcp: { maxConnections: 10 }, http: { http1MaxPendingRequests: 1, maxRequestsPerConnection: 1 } } },
  }),
  admits('billing/ledger-db', [principal('billing', 'invoices')]),
];

const loungeResources: readonly KubernetesObject[] = [
  declare('AuthorizationPolicy', 'lounge/orders-read', {
    targetRefs: [{ group: '', kind: 'Service', name: 'orders' }],
    action: 'ALLOW',
    rules: [{ from: [{ source: { principals: [menu] } }], to: [{ operation: { methods: ['GET'] } }] }],
  }),
  admits('lounge/orders', [principal('lounge', 'waypoint')]),
  admits('lounge/kitchen', [menu], { methods: ['GET'] }),
  declare('AuthorizationPolicy', 'lounge/pantry', {
    selector: { matchLabels: { app: 'pantry' } },
    action: 'DENY',
    rules: [{ from: [{ source: { principals: [menu] } }], to: [{ operation: { methods: ['GET'] } }] }],
  }),
];

const description: MeshDescription = {
  workloads: [gateway, waypoint, ...carts, ...catalogs, ...Object.values(single)],
  services: [
    served(gateway),
    service(
      'store/cart',
      carts.map(({ id }) => id),
    ),
    service(
      'store/catalog',
      catalogs.map(({ id }) => id),
    ),
    ...catalogs.map(served),
    ...[single.web, single.recommendations, single.checkout, single.invoices, single.ledgerDb].map(served),
    ...[single.menu, single.kitchen, single.pantry].map(served),
    service('lounge/orders', [single.orders.id], { waypoint: waypoint.id }),
  ],
  calls,
  nodesPerCluster: 3,
  resources: [peerAuthentication('istio-system/default', 'PERMISSIVE'), ...storeResources, ...billingResources, ...loungeResources],
};

export const policies: Scenario = {
  name: 'policies',
  title: 'Policies',
  description:
    'One of each policy and what it does: denied callers, a refused plaintext caller, canaries, injected faults, a circuit breaker, blocked egress.',
  shows: [
    'sidecar',
    'gateway',
    'waypoint',
    'ztunnel',
    'tcp',
    'errors',
    'external',
    'blackhole',
    'connectFailure',
    'canary',
    'denied',
    'deniedConnection',
    'faultInjected',
    'circuitOpen',
  ],
  build: () => description,
};
