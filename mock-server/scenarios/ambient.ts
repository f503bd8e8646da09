/**
 * Bookinfo in ambient mode. Namespace `bookinfo` is captured by ztunnels; details, reviews and ratings are served by its waypoint
 * (bookinfo/waypoint), productpage and mongodb have none. productpage → details and reviews, reviews-v2 and -v3 → ratings appear as waypoint HTTP
 * rows plus ztunnel TCP legs; ingress gateway → productpage as source HTTP plus ztunnel TCP; ratings → mongodb as ztunnel TCP only.
 * Namespace `legacy` has sidecars: legacy/reports calls bookinfo/productpage, and bookinfo/productpage calls legacy/audit.
 * Trouble: through the waypoint reviews-v3 answers 12 % with 503 (failing: 10 % of reviews go to v3); ratings → mongodb has 2 % connections
 * that fail (ztunnel CONNECT).
 * Configuration: VirtualService reviews splits at the waypoint; details and reviews admit productpage by GET there, and ratings the reviews;
 * mongodb admits ratings at layer 4. productpage has no waypoint, so its DENY of the method DELETE does nothing. Outside callers reach details directly in plaintext (ztunnel row, csp unknown).
 */

import { canary, declare, peerAuthentication, principal } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import { served, service, to, workload } from '../world/describe';
import type { Call, MeshDescription, Scenario } from '../world/description';

const gateway = workload('istio-system', 'istio-ingressgateway', { proxy: 'gateway', pods: 2, version: 'latest' });
const waypoint = workload('bookinfo', 'waypoint', { proxy: 'waypoint', pods: 2, version: 'latest' });
const captured = { proxy: 'ztunnel' } as const;
const productpage = workload('bookinfo', 'productpage-v1', { app: 'productpage', pods: 2, ...captured });
const details = workload('bookinfo', 'details-v1', { app: 'details', ...captured });
const reviews = ['v1', 'v2', 'v3'].map((version) => workload('bookinfo', `reviews-${version}`, { app: 'reviews', version, ...captured }));
const ratings = workload('bookinfo', 'ratings-v1', { app: 'ratings', ...captured });
const mongodb = workload('bookinfo', 'mongodb-v1', { app: 'mongodb', ...captured });
const reports = workload('legacy', 'reports');
const audit = workload('legacy', 'audit');

const behindWaypoint = { waypoint: waypoint.id };
const each = { perInbound: 1 };

const calls: readonly Call[] = [
  {
    from: 'outside',
    to: to('istio-system/istio-ingressgateway'),
    protocol: 'http',
    load: { perSecond: 14, wave: { day: 0.3, dayPeakSeconds: 61_200 } },
  },
  {
    from: gateway.id,
    to: to('bookinfo/productpage'),
    protocol: 'http',
    load: each,
    latency: { medianMs: 45, spread: 0.5 },
    bytes: { request: 280, response: 5200 },
  },
  { from: productpage.id, to: to('bookinfo/details'), protocol: 'http', load: each, latency: { medianMs: 6, spread: 0.4 } },
  {
    from: productpage.id,
    to: to('bookinfo/reviews'),
    protocol: 'http',
    load: each,
    latency: { medianMs: 20, spread: 0.5 },
    replies: [{ share: 0.12, code: '503', onlyVersion: 'v3' }],
  },
  { from: 'bookinfo/reviews-v2', to: to('bookinfo/ratings'), protocol: 'http', load: each, latency: { medianMs: 8, spread: 0.4 } },
  { from: 'bookinfo/reviews-v3', to: to('bookinfo/ratings'), protocol: 'http', load: each, latency: { medianMs: 8, spread: 0.4 } },
  {
    from: ratings.id,
    to: to('bookinfo/mongodb'),
    protocol: 'tcp',
    load: { perInbound: 0.2 },
    bytes: { request: 460, response: 1900 },
    failedConnections: 0.02,
  },
  { from: reports.id, to: to('bookinfo/productpage'), protocol: 'http', load: { perSecond: 1.5 }, latency: { medianMs: 50, spread: 0.5 } },
  { from: productpage.id, to: to('legacy/audit'), protocol: 'http', load: { perInbound: 0.2 }, latency: { medianMs: 5, spread: 0.4 } },
  { from: 'outside', to: to('bookinfo/details'), protocol: 'http', load: { perSecond: 0.8 } },
];

function atWaypoint(service: string, caller: string): KubernetesObject {
  return declare('AuthorizationPolicy', `bookinfo/${service}-callers`, {
    targetRefs: [{ group: '', kind: 'Service', name: service }],
    action: 'ALLOW',
    rules: [{ from: [{ source: { principals: [principal('bookinfo', caller)] } }], to: [{ operation: { methods: ['GET'] } }] }],
  });
}

const resources: readonly KubernetesObject[] = [
  peerAuthentication('istio-system/default', 'PERMISSIVE'),
  ...canary('bookinfo/reviews', { v1: 60, v2: 30, v3: 10 }),
  atWaypoint('details', 'productpage'),
  atWaypoint('reviews', 'productpage'),
  atWaypoint('ratings', 'reviews'),
  declare('AuthorizationPolicy', 'bookinfo/mongodb-callers', {
    selector: { matchLabels: { app: 'mongodb' } },
    action: 'ALLOW',
    rules: [{ from: [{ source: { principals: [principal('bookinfo', 'ratings')] } }] }],
  }),
  declare('AuthorizationPolicy', 'bookinfo/productpage-no-delete', {
    selector: { matchLabels: { app: 'productpage' } },
    action: 'DENY',
    rules: [{ to: [{ operation: { methods: ['DELETE'] } }] }],
  }),
];

const description: MeshDescription = {
  workloads: [gateway, waypoint, productpage, details, ...reviews, ratings, mongodb, reports, audit],
  services: [
    served(gateway),
    service('bookinfo/productpage', [productpage.id]),
    service('bookinfo/details', [details.id], behindWaypoint),
    service(
      'bookinfo/reviews',
      reviews.map(({ id }) => id),
      behindWaypoint,
    ),
    service('bookinfo/ratings', [ratings.id], behindWaypoint),
    service('bookinfo/mongodb', [mongodb.id]),
    served(audit),
  ],
  calls,
  resources,
  nodesPerCluster: 3,
};

export const ambient: Scenario = {
  name: 'ambient',
  title: 'Ambient',
  description: 'Bookinfo without sidecars: ztunnels on three nodes, a waypoint for three services, sidecars next door.',
  shows: ['gateway', 'sidecar', 'waypoint', 'ztunnel', 'tcp', 'errors', 'canary', 'unknownCaller'],
  build: () => description,
};
