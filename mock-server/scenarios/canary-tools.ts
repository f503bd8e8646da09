/** Canaries of `canary-kinds` that are not a VirtualService over subsets: Gateway API, Flagger, Argo Rollouts, waypoints. */
import { canary, declare } from '../kubernetes/declare';
import { served, service, workload } from '../world/describe';
import type { Call, Service } from '../world/description';
import { calls, host, type Part } from './small-mesh';

const caseLabel = (text: string): Pick<Service, 'labels'> => ({ labels: { 'demo.seamark.dev/case': text } });

/** A route of the Gateway API in front of a service, over two services of one version each. */
function routed(
  kind: 'HTTPRoute' | 'GRPCRoute' | 'TCPRoute',
  { name, port, protocol }: { readonly name: string; readonly port: number; readonly protocol: Call['protocol'] },
  weights: readonly [number, number],
): Part {
  const { workloads, services } = host({ namespace: 'kinds', name, service: caseLabel(name) });
  const backendRefs = workloads.map((one, index) => ({ name: one.name, port, weight: weights[index] }));
  return {
    workloads,
    services: [...services, ...workloads.map((one) => ({ ...served(one), speaks: [protocol] }))],
    resources: [declare(kind, `kinds/${name}`, { parentRefs: [{ group: '', kind: 'Service', name, port }], rules: [{ backendRefs }] })],
  };
}

export function gatewayApiRoutes(web: string): Part {
  const parts = [
    routed('HTTPRoute', { name: 'http-route', port: 80, protocol: 'http' }, [80, 20]),
    routed('GRPCRoute', { name: 'grpc-route', port: 9090, protocol: 'grpc' }, [75, 25]),
    routed('TCPRoute', { name: 'tcp-route', port: 9000, protocol: 'tcp' }, [90, 10]),
  ];
  return {
    workloads: parts.flatMap(({ workloads = [] }) => workloads),
    services: parts.flatMap(({ services = [] }) => services),
    resources: parts.flatMap(({ resources = [] }) => resources),
    calls: [
      calls(web, 'kinds/http-route', 60),
      calls(web, 'kinds/grpc-route', 40, { protocol: 'grpc' }),
      calls(web, 'kinds/tcp-route', 40, { protocol: 'tcp' }),
    ],
  };
}

/** A Rollout owns the ReplicaSets of both versions: one workload by name, told apart by the hash of its pods and their version. */
export function argoRollout(web: string): Part {
  const hashes = { v1: '5d8c7f9b64', v2: '7c6b5d9f48' };
  const workloads = (['v1', 'v2'] as const).map((version) => ({
    ...workload('kinds', 'argo', { version, labels: { 'rollouts-pod-template-hash': hashes[version] }, controller: 'Rollout' }),
    id: `kinds/argo-${version}`,
  }));
  const managed = { annotations: { 'argo-rollouts.argoproj.io/managed-by-rollouts': 'argo' } };
  const route = [
    { destination: { host: 'argo', subset: 'stable' }, weight: 85 },
    { destination: { host: 'argo', subset: 'canary' }, weight: 15 },
  ];
  const subset = (name: string, version: 'v1' | 'v2') => ({
    name,
    labels: { app: 'argo', 'rollouts-pod-template-hash': hashes[version] },
  });
  return {
    workloads,
    services: [
      service(
        'kinds/argo',
        workloads.map(({ id }) => id),
        { ...caseLabel('argo-rollouts'), ...managed },
      ),
    ],
    calls: [calls(web, 'kinds/argo', 60)],
    resources: [
      declare('VirtualService', 'kinds/argo', { hosts: ['argo'], http: [{ name: 'primary', route }] }, managed),
      declare('DestinationRule', 'kinds/argo', { host: 'argo', subsets: [subset('stable', 'v1'), subset('canary', 'v2')] }, managed),
    ],
  };
}

