/** Short words for writing scenarios. */
import type { Backend, ByPhase, Destination, Service, Workload } from './description';

/** The name Istio gives to a cluster nobody named. */
const defaultCluster = 'Kubernetes';

type WorkloadExtras = Partial<Omit<Workload, 'id' | 'namespace' | 'name'>>;

/** A workload; app defaults to the name, version to `v1`, the cluster is part of the id only when named. */
export function workload(namespace: string, name: string, extras: WorkloadExtras = {}): Workload {
  const app = extras.app ?? name;
  return {
    cluster: defaultCluster,
    version: 'v1',
    serviceAccount: app,
    pods: 1,
    proxy: 'sidecar',
    restartEveryDays: 5,
    ...extras,
    app,
    id: `${extras.cluster === undefined ? '' : `${extras.cluster}:`}${namespace}/${name}`,
    namespace,
    name,
  };
}

/** A service in front of workloads; a bare workload id has weight 1. */
export function service(
  id: string,
  backends: readonly (string | readonly [string, ByPhase<number>])[],
  extras: Partial<Omit<Service, 'id' | 'namespace' | 'name' | 'backends'>> = {},
): Service {
  const [namespace = '', name = ''] = id.split('/');
  return {
    id,
    namespace,
    name,
    backends: backends.map(
      (backend): Backend => (typeof backend === 'string' ? { workload: backend, weight: 1 } : { workload: backend[0], weight: backend[1] }),
    ),
    ...extras,
  };
}

/** A workload with the service of the same name in front of it. */
export function served(entry: Workload): Service {
  return service(`${entry.namespace}/${entry.name}`, [entry.id]);
}

/** A declared service as destination. */
export function to(id: string): Destination {
  return { kind: 'service', service: id };
}
