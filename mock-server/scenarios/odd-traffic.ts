/**
 * Everything of docs/telemetry.md §4 that is neither service to service nor well, from one caller each, namespaces `app` and `data`:
 * app/browser → news.example (PassthroughCluster, HTTP), → blocked.example (BlackHoleCluster, HTTP 502), → blackholed TCP (connections
 * closed only), → missing.app (404, flag NR), → api.partner.example (ServiceEntry, HTTPS as TCP); app/browser → app/empty (503 UH: no
 * healthy upstream, workload unknown), → app/shaky (503 UF on 20 %, seen by the caller alone; the rest works); app/browser → app/impatient
 * (code 0, flag DC on 5 %: the client hung up); app/poker → app/browser on an undeclared port (InboundPassthroughCluster);
 * data/loader → data/files in plaintext TCP (a DestinationRule wants it); outside → app/browser without mutual TLS.
 * Configuration explains one policy for all unknown hosts at a time (ALLOW_ANY here), so blocked.example is blocked by fiat.
 */

import { declare, peerAuthentication } from '../kubernetes/declare';
import { served, service, to, workload } from '../world/describe';
import type { Call, Destination, MeshDescription, Scenario } from '../world/description';

const workloads = [
  workload('app', 'browser', { pods: 2 }),
  workload('app', 'shaky'),
  workload('app', 'impatient'),
  workload('app', 'poker'),
  workload('data', 'loader'),
  workload('data', 'files'),
];
const empty = workload('app', 'empty', { pods: 0 });

function browse(destination: Destination, perSecond: number, extras: Partial<Call> = {}): Call {
  return { from: 'app/browser', to: destination, protocol: 'http', load: { perSecond }, ...extras };
}

const calls: readonly Call[] = [
  { from: 'outside', to: to('app/browser'), protocol: 'http', load: { perSecond: 9, wave: { day: 0.2 } } },
  browse({ kind: 'passthrough', host: 'news.example' }, 2),
  browse({ kind: 'blackhole', host: 'blocked.example' }, 0.5),
  browse({ kind: 'blackhole', host: 'blocked.example' }, 0.4, { protocol: 'tcp' }),
  browse({ kind: 'noRoute', host: 'missing.app' }, 0.6),
  browse({ kind: 'serviceEntry', host: 'api.partner.example', namespace: 'app' }, 0.5, {
    protocol: 'tcp',
    bytes: { request: 2200, response: 9000 },
  }),
  browse(to('app/empty'), 1, { replies: [{ share: 1, code: '503', flags: 'UH', reachesServer: false, knowsWorkload: false }] }),
  browse(to('app/shaky'), 3, { replies: [{ share: 0.2, code: '503', flags: 'UF', reachesServer: false }] }),
  browse(to('app/impatient'), 2, { replies: [{ share: 0.05, code: '0', flags: 'DC' }] }),
  { from: 'app/poker', to: { kind: 'undeclaredPort', workload: 'app/browser' }, protocol: 'http', load: { perSecond: 0.7 } },
  {
    from: 'data/loader',
    to: to('data/files'),
    protocol: 'tcp',
    load: { perSecond: 0.3 },
    mtls: 0,
    bytes: { request: 50_000, response: 2000 },
  },
];

const description: MeshDescription = {
  workloads: [...workloads, empty],
  services: [...workloads.map(served), service('app/empty', [empty.id])],
  calls,
  resources: [
    peerAuthentication('istio-system/default', 'PERMISSIVE'),
    declare('DestinationRule', 'data/files', { host: 'files', trafficPolicy: { tls: { mode: 'DISABLE' } } }),
    declare('ServiceEntry', 'app/partner', {
      hosts: ['api.partner.example'],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
    }),
  ],
  nodesPerCluster: 2,
};

export const oddTraffic: Scenario = {
  name: 'odd-traffic',
  title: 'Odd traffic',
  description:
    'One of each special case: passthrough, black hole, missing route, no healthy upstream, undeclared port, plaintext, callers from outside.',
  shows: [
    'sidecar',
    'tcp',
    'errors',
    'external',
    'passthrough',
    'blackhole',
    'noRoute',
    'noHealthyUpstream',
    'connectFailure',
    'plaintext',
    'unknownCaller',
  ],
  build: () => description,
};
