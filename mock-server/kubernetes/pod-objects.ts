/** Deployments, ReplicaSets and Pods of the workloads of a mesh, named as their metrics name them. */
import type { Call, MeshDescription, Service, Workload } from '../world/description';
import { presentPods, templateHash } from '../world/emitter';
import { hash } from '../world/hash';
import { podLabels } from '../world/pod-labels';
import { portOf } from '../world/service-ports';
import { kubernetesTime } from './fill-metadata';
import type { KubernetesObject, ObjectMeta } from './object';

export const istioVersion = '1.27.3';
/** Nodes of the cluster, as hosts of pods. */
export function nodeNames(nodes: number): readonly string[] {
  return Array.from({ length: nodes }, (_, index) => `node-${index + 1}`);
}

export interface PodPlace {
  readonly name: string;
  readonly ip: string;
  readonly node: string;
}

interface ContainerPort {
  readonly name: string;
  readonly containerPort: number;
}

/** Protocols in which a service is called; HTTP where nobody calls it. */
export function spokenTo(service: Service, calls: ReadonlyMap<string, ReadonlySet<Call['protocol']>>): readonly Call['protocol'][] {
  const found = [...(service.speaks ?? calls.get(`${service.namespace}/${service.name}`) ?? [])];
  return found.length === 0 ? ['http'] : found.sort();
}

/** By `namespace/name` of a service. */
export function protocolsOf(description: MeshDescription): ReadonlyMap<string, ReadonlySet<Call['protocol']>> {
  const names = new Map(description.services.map(({ id, namespace, name }) => [id, `${namespace}/${name}`]));
  const found = new Map<string, Set<Call['protocol']>>();
  for (const { to, protocol } of description.calls) {
    const name = to.kind === 'service' ? names.get(to.service) : undefined;
    if (name !== undefined) found.set(name, (found.get(name) ?? new Set()).add(protocol));
  }
  return found;
}

/** Container ports of each workload, from the services in front of it. */
export function containerPorts(description: MeshDescription): ReadonlyMap<string, readonly ContainerPort[]> {
  const protocols = protocolsOf(description);
  const found = new Map<string, Map<string, ContainerPort>>();
  for (const service of description.services) {
    for (const { workload } of service.backends) {
      const ports = found.get(workload) ?? new Map<string, ContainerPort>();
      for (const protocol of spokenTo(service, protocols)) {
        const { name, containerPort } = portOf(service, protocol);
        ports.set(`${name} ${containerPort}`, { name, containerPort });
      }
      found.set(workload, ports);
    }
  }
  return new Map([...found].map(([workload, ports]) => [workload, [...ports.values()]]));
}

/** Where a workload's pods are and what they are called. */
export function podPlaces(workload: Workload, seed: number, nodes: number): readonly PodPlace[] {
  const first = hash(`${workload.id} node`, seed);
  return presentPods(workload, seed).map(({ labels }, index) => ({
    name: labels.get('pod') ?? '',
    ip: (labels.get('instance') ?? '').replace(/:.*$/, ''),
    node: nodeNames(nodes)[(first + index) % nodes] ?? 'node-1',
  }));
}

const proxyArguments = ['proxy', 'sidecar', '--domain', '$(POD_NAMESPACE).svc.cluster.local', '--proxyLogLevel=warning'];

function proxyContainer(workload: Workload): unknown {
  const router = workload.proxy !== 'sidecar';
  return {
    name: 'istio-proxy',
    image: `docker.io/istio/proxyv2:${istioVersion}`,
    args: router ? proxyArguments.map((word) => (word === 'sidecar' ? 'router' : word)) : proxyArguments,
    ports: [{ name: 'http-envoy-prom', containerPort: 15090, protocol: 'TCP' }],
    env: [
      { name: 'ISTIO_META_WORKLOAD_NAME', value: workload.name },
      { name: 'ISTIO_META_CLUSTER_ID', value: workload.cluster },
      { name: 'ISTIO_META_MESH_ID', value: 'cluster.local' },
    ],
  };
}

function containersOf(workload: Workload, ports: readonly ContainerPort[]): readonly unknown[] {
  if (workload.proxy === 'gateway' || workload.proxy === 'waypoint') return [proxyContainer(workload)];
  const own = {
    name: workload.app,
    image: `registry.example/${workload.namespace}/${workload.app}:${workload.images?.[workload.rollouts?.length ?? 0] ?? workload.version}`,
    ports: ports.map((port) => ({ ...port, protocol: 'TCP' })),
    ...workload.container,
  };
  return workload.proxy === 'sidecar' ? [own, proxyContainer(workload)] : [own];
}

/** Labels of a pod: the workload's own, and what Istio's injection and controllers add. */
function fullLabels(workload: Workload, ambientMesh: boolean, injecting: boolean): Readonly<Record<string, string>> {
  const canonical = {
    'service.istio.io/canonical-name': workload.app,
    'service.istio.io/canonical-revision': workload.version,
  };
  const hbone = ambientMesh ? { 'networking.istio.io/tunnel': 'http' } : {};
  switch (workload.proxy) {
    case 'sidecar':
    case 'gateway':
      return { ...podLabels(workload), ...canonical, 'istio.io/rev': 'default', 'security.istio.io/tlsMode': 'istio', ...hbone };
    case 'waypoint':
      return {
        ...podLabels(workload),
        ...canonical,
        'gateway.istio.io/managed': 'istio.io-mesh-controller',
        'istio.io/dataplane-mode': 'none',
      };
    case 'ztunnel':
      return podLabels(workload);
    case 'none':
      return { ...podLabels(workload), ...(injecting ? { 'sidecar.istio.io/inject': 'false' } : {}) };
  }
}

