/** How far a changed resource reaches: only what it can reach is evaluated again. When in doubt it reaches everything. */
import { fullHost, hostsOverlap, serviceHost } from '../istio/host';
import type { Inventory } from '../istio/inventory';
import type { Labels } from '../istio/labels';
import { KIND_NAMES, type KindName, type ResourceTypes } from '../istio/resources/index';
import type { Resource } from '../istio/resources/resource';
import type { VirtualService } from '../istio/resources/virtual-service';
import type { Facts } from './facts/create-facts';
import type { InventoryChange } from './inventory-change';
import type { WorkloadKey } from './model';
import { routeTargets } from './virtual-service-targets';

export interface ChangeScope {
  readonly everything: boolean;
  /** What is called in these namespaces: workloads, services, and the waypoints before them. */
  readonly servers: ReadonlySet<string>;
  /** Callers of these namespaces. */
  readonly clients: ReadonlySet<string>;
  /** These workloads, called. */
  readonly workloads: ReadonlySet<WorkloadKey>;
  /** Calls of workloads that nobody knows: a selector may mean them. */
  readonly unknownWorkloads: boolean;
  /** Calls of these hosts, and calls that are routed to them. */
  readonly hosts: readonly string[];
  /** Calls that a gateway or its routes decide. */
  readonly gateways: boolean;
  /** Workloads, services or waypoints themselves may have changed. */
  readonly facts: boolean;
}

/** What a workload or a call depends on. */
export interface Dependencies {
  readonly servers: ReadonlySet<string>;
  readonly client?: string;
  /** The workload itself, or the one that is called. */
  readonly workload?: WorkloadKey;
  readonly hosts: ReadonlySet<string>;
  readonly gateways: boolean;
}

/** Whether something with these dependencies may have changed, and so is evaluated again. */
export function isReached({ servers, client, workload, hosts, gateways }: Dependencies, scope: ChangeScope): boolean {
  if (scope.everything || (gateways && scope.gateways)) return true;
  if (client !== undefined && scope.clients.has(client)) return true;
  if (workload === undefined ? scope.unknownWorkloads : scope.workloads.has(workload)) return true;
  for (const namespace of scope.servers) if (servers.has(namespace)) return true;
  for (const changed of scope.hosts) for (const host of hosts) if (hostsOverlap(changed, host)) return true;
  return false;
}

interface Reach {
  readonly everything?: true;
  readonly servers?: string;
  readonly clients?: string;
  readonly workloads?: readonly WorkloadKey[];
  readonly unknownWorkloads?: true;
  readonly hosts?: readonly string[];
  readonly gateways?: true;
  readonly facts?: true;
}

interface Around {
  readonly inventory: Inventory;
  readonly rootNamespace: string;
  readonly facts: Facts;
}

type Reaches = { readonly [K in KindName]: (resource: ResourceTypes[K], around: Around) => Reach };

const workloads = ({ namespace }: Resource): Reach => ({ servers: namespace, facts: true });
const inNamespace = ({ namespace }: Resource): Reach => ({ servers: namespace });
const everything = (): Reach => ({ everything: true, facts: true });
/** In the root namespace it is a policy of the whole mesh. */
const policy = ({ namespace }: Resource, { rootNamespace }: Around): Reach =>
  namespace === rootNamespace ? { everything: true } : { servers: namespace };

interface Selecting extends Resource {
  readonly spec?: {
    readonly selector?: { readonly matchLabels?: Labels };
    readonly targetRef?: unknown;
    readonly targetRefs?: readonly unknown[];
  };
}

/** A policy with labels to select by reaches the workloads that have them, or may have them. */
function selecting(resource: Selecting, around: Around): Reach {
  const { selector, targetRef, targetRefs = [] } = resource.spec ?? {};
  const wanted = selector?.matchLabels;
  if (wanted === undefined || wanted.size === 0 || targetRef !== undefined || targetRefs.length > 0) return policy(resource, around);
  const found: WorkloadKey[] = [];
  for (const { key, namespace, labels, labelsComplete } of around.facts.workloads.values()) {
    if (namespace !== resource.namespace && resource.namespace !== around.rootNamespace) continue;
    if ([...wanted].every(([name, value]) => (labels.get(name) ?? (labelsComplete ? undefined : value)) === value)) found.push(key);
  }
  return { workloads: found, unknownWorkloads: true };
}

interface MeshRoute extends Resource {
  readonly spec?: {
    readonly parentRefs?: readonly { readonly kind?: string; readonly name?: string; readonly namespace?: string }[];
    readonly rules?: readonly { readonly backendRefs?: readonly { readonly name?: string; readonly namespace?: string }[] }[];
  };
}

