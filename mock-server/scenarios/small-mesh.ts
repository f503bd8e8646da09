/** What meshes of many small cases are put together from: a host with its versions, and whoever calls it. */
import { declare, versionSubsets } from '../kubernetes/declare';
import type { KubernetesObject } from '../kubernetes/object';
import { service, to, workload } from '../world/describe';
import type { Call, MeshDescription, Service, Workload } from '../world/description';

/** Some of a mesh. */
export type Part = Partial<Pick<MeshDescription, 'workloads' | 'services' | 'calls' | 'resources' | 'phasedResources' | 'gauges'>>;

export function together(parts: readonly Part[]): Required<Part> {
  return {
    workloads: parts.flatMap(({ workloads = [] }) => workloads),
    services: parts.flatMap(({ services = [] }) => services),
    calls: parts.flatMap(({ calls = [] }) => calls),
    resources: parts.flatMap(({ resources = [] }) => resources),
    phasedResources: parts.flatMap(({ phasedResources = [] }) => phasedResources),
    gauges: parts.flatMap(({ gauges = [] }) => gauges),
  };
}

export interface HostSetting {
  readonly namespace: string;
  readonly name: string;
  /** Default v1 and v2; one without a name is a workload named like its host. */
  readonly versions?: readonly string[];
  /** Of all its workloads. */
  readonly workload?: Partial<Omit<Workload, 'id' | 'namespace' | 'name'>>;
  readonly service?: Pick<Service, 'waypoint' | 'ports' | 'labels' | 'annotations'>;
}

/** The workloads of a host, one a version, and the service in front of them. */
export function host(setting: HostSetting): { readonly workloads: readonly Workload[]; readonly services: readonly Service[] } {
  const { namespace, name, versions = ['v1', 'v2'], workload: extras = {}, service: about = {} } = setting;
  const workloads = versions.map((version) => workload(namespace, `${name}-${version}`, { ...extras, app: name, version }));
  const backends = workloads.map(({ id }) => id);
  return { workloads, services: [service(`${namespace}/${name}`, backends, about)] };
}

/** Calls at a steady rate. */
export function calls(from: string, target: string, perSecond: number, extras: Partial<Call> = {}): Call {
  return { from, to: to(target), protocol: 'http', load: { perSecond }, latency: { medianMs: 20, spread: 0.5 }, ...extras };
}

/** A DestinationRule with a subset for each version, and what else it says. */
export function subsets(
  id: `${string}/${string}`,
  versions: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): KubernetesObject {
  const [, name = ''] = id.split('/');
  return declare('DestinationRule', id, { host: name, subsets: versionSubsets(versions), ...more });
}