function annotationsOf(workload: Workload): Readonly<Record<string, string>> {
  const status = {
    initContainers: ['istio-init'],
    containers: ['istio-proxy'],
    volumes: ['workload-socket', 'istio-envoy'],
    revision: 'default',
  };
  const scraped = { 'prometheus.io/path': '/stats/prometheus', 'prometheus.io/port': '15020', 'prometheus.io/scrape': 'true' };
  switch (workload.proxy) {
    case 'sidecar':
      return { 'kubectl.kubernetes.io/default-container': workload.app, ...scraped, 'sidecar.istio.io/status': JSON.stringify(status) };
    case 'ztunnel':
      return { 'ambient.istio.io/redirection': 'enabled' };
    case 'gateway':
    case 'waypoint':
      return scraped;
    case 'none':
      return {};
  }
}

interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

export function owned(owner: OwnerReference): { readonly ownerReferences: readonly unknown[] } {
  return { ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }] };
}

export function podStatus({ ip, node }: PodPlace, containers: readonly unknown[], ready = true): unknown {
  const conditions = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
    type,
    status: ready || !type.endsWith('Ready') ? 'True' : 'False',
  }));
  const hostIP = `192.168.0.${1 + (hash(node) % 250)}`;
  const containerStatuses = containers.map((container) => ({
    name: typeof container === 'object' && container !== null && 'name' in container ? container.name : '',
    ready,
    restartCount: 0,
    started: true,
  }));
  return { phase: 'Running', conditions, hostIP, podIP: ip, podIPs: [{ ip }], containerStatuses };
}

/** When an object came into being, where a rollout made it. */
function bornAt(ms: number | undefined): Pick<ObjectMeta, 'creationTimestamp'> {
  return ms === undefined ? {} : { creationTimestamp: kubernetesTime(ms) };
}

export interface PodSetting {
  readonly seed: number;
  readonly nodes: number;
  readonly ambientMesh: boolean;
  /** The namespace is injected. */
  readonly injecting: boolean;
  readonly ports: readonly ContainerPort[];
}

/** What a workload's Pods are called after, and who owns that. */
interface Ownership {
  readonly replicaSet: string;
  /** Labels that the owner of the ReplicaSet adds. */
  readonly hashed: Readonly<Record<string, string>>;
  readonly owner: OwnerReference;
}

function ownershipOf(workload: Workload, seed: number): Ownership {
  const { name, controller } = workload;
  const word = templateHash(workload, seed);
  const replicaSet = `${name}-${word}`;
  if (controller === 'Rollout') return { replicaSet, hashed: {}, owner: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name } };
  return { replicaSet, hashed: { 'pod-template-hash': word }, owner: { apiVersion: 'apps/v1', kind: 'Deployment', name } };
}

function podObjects(workload: Workload, setting: PodSetting, { replicaSet, hashed }: Ownership): readonly KubernetesObject[] {
  const { namespace, serviceAccount } = workload;
  const containers = containersOf(workload, setting.ports);
  const annotations = { ...annotationsOf(workload), ...workload.annotations };
  const init = { name: 'istio-init', image: `docker.io/istio/proxyv2:${istioVersion}`, args: ['istio-iptables', '-p', '15001'] };
  return podPlaces(workload, setting.seed, setting.nodes).map((place) => {
    const metadata: ObjectMeta = {
      name: place.name,
      namespace,
      generateName: `${replicaSet}-`,
      labels: { ...fullLabels(workload, setting.ambientMesh, setting.injecting), ...hashed },
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ...owned({ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: replicaSet }),
      ...bornAt(workload.rollouts?.at(-1)),
    };
    const spec = {
      serviceAccountName: serviceAccount,
      nodeName: place.node,
      ...(workload.proxy === 'sidecar' ? { initContainers: [init] } : {}),
      containers,
    };
    return { apiVersion: 'v1', kind: 'Pod', metadata, spec, status: podStatus(place, containers, workload.notReady !== true) };
  });
}

/** The Deployment of a workload, its ReplicaSet and its Pods. */
export function workloadObjects(workload: Workload, setting: PodSetting): readonly KubernetesObject[] {
  const { namespace, name, pods, rollouts = [], isNew = false } = workload;
  const own = podLabels(workload);
  const containers = containersOf(workload, setting.ports);
  const ownership = ownershipOf(workload, setting.seed);
  const { replicaSet, hashed, owner } = ownership;
  const written = workload.proxy === 'none' ? fullLabels(workload, setting.ambientMesh, setting.injecting) : own;
  const template = {
    metadata: { labels: written, ...(workload.annotations === undefined ? {} : { annotations: workload.annotations }) },
    spec: { serviceAccountName: workload.serviceAccount, containers: workload.proxy === 'sidecar' ? containers.slice(0, 1) : containers },
  };
  const ready = workload.notReady === true ? 0 : pods;
  const status = { replicas: pods, readyReplicas: ready, availableReplicas: ready, observedGeneration: 1 };
  const annotations = { 'deployment.kubernetes.io/revision': String(Math.max(1, rollouts.length + (isNew ? 0 : 1))) };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels: own, annotations, ...bornAt(isNew ? rollouts[0] : undefined) },
    spec: { replicas: pods, selector: { matchLabels: own }, template },
    status,
  };
  const labels = { ...own, ...hashed };
  const set = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: replicaSet, namespace, labels, ...owned(owner), ...bornAt(rollouts.at(-1)) },
    spec: {
      replicas: pods,
      selector: { matchLabels: labels },
      template: { ...template, metadata: { labels: { ...written, ...hashed } } },
    },
    status,
  };
  const made = [set, ...podObjects(workload, setting, ownership)];
  return owner.kind === 'Deployment' ? [deployment, ...made] : made;
}