/** Flagger makes a copy of the app, three services and the route, and shows the weight of each workload as a gauge (its `pkg/metrics/recorder.go`). */
export function flaggerApp(web: string): Part {
  const controller = workload('flagger-system', 'flagger', { proxy: 'none' });
  const primary = workload('kinds', 'flagger-app-primary', { version: 'latest', pods: 2 });
  const canaryApp = workload('kinds', 'flagger-app', { version: 'latest' });
  const owner = { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', name: 'flagger-app', controller: true, blockOwnerDeletion: true };
  const made = { ownerReferences: [owner], labels: { app: 'flagger-app', 'app.kubernetes.io/managed-by': 'flagger' } };
  const route = (weight: number) =>
    declare(
      'VirtualService',
      'kinds/flagger-app',
      {
        hosts: ['flagger-app'],
        http: [
          {
            route: [
              { destination: { host: 'flagger-app-primary' }, weight: 100 - weight },
              { destination: { host: 'flagger-app-canary' }, weight },
            ],
          },
        ],
      },
      made,
    );
  const gauge = (name: string, weights: readonly [number, number, number]) => ({
    name: 'flagger_canary_weight',
    help: 'The virtual service destination weight current value',
    from: controller.id,
    labels: { workload: name, namespace: 'kinds' },
    value: { otherwise: weights[0], during: { recent: weights[1], young: weights[2] } },
  });
  return {
    workloads: [controller, primary, canaryApp],
    services: [
      service('kinds/flagger-app', [primary.id], caseLabel('flagger')),
      service('kinds/flagger-app-primary', [primary.id], caseLabel('flagger')),
      service('kinds/flagger-app-canary', [canaryApp.id], caseLabel('flagger')),
    ],
    calls: [calls(web, 'kinds/flagger-app', 60)],
    resources: [
      declare('DestinationRule', 'kinds/flagger-app-primary', { host: 'flagger-app-primary' }, made),
      declare('DestinationRule', 'kinds/flagger-app-canary', { host: 'flagger-app-canary' }, made),
    ],
    phasedResources: [{ otherwise: route(0), during: { recent: route(10), young: route(20) } }],
    gauges: [gauge('flagger-app-primary', [100, 90, 80]), gauge('flagger-app', [0, 10, 20])],
  };
}

/** In ambient the waypoint splits, or connections are split between two waypoints. */
export function ambientCanaries(): Part {
  const namespace = 'kinds-ambient';
  const captured = { proxy: 'ztunnel' } as const;
  const waypoints = ['waypoint', 'waypoint-next'].map((name) => workload(namespace, name, { proxy: 'waypoint', version: 'latest' }));
  const browser = workload(namespace, 'browser', captured);
  const split = host({
    namespace,
    name: 'waypointed',
    workload: captured,
    service: { waypoint: `${namespace}/waypoint`, ...caseLabel('waypoint') },
  });
  const target = workload(namespace, 'two-ways', captured);
  const ways = caseLabel('waypoint-canary');
  return {
    workloads: [...waypoints, browser, ...split.workloads, target],
    services: [
      ...split.services,
      service('kinds-ambient/two-ways', [target.id], {
        waypoint: `${namespace}/waypoint`,
        labels: { ...ways.labels, 'istio.io/use-waypoint-canary': 'waypoint-next' },
        annotations: { 'istio.io/use-waypoint-canary-weight': '20' },
      }),
      { ...service('kinds-ambient/two-ways', [target.id], { waypoint: `${namespace}/waypoint-next` }), id: 'kinds-ambient/two-ways-next' },
    ],
    calls: [
      calls(browser.id, 'kinds-ambient/waypointed', 60),
      calls(browser.id, 'kinds-ambient/two-ways', 83),
      calls(browser.id, 'kinds-ambient/two-ways-next', 17),
    ],
    resources: [...canary('kinds-ambient/waypointed', { v1: 90, v2: 10 })],
  };
}
