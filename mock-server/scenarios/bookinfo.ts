/**
 * Istio's sample. Users enter through the ingress gateway at 12 requests per second (±40 % over the day); productpage asks details and
 * reviews once each; VirtualService bookinfo/reviews sends 80 % to v1, 15 % to v2, 5 % to v3 (another weight shifts it, so does change `route-weight`); v2 and v3 ask
 * ratings, which reads mongodb over TCP. All mutual TLS (STRICT in the namespace), and each service admits its callers only. reviews-v3 answers 1.5 % of its requests with 503; nothing else fails.
 */

import { canary, declare, peerAuthentication, principal } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import { service, to, workload } from '../world/describe';
import type { Call, MeshDescription, Scenario } from '../world/description';

const gateway = workload('istio-system', 'istio-ingressgateway', { pods: 2, proxy: 'gateway', version: 'latest' });
const productpage = workload('bookinfo', 'productpage-v1', { app: 'productpage', pods: 2 });
const details = workload('bookinfo', 'details-v1', { app: 'details' });
const reviews = ['v1', 'v2', 'v3'].map((version) =>
  workload('bookinfo', `reviews-${version}`, { app: 'reviews', version, pods: 2, restartEveryDays: 2 }),
);
const ratings = workload('bookinfo', 'ratings-v1', { app: 'ratings' });
const mongodb = workload('bookinfo', 'mongodb-v1', { app: 'mongodb' });

const each = { perInbound: 1 };

const calls: readonly Call[] = [
  {
    from: 'outside',
    to: to('istio-system/istio-ingressgateway'),
    protocol: 'http',
    load: { perSecond: 12, wave: { day: 0.4, dayPeakSeconds: 64_800, hour: 0.05 } },
  },
  {
    from: gateway.id,
    to: to('bookinfo/productpage'),
    protocol: 'http',
    load: each,
    latency: { medianMs: 42, spread: 0.5 },
    bytes: { request: 280, response: 5200 },
  },
  {
    from: productpage.id,
    to: to('bookinfo/details'),
    protocol: 'http',
    requests: [{ share: 1, path: '/details/0' }],
    load: each,
    latency: { medianMs: 4, spread: 0.4 },
    bytes: { request: 320, response: 380 },
  },
  {
    from: productpage.id,
    to: to('bookinfo/reviews'),
    protocol: 'http',
    load: each,
    latency: { medianMs: 18, spread: 0.5 },
    replies: [{ share: 0.015, code: '503', onlyVersion: 'v3' }],
    bytes: { request: 320, response: 620 },
  },
  ...['bookinfo/reviews-v2', 'bookinfo/reviews-v3'].map(
    (from): Call => ({
      from,
      to: to('bookinfo/ratings'),
      protocol: 'http',
      load: each,
      latency: { medianMs: 7, spread: 0.4 },
      bytes: { request: 300, response: 240 },
    }),
  ),
  { from: ratings.id, to: to('bookinfo/mongodb'), protocol: 'tcp', load: { perInbound: 0.25 }, bytes: { request: 460, response: 1900 } },
];

/** An ALLOW for the callers of an app. */
function admits(app: string, callers: readonly string[], operation?: Readonly<Record<string, unknown>>): KubernetesObject {
  const from = [{ source: { principals: callers } }];
  const rule = operation === undefined ? { from } : { from, to: [{ operation }] };
  return declare('AuthorizationPolicy', `bookinfo/${app}-callers`, { selector: { matchLabels: { app } }, action: 'ALLOW', rules: [rule] });
}

const frontend = principal('bookinfo', 'productpage');
const resources: readonly KubernetesObject[] = [
  peerAuthentication('bookinfo/default', 'STRICT'),
  ...canary('bookinfo/reviews', { v1: 80, v2: 15, v3: 5 }),
  admits('productpage', [principal('istio-system', 'istio-ingressgateway')], { methods: ['GET', 'POST'] }),
  admits('details', [frontend], { methods: ['GET'], paths: ['/details/*'] }),
  admits('reviews', [frontend], { methods: ['GET'] }),
  admits('ratings', [principal('bookinfo', 'reviews')], { ports: ['9080'] }),
  admits('mongodb', [principal('bookinfo', 'ratings')]),
];

const ports = { http: 9080, tcp: 27_017 };

const description: MeshDescription = {
  workloads: [gateway, productpage, details, ...reviews, ratings, mongodb],
  services: [
    service('istio-system/istio-ingressgateway', [gateway.id]),
    service('bookinfo/productpage', [productpage.id], { ports }),
    service('bookinfo/details', [details.id], { ports }),
    service(
      'bookinfo/reviews',
      reviews.map(({ id }) => id),
      { ports },
    ),
    service('bookinfo/ratings', [ratings.id], { ports }),
    service('bookinfo/mongodb', [mongodb.id], { ports }),
  ],
  calls,
  resources,
  nodesPerCluster: 3,
};

export const bookinfo: Scenario = {
  name: 'bookinfo',
  title: 'Bookinfo',
  description: "Istio's sample application with a canary of reviews: a gateway, four services, a database over TCP.",
  shows: ['sidecar', 'gateway', 'tcp', 'canary'],
  build: () => description,
};
