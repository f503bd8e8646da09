/**
 * One mesh over clusters `east` and `west`, both with namespace `store`. Each has a gateway and a web; catalog runs in both (web of either
 * side sends 80 % to its own side), payments only in west (so east's checkout calls across, by gRPC), inventory only in east.
 * Trouble: east checkout → west payments is degraded, 3 % (code 503, gRPC status 14, flag UF: seen by the caller alone), so a view that adds
 * both clusters' checkout shows 2 %. All mutual TLS: STRICT in the mesh. The Kubernetes API is that of `east`; a DestinationRule keeps catalog's
 * callers on their own side.
 */

import { declare, peerAuthentication } from '../kubernetes/declare';
import { service, to, workload } from '../world/describe';
import type { Call, MeshDescription, Scenario } from '../world/description';

const sides = ['east', 'west'] as const;

function both(name: string): ReturnType<typeof workload>[] {
  return sides.map((cluster) => workload('store', name, { cluster, pods: 2 }));
}

const gateways = sides.map((cluster) => workload('edge', 'gateway', { cluster, proxy: 'gateway', version: 'latest' }));
const workloads = [
  ...gateways,
  ...both('web'),
  ...both('catalog'),
  ...both('checkout'),
  workload('store', 'payments', { cluster: 'west', pods: 2 }),
  workload('store', 'inventory', { cluster: 'east' }),
  workload('store', 'inventory-db', { cluster: 'east' }),
];

function callsOf(side: 'east' | 'west', perSecond: number): readonly Call[] {
  const paying: Call = {
    from: `${side}:store/checkout`,
    to: to('store/payments'),
    protocol: 'grpc',
    load: { perInbound: 1 },
    latency: { medianMs: side === 'west' ? 60 : 105, spread: 0.5 },
  };
  return [
    {
      from: 'outside',
      to: to(`edge/gateway-${side}`),
      protocol: 'http',
      load: { perSecond, wave: { day: 0.3, dayPeakSeconds: side === 'east' ? 54_000 : 68_400 } },
    },
    {
      from: `${side}:edge/gateway`,
      to: to(`store/web-${side}`),
      protocol: 'http',
      load: { perInbound: 1 },
      latency: { medianMs: 70, spread: 0.5 },
    },
    {
      from: `${side}:store/web`,
      to: to(`store/catalog-from-${side}`),
      protocol: 'http',
      load: { perInbound: 1.5 },
      latency: { medianMs: 20, spread: 0.6 },
    },
    {
      from: `${side}:store/web`,
      to: to(`store/checkout-${side}`),
      protocol: 'http',
      load: { perInbound: 0.2 },
      latency: { medianMs: 130, spread: 0.5 },
    },
    side === 'east' ? { ...paying, replies: [{ share: 0.03, code: '503', flags: 'UF', grpcStatus: '14', reachesServer: false }] } : paying,
    {
      from: `${side}:store/catalog`,
      to: to('store/inventory'),
      protocol: 'http',
      load: { perInbound: 0.5 },
      latency: { medianMs: side === 'east' ? 9 : 48, spread: 0.4 },
    },
  ];
}

/** A service called differently from each side: the same name and host, other weights. */
function local(name: string, side: 'east' | 'west', ownWeight: number): ReturnType<typeof service> {
  const other = side === 'east' ? 'west' : 'east';
  const namespace = name === 'gateway' ? 'edge' : 'store';
  const built = service(`${namespace}/${name}`, [
    [`${side}:${namespace}/${name}`, ownWeight],
    ...(ownWeight === 1 ? [] : [[`${other}:${namespace}/${name}`, 1 - ownWeight] as const]),
  ]);
  return { ...built, id: `${namespace}/${name}-${name === 'catalog' ? 'from-' : ''}${side}` };
}

const description: MeshDescription = {
  workloads,
  services: [
    ...sides.flatMap((side) => [local('gateway', side, 1), local('web', side, 1), local('checkout', side, 1), local('catalog', side, 0.8)]),
    service('store/payments', ['west:store/payments']),
    service('store/inventory', ['east:store/inventory']),
    service('store/inventory-db', ['east:store/inventory-db']),
  ],
  calls: [
    ...callsOf('east', 40),
    ...callsOf('west', 25),
    {
      from: 'east:store/inventory',
      to: to('store/inventory-db'),
      protocol: 'tcp',
      load: { perInbound: 0.1 },
      bytes: { request: 3000, response: 16_000 },
    },
  ],
  resources: [
    peerAuthentication('istio-system/default', 'STRICT'),
    declare('DestinationRule', 'store/catalog', {
      host: 'catalog',
      trafficPolicy: {
        loadBalancer: { localityLbSetting: { enabled: true, distribute: [{ from: 'east/*', to: { 'east/*': 80, 'west/*': 20 } }] } },
        outlierDetection: { consecutive5xxErrors: 5 },
      },
    }),
    declare('AuthorizationPolicy', 'store/inventory', {
      selector: { matchLabels: { app: 'inventory' } },
      rules: [{ from: [{ source: { namespaces: ['store'] } }] }],
    }),
  ],
  nodesPerCluster: 3,
};

export const multicluster: Scenario = {
  name: 'multicluster',
  title: 'Two clusters',
  description: 'One mesh over the clusters east and west: shared services, calls that cross, one of them shaky.',
  shows: ['sidecar', 'gateway', 'grpc', 'tcp', 'errors', 'connectFailure', 'twoClusters'],
  build: () => description,
};
