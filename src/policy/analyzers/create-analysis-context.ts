/** What analyzers look at, indexed once. */
import type { Inventory } from '../../istio/inventory';
import { type Labels, NO_LABELS } from '../../istio/labels';
import type { MeshConfig } from '../../istio/mesh-config';
import { refKey } from '../../istio/ref';
import { isKindName, type KindName, type ResourceTypes } from '../../istio/resources/index';
import type { Pod } from '../../istio/resources/pod';
import type { FieldIssue } from '../../istio/resources/reader';
import type { Resource } from '../../istio/resources/resource';
import type { Service } from '../../istio/resources/service';
import { listIn } from '../../lib/list-in';
import { collectInstances } from '../facts/collect-instances';
import type { Instance } from '../facts/instance';
import { createSelectorIndex, type SelectorIndex } from '../facts/selector-index';
import type { AnalysisContext, OtherObject, PodLike } from './analyzer';
import { createDestinationHosts } from './destination-hosts';
import { createLabelIndex } from './label-index';

export interface AnalysisOptions {
  readonly asIstioctl: boolean;
  readonly issuesOf?: (resource: Resource) => readonly FieldIssue[];
  readonly others?: readonly OtherObject[];
  /** What workloads run as, where that has been collected already. */
  readonly workloads?: Iterable<{ readonly instances: readonly Instance[] }>;
}

export function createAnalysisContext(inventory: Inventory, mesh: MeshConfig, options: AnalysisOptions): AnalysisContext {
  const { asIstioctl, issuesOf = () => [], others = [], workloads } = options;
  const { of, find } = asIstioctl ? withRejected(inventory) : inventory;
  const known = (kind: KindName) => asIstioctl || inventory.knows(kind);
  const pods = once(() =>
    createLabelIndex(asIstioctl ? of('Pod').map(ofPod) : instancesOf(workloads ?? collectInstances(inventory).values())),
  );
  const hosts = once(() => createDestinationHosts(of('Service'), of('ServiceEntry')));
  const servicesSelecting = once(() => createServicesSelecting(of('Service'), asIstioctl));
  return {
    inventory,
    of,
    find,
    known,
    asIstioctl,
    mesh,
    get pods() {
      return pods();
    },
    get podsAreKnown() {
      return asIstioctl || pods().all.length > 0 || inventory.coverage('Pod') === 'complete';
    },
    get hosts() {
      return hosts();
    },
    servicesSelecting: (pod) => servicesSelecting()(pod),
    issuesOf,
    others,
  };
}

/** Made when first asked for: an analyzer that does not run needs nothing. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** `istioctl` analyzes what it is given, valid or not. */
function withRejected(inventory: Inventory): Pick<Inventory, 'of' | 'find'> {
  const byKind = new Map<string, Resource[]>();
  const byKey = new Map<string, Resource>();
  for (const resource of inventory.rejected) {
    if (!isKindName(resource.kind)) continue;
    listIn(byKind, resource.kind).push(resource);
    byKey.set(refKey(resource), resource);
  }
  // The kind is the key the resource was filed under by `parseResource`, so what is found has that kind's type.
  return {
    of: <K extends KindName>(kind: K) => {
      const rejected = byKind.get(kind);
      return rejected === undefined ? inventory.of(kind) : [...inventory.of(kind), ...(rejected as unknown as ResourceTypes[K][])];
    },
    find: <K extends KindName>(kind: K, namespace: string, name: string) =>
      inventory.find(kind, namespace, name) ?? (byKey.get(refKey({ kind, namespace, name })) as unknown as ResourceTypes[K] | undefined),
  };
}

function ofPod({ kind, namespace, name, labels, annotations, spec }: Pod): PodLike {
  return {
    kind,
    namespace,
    name,
    labels,
    annotations,
    hostNetwork: spec?.hostNetwork ?? false,
    ...(spec?.nodeName === undefined ? {} : { nodeName: spec.nodeName }),
    containers: [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])],
  };
}

/** Pods that run, and templates where none are known. */
function instancesOf(workloads: Iterable<{ readonly instances: readonly Instance[] }>): readonly PodLike[] {
  return [...workloads].flatMap(({ instances }) =>
    instances
      .filter(({ ref }) => ref.kind !== 'WorkloadEntry')
      .map(({ ref, labels, annotations, hostNetwork, containers, initContainers }) => ({
        ...ref,
        labels,
        annotations,
        hostNetwork,
        containers: [...containers, ...initContainers],
      })),
  );
}

/** A Service without selector selects nothing; as `istioctl` reads it, everything of its namespace. */
function createServicesSelecting(services: readonly Service[], asIstioctl: boolean): AnalysisContext['servicesSelecting'] {
  const byNamespace = new Map<string, (readonly [Labels, Service])[]>();
  for (const service of services) {
    const selector = service.spec?.selector ?? NO_LABELS;
    if (selector.size === 0 && !asIstioctl) continue;
    listIn(byNamespace, service.namespace).push([selector, service]);
  }
  const indexes = new Map<string, SelectorIndex<Service>>([...byNamespace].map(([name, list]) => [name, createSelectorIndex(list)]));
  return ({ namespace, labels }) => indexes.get(namespace)?.selecting(labels) ?? [];
}
