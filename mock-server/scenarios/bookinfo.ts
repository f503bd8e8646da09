/**
 * Istio's sample. Users enter through the ingress gateway at 12 requests per second (±40 % over the day); productpage asks details and
 * reviews once each; reviews goes 80 % to v1, 15 % to v2, 5 % to v3 (change `route-weight` of host `reviews` shifts it); v2 and v3 ask
 * ratings, which reads mongodb over TCP. All mutual TLS. reviews-v3 answers 1.5 % of its requests with 503; nothing else fails.
 */

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

const description: MeshDescription = {
  workloads: [gateway, productpage, details, ...reviews, ratings, mongodb],
  services: [
    service('istio-system/istio-ingressgateway', [gateway.id]),
    service('bookinfo/productpage', [productpage.id]),
    service('bookinfo/details', [details.id]),
    service('bookinfo/reviews', [
      ['bookinfo/reviews-v1', 80],
      ['bookinfo/reviews-v2', 15],
      ['bookinfo/reviews-v3', 5],
    ]),
    service('bookinfo/ratings', [ratings.id]),
    service('bookinfo/mongodb', [mongodb.id]),
  ],
  calls,
  nodesPerCluster: 3,
};

export const bookinfo: Scenario = {
  name: 'bookinfo',
  title: 'Bookinfo',
  description: "Istio's sample application with a canary of reviews: a gateway, four services, a database over TCP.",
  shows: ['sidecar', 'gateway', 'tcp', 'canary'],
  build: () => description,
};
