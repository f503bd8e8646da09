/** Configuration of the size that hurts: a few thousand resources that admit exactly the calls there are. */
import { declare, peerAuthentication, principal } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import type { Workload } from '../world/description';

interface Edge {
  readonly from: Workload;
  readonly target: Workload;
}

function admitting(target: Workload, callers: readonly Workload[]): KubernetesObject {
  const principals = [...new Set(callers.map(({ namespace, serviceAccount }) => principal(namespace, serviceAccount)))];
  return declare('AuthorizationPolicy', `${target.namespace}/${target.name}`, {
    selector: { matchLabels: { app: target.app } },
    action: 'ALLOW',
    rules: [{ from: [{ source: { principals } }] }],
  });
}

function pooled(target: Workload): KubernetesObject {
  return declare('DestinationRule', `${target.namespace}/${target.name}`, {
    host: target.name,
    trafficPolicy: { connectionPool: { tcp: { maxConnections: 1000 } }, outlierDetection: { consecutive5xxErrors: 10, interval: '30s' } },
  });
}

function timed(target: Workload): KubernetesObject {
  return declare('VirtualService', `${target.namespace}/${target.name}`, {
    hosts: [target.name],
    http: [{ route: [{ destination: { host: target.name } }], timeout: '15s', retries: { attempts: 1, perTryTimeout: '10s' } }],
  });
}

/** STRICT, and a view of the namespaces it calls. */
function namespaceResources(namespace: string, called: readonly string[]): readonly KubernetesObject[] {
  return [
    peerAuthentication(`${namespace}/default`, 'STRICT'),
    declare('Sidecar', `${namespace}/default`, { egress: [{ hosts: ['./*', 'istio-system/*', ...called.map((name) => `${name}/*`)] }] }),
    declare('Telemetry', `${namespace}/access-log`, { accessLogging: [{ providers: [{ name: 'envoy' }] }] }),
  ];
}

/** Of every nine services four say who may call; of every five two have a DestinationRule; every fourth has a VirtualService. */
export function hugeResources(workloads: readonly Workload[], edges: readonly Edge[]): readonly KubernetesObject[] {
  const callers = new Map<string, Workload[]>();
  const called = new Map<string, Set<string>>();
  for (const { from, target } of edges) {
    const known = callers.get(target.id) ?? [];
    known.push(from);
    callers.set(target.id, known);
    const names = called.get(from.namespace) ?? new Set<string>();
    if (target.namespace !== from.namespace) names.add(target.namespace);
    called.set(from.namespace, names);
  }
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))];
  return [
    ...namespaces.flatMap((namespace) => namespaceResources(namespace, [...(called.get(namespace) ?? [])].sort())),
    ...workloads.filter((_, index) => index % 9 < 4).map((workload) => admitting(workload, callers.get(workload.id) ?? [])),
    ...workloads.filter((_, index) => index % 5 < 2).map(pooled),
    ...workloads.filter((_, index) => index % 4 === 0).map(timed),
  ];
}