/** Gateways, the services a route of the Gateway API stands before in the mesh, and those it leads to. */
function meshRoute({ namespace, spec }: MeshRoute): Reach {
  const backends = (spec?.rules ?? []).flatMap(({ backendRefs = [] }) =>
    backendRefs.map(({ name = '', namespace: at = namespace }) => serviceHost(name, at)),
  );
  const hosts = (spec?.parentRefs ?? []).flatMap(({ kind = 'Gateway', name = '', namespace: at = namespace }) => {
    if (kind === 'Gateway') return [];
    return kind === 'Service' ? [serviceHost(name, at)] : ['*'];
  });
  return { hosts: [...hosts, ...backends], gateways: true };
}

const REACHES: Reaches = {
  Pod: workloads,
  Deployment: workloads,
  StatefulSet: workloads,
  DaemonSet: workloads,
  ReplicaSet: workloads,
  Job: workloads,
  CronJob: workloads,
  WorkloadEntry: workloads,
  EndpointSlice: inNamespace,
  ServiceAccount: inNamespace,
  // What it says of the mesh is compared by itself.
  ConfigMap: () => ({}),
  Namespace: ({ name }) => ({ servers: name, clients: name, facts: true }),
  Service: ({ namespace, name }) => ({ servers: namespace, hosts: [serviceHost(name, namespace)], facts: true }),
  ServiceEntry: ({ namespace, spec }) => ({ servers: namespace, hosts: spec?.hosts ?? [], facts: true }),
  PeerAuthentication: selecting,
  AuthorizationPolicy: selecting,
  RequestAuthentication: selecting,
  Telemetry: selecting,
  EnvoyFilter: policy,
  WasmPlugin: policy,
  Sidecar: ({ namespace }, { rootNamespace }) => (namespace === rootNamespace ? { everything: true } : { clients: namespace }),
  DestinationRule: ({ namespace, spec }) => ({ hosts: [fullHost(spec?.host ?? '', namespace)] }),
  VirtualService: (resource, around) => ({ hosts: hostsOf(resource, around), gateways: true }),
  Gateway: () => ({ gateways: true }),
  HTTPRoute: meshRoute,
  GRPCRoute: meshRoute,
  TCPRoute: meshRoute,
  TLSRoute: meshRoute,
  KubernetesGateway: ({ namespace }) => ({ servers: namespace, gateways: true, facts: true }),
  GatewayClass: everything,
  ReferenceGrant: everything,
};

/** Its hosts and those it routes to, itself or by delegates. One without hosts is a delegate: it reaches as far as those that delegate to it. */
function hostsOf(resource: VirtualService, { inventory }: Around): readonly string[] {
  const targets = routeTargets(resource).map(({ host }) => host);
  const own = fullHosts(resource);
  if (own.length > 0) {
    const delegates = delegatesOf(resource).flatMap(({ namespace, name }) => inventory.find('VirtualService', namespace, name) ?? []);
    return [...own, ...targets, ...delegates.flatMap((each) => routeTargets(each).map(({ host }) => host))];
  }
  const roots = inventory
    .of('VirtualService')
    .filter((each) => delegatesOf(each).some(({ namespace, name }) => name === resource.name && namespace === resource.namespace));
  return [...roots.flatMap(fullHosts), ...targets];
}

function fullHosts({ spec, namespace }: VirtualService): readonly string[] {
  return (spec?.hosts ?? []).map((host) => fullHost(host, namespace));
}

function delegatesOf({ spec, namespace }: VirtualService): readonly { readonly namespace: string; readonly name: string }[] {
  return (spec?.http ?? []).flatMap(({ delegate }) =>
    delegate === undefined ? [] : [{ namespace: delegate.namespace ?? namespace, name: delegate.name ?? '' }],
  );
}

/** The mesh's configuration is the same before and after; `facts` are those before: workloads that changed are told by themselves. */
export function changeScope(change: InventoryChange, around: Around): ChangeScope {
  const reaches = KIND_NAMES.flatMap((kind) => reachesOf(kind, change, around));
  return {
    everything: change.coverage || reaches.some((reach) => reach.everything === true),
    servers: new Set(reaches.flatMap(({ servers }) => servers ?? [])),
    clients: new Set(reaches.flatMap(({ clients }) => clients ?? [])),
    workloads: new Set(reaches.flatMap((reach) => reach.workloads ?? [])),
    unknownWorkloads: reaches.some((reach) => reach.unknownWorkloads === true),
    hosts: reaches.flatMap(({ hosts }) => hosts ?? []),
    gateways: reaches.some((reach) => reach.gateways === true),
    facts: change.coverage || reaches.some((reach) => reach.facts === true),
  };
}

function reachesOf<K extends KindName>(kind: K, change: InventoryChange, around: Around): readonly Reach[] {
  const reach: Reaches[K] = REACHES[kind];
  return change.of(kind).map((resource) => reach(resource, around));
}
