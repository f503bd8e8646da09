/** Pods, Pod templates and WorkloadEntries of an inventory, by the workload they belong to. */
import type { Inventory } from '../../istio/inventory';
import { NO_LABELS } from '../../istio/labels';
import { type Ref, refKey, refOf } from '../../istio/ref';
import type { Deployment } from '../../istio/resources/deployment';
import type { Pod } from '../../istio/resources/pod';
import type { WorkloadEntry } from '../../istio/resources/workload-entry';
import { onceEach } from '../../lib/once-each';
import { workloadKey } from '../keys';
import type { WorkloadKey } from '../model';
import type { Instance } from './instance';
import { workloadNameOf } from './workload-name';

export interface CollectedWorkload {
  readonly key: WorkloadKey;
  readonly namespace: string;
  readonly name: string;
  readonly instances: readonly Instance[];
}

/** Set by istiod on WorkloadEntries that registered themselves: the WorkloadGroup is their workload. */
const GROUP_ANNOTATION = 'istio.io/autoRegistrationGroup';

/** A workload with running Pods is described by them; without, by its template; finished Pods count when there is nothing else. */
export function collectInstances(
  inventory: Inventory,
  instances: Instances = createInstances(),
): ReadonlyMap<WorkloadKey, CollectedWorkload> {
  const running = new Collector();
  const finished = new Collector();
  const templates = new Collector();
  const controllers = new Map(
    [...inventory.of('ReplicaSet'), ...inventory.of('Job')].map((controller) => [refKey(controller), controller] as const),
  );
  const find = (kind: string, namespace: string, name: string) => controllers.get(refKey({ kind, namespace, name }));
  for (const pod of inventory.of('Pod')) {
    const done = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    (done ? finished : running).add(pod.namespace, workloadNameOf(pod, find), instances.ofPod(pod));
  }
  for (const entry of inventory.of('WorkloadEntry'))
    running.add(entry.namespace, entry.annotations.get(GROUP_ANNOTATION) ?? entry.name, instances.ofEntry(entry));
  for (const [controller, template] of templatesIn(inventory))
    if (template !== undefined) templates.add(controller.namespace, controller.name, instances.ofTemplate(controller, template));
  const all = new Map([...templates.byKey, ...finished.byKey, ...running.byKey]);
  for (const { instances: several } of all.values()) if (several.length > 1) several.sort(compareInstances);
  return all;
}

/** By name, so that the order of the documents tells nothing. */
function compareInstances({ ref: a }: Instance, { ref: b }: Instance): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

/** The same resource gives the same instance, so that a workload can be seen to be as it was. */
export interface Instances {
  readonly ofPod: (pod: Pod) => Instance;
  readonly ofEntry: (entry: WorkloadEntry) => Instance;
  readonly ofTemplate: (controller: Ref, template: Template) => Instance;
}

export function createInstances(): Instances {
  const templates = new WeakMap<Ref, Instance>();
  return {
    ofPod: onceEach(instanceOfPod),
    ofEntry: onceEach(instanceOfEntry),
    ofTemplate: (controller, template) => {
      const known = templates.get(controller) ?? instanceOfTemplate(controller, template);
      templates.set(controller, known);
      return known;
    },
  };
}

type Template = NonNullable<NonNullable<Deployment['spec']>['template']>;

/** What makes Pods and is not itself made by something that is listed under its own name. */
function* templatesIn(inventory: Inventory): Generator<readonly [Ref, Template | undefined]> {
  for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet'] as const)
    for (const resource of inventory.of(kind)) yield [resource, resource.spec?.template];
  for (const kind of ['ReplicaSet', 'Job'] as const)
    for (const resource of inventory.of(kind)) if (resource.controller === undefined) yield [resource, resource.spec?.template];
  for (const resource of inventory.of('CronJob')) yield [resource, resource.spec?.jobTemplate?.spec?.template];
}

class Collector {
  readonly byKey = new Map<WorkloadKey, CollectedWorkload & { readonly instances: Instance[] }>();

  add(namespace: string, name: string, instance: Instance): void {
    const key = workloadKey(namespace, name);
    const known = this.byKey.get(key);
    if (known === undefined) this.byKey.set(key, { key, namespace, name, instances: [instance] });
    else known.instances.push(instance);
  }
}

function instanceOfPod(pod: Pod): Instance {
  const { spec, status } = pod;
  const addresses = [status?.podIP, ...(status?.podIPs ?? []).map(({ ip }) => ip)].filter((each) => each !== undefined);
  return {
    ref: refOf(pod),
    labels: pod.labels,
    annotations: pod.annotations,
    ...ofSpec(spec),
    addresses: [...new Set(addresses)],
    // A Pod written by hand has no status: its containers are what was asked for, not what a webhook made of it.
    live: status?.phase !== undefined || addresses.length > 0,
  };
}

function instanceOfTemplate(controller: Ref, { metadata, spec }: Template): Instance {
  return {
    ref: refOf(controller),
    labels: metadata?.labels ?? NO_LABELS,
    annotations: metadata?.annotations ?? NO_LABELS,
    ...ofSpec(spec),
    addresses: [],
    live: false,
  };
}

function instanceOfEntry(entry: WorkloadEntry): Instance {
  const { spec } = entry;
  const ports = [...(spec?.ports ?? [])].map(([name, containerPort]) => ({ name, containerPort }));
  return {
    ref: refOf(entry),
    labels: new Map([...entry.labels, ...(spec?.labels ?? NO_LABELS)]),
    annotations: entry.annotations,
    serviceAccount: spec?.serviceAccount ?? 'default',
    hostNetwork: false,
    containers: [{ ports }],
    initContainers: [],
    addresses: spec?.address === undefined ? [] : [spec.address],
    live: true,
  };
}

function ofSpec(spec: Pod['spec']): Pick<Instance, 'serviceAccount' | 'hostNetwork' | 'containers' | 'initContainers'> {
  return {
    serviceAccount: spec?.serviceAccountName ?? spec?.serviceAccount ?? 'default',
    hostNetwork: spec?.hostNetwork ?? false,
    containers: spec?.containers ?? [],
    initContainers: spec?.initContainers ?? [],
  };
}
