/** What commands and causes need of the resources: services, the Pods behind them, and what a workload's proxy is called. */
import type { Inventory } from '../../istio/inventory';
import { type Labels, selects } from '../../istio/labels';
import { type Ref, refOf } from '../../istio/ref';
import type { Pod } from '../../istio/resources/pod';
import type { Service } from '../../istio/resources/service';
import { listIn } from '../../lib/list-in';
import { collectInstances } from '../../policy/facts/collect-instances';
import { endKey } from '../../policy/keys';
import type { ObservedEnd, ObservedService } from '../../policy/observation';

export interface PodsBehind {
  readonly pods: readonly Ref[];
  readonly ready: number;
}

export interface Resources {
  readonly service: (addressed: ObservedService | undefined) => Service | undefined;
  /** Pods that run, behind a service and with these labels besides; undefined = nobody said which Pods there are. */
  readonly podsBehind: (service: Service, labels?: Labels) => PodsBehind | undefined;
  /** A Pod of the workload, else what makes its Pods; undefined = neither is known. */
  readonly instanceOf: (end: ObservedEnd) => Ref | undefined;
  /** Labels of its first instance; undefined = no instance is known. */
  readonly labelsOf: (end: ObservedEnd) => Labels | undefined;
  /** Numbers and names of the container ports its Pods declare; undefined = no instance is known. */
  readonly portsOf: (end: ObservedEnd) => ReadonlySet<number | string> | undefined;
}

/** Looks up on demand; the index of workloads is made at most once. */
export function createResources(inventory: Inventory): Resources {
  let pods: ReadonlyMap<string, readonly Pod[]> | undefined;
  let collected: ReturnType<typeof collectInstances> | undefined;
  const instancesOf = (end: ObservedEnd) => {
    const key = endKey(end);
    collected ??= collectInstances(inventory);
    return key === undefined ? [] : (collected.get(key)?.instances ?? []);
  };
  return {
    service: (addressed) =>
      addressed?.name === undefined || addressed.namespace === undefined
        ? undefined
        : inventory.find('Service', addressed.namespace, addressed.name),
    podsBehind: (service, labels = new Map()) => {
      if (!inventory.knows('Pod')) return undefined;
      pods ??= podsByNamespace(inventory);
      return podsBehind(pods.get(service.namespace) ?? [], service, labels);
    },
    instanceOf: (end) => instancesOf(end)[0]?.ref,
    labelsOf: (end) => instancesOf(end)[0]?.labels,
    portsOf: (end) => {
      const instances = instancesOf(end);
      if (instances.length === 0) return undefined;
      const ports = instances.flatMap(({ containers }) => containers.flatMap((container) => container.ports ?? []));
      return new Set(ports.flatMap(({ name, containerPort }) => [name, containerPort].filter((port) => port !== undefined)));
    },
  };
}

function podsByNamespace(inventory: Inventory): ReadonlyMap<string, readonly Pod[]> {
  const byNamespace = new Map<string, Pod[]>();
  for (const pod of inventory.of('Pod')) if (!isFinished(pod)) listIn(byNamespace, pod.namespace).push(pod);
  return byNamespace;
}

function podsBehind(candidates: readonly Pod[], { spec }: Service, labels: Labels): PodsBehind | undefined {
  const selector = spec?.selector;
  if (selector === undefined || selector.size === 0) return undefined;
  const pods = candidates.filter((pod) => selects(selector, pod.labels) && selects(labels, pod.labels));
  return { pods: pods.map(refOf), ready: pods.filter(isReady).length };
}

const isFinished = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** A Pod written by hand has no conditions and counts as it is meant: ready. */
function isReady({ status }: Pod): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready === undefined || ready.status === 'True';
}
