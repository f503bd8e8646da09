/** Namespaces, services, endpoints, service accounts and workloads of a mesh: what a cluster has before anybody writes a policy. */
import type { MeshDescription, Service, Workload } from '../world/description';
import { hash } from '../world/hash';
import { podLabels } from '../world/pod-labels';
import { portOf } from '../world/service-ports';
import { controlPlaneObjects } from './control-plane-objects';
import { generated } from './fill-metadata';
import type { KubernetesObject } from './object';
import { containerPorts, podPlaces, protocolsOf, spokenTo, workloadObjects } from './pod-objects';

const control = 'istio-system';

/** The cluster whose API this is: the first that the scenario names. */
function ownWorkloads({ workloads }: MeshDescription): readonly Workload[] {
  const [first] = workloads;
  return workloads.filter(({ cluster }) => cluster === first?.cluster);
}

/** How pods of a namespace get into the mesh. */
function enrolment(workloads: readonly Workload[]): Readonly<Record<string, string>> {
  const proxies = new Set(workloads.map(({ proxy }) => proxy));
  if (proxies.has('ztunnel')) return { 'istio.io/dataplane-mode': 'ambient' };
  return proxies.has('sidecar') ? { 'istio-injection': 'enabled' } : {};
}

function namespaceObject(name: string, workloads: readonly Workload[]): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name, ...(name === control ? {} : enrolment(workloads)) } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

function serviceAccountObject(id: string): KubernetesObject {
  const [namespace = '', name = ''] = id.split('/');
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } };
}

/** What the service's selector names: the app, and the version where the app has more than it serves. */
function selectorFor(backends: readonly Workload[], all: readonly Workload[]): Readonly<Record<string, string>> {
  const [first] = backends;
  if (first === undefined) return {};
  const { app, version } = podLabels(first);
  const others = all.filter((other) => other.namespace === first.namespace && other.app === first.app && !backends.includes(other));
  const { app: _, version: __, ...marks } = podLabels(first);
  if (first.proxy === 'gateway' || first.proxy === 'waypoint') return { ...marks };
  return others.length > 0 && version !== undefined ? { app: app ?? '', version } : { app: app ?? '' };
}

function clusterIp(id: string): string {
  return `10.96.${hash(id, 5) % 256}.${1 + (hash(id, 6) % 254)}`;
}

interface Setting {
  readonly description: MeshDescription;
  readonly seed: number;
  readonly workloads: readonly Workload[];
  readonly protocols: ReturnType<typeof protocolsOf>;
}

function serviceObjects(services: readonly Service[], setting: Setting): readonly KubernetesObject[] {
  const [service] = services;
  if (service === undefined) return [];
  const { namespace, name } = service;
  const ids = new Set(services.flatMap(({ backends }) => backends.map(({ workload }) => workload)));
  const backends = setting.workloads.filter(({ id }) => ids.has(id));
  const served = [...new Set(services.flatMap((one) => spokenTo(one, setting.protocols)))].map((protocol) => portOf(service, protocol));
  const waypoint = setting.workloads.find(({ id }) => id === service.waypoint);
  const labels = { app: name, ...service.labels, ...(waypoint === undefined ? {} : { 'istio.io/use-waypoint': waypoint.name }) };
  const ip = service.headless === true ? 'None' : clusterIp(`${namespace}/${name}`);
  const object: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels, ...(service.annotations === undefined ? {} : { annotations: service.annotations }) },
    spec: {
      type: 'ClusterIP',
      clusterIP: ip,
      clusterIPs: [ip],
      selector: selectorFor(backends, setting.workloads),
      ports: served.map(({ name: portName, port, containerPort }) => ({
        name: portName,
        port,
        targetPort: containerPort,
        protocol: 'TCP',
      })),
    },
    status: { loadBalancer: {} },
  };
  const suffix = hash(`${namespace}/${name} slice`).toString(36).slice(0, 5);
  const places = backends.flatMap((workload) =>
    podPlaces(workload, setting.seed, setting.description.nodesPerCluster).map((place) => ({
      ...place,
      ready: workload.notReady !== true,
    })),
  );
  const slice: KubernetesObject = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${name}-${suffix}`,
      namespace,
      labels: { 'kubernetes.io/service-name': name, 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' },
    },
    addressType: 'IPv4',
    ports: served.map(({ name: portName, containerPort }) => ({ name: portName, port: containerPort, protocol: 'TCP' })),
    endpoints: places.map((place) => ({
      addresses: [place.ip],
      conditions: { ready: place.ready, serving: place.ready, terminating: false },
      nodeName: place.node,
      targetRef: { kind: 'Pod', namespace, name: place.name },
    })),
  };
  return [object, slice];
}

/** Waypoints have a service of their own. */
function waypointServices(workloads: readonly Workload[], setting: Setting): readonly KubernetesObject[] {
  return workloads
    .filter(({ proxy }) => proxy === 'waypoint')
    .flatMap(({ namespace, name, id }) =>
      serviceObjects(
        [{ id: `${namespace}/${name}`, namespace, name, backends: [{ workload: id, weight: 1 }], ports: { http: 15008 } }],
        setting,
      ),
    );
}

/** Everything in the cluster that is not configuration of the mesh, with its metadata. */
export function coreObjectsOf(description: MeshDescription, seed: number): readonly KubernetesObject[] {
  const workloads = ownWorkloads(description);
  const ambientMesh = workloads.some(({ proxy }) => proxy === 'ztunnel');
  const setting: Setting = { description, seed, workloads, protocols: protocolsOf(description) };
  const byNamespace = new Map<string, Workload[]>([
    ['default', []],
    ['kube-system', []],
    [control, []],
  ]);
  for (const { namespace } of description.services) byNamespace.set(namespace, byNamespace.get(namespace) ?? []);
  for (const workload of workloads) byNamespace.set(workload.namespace, [...(byNamespace.get(workload.namespace) ?? []), workload]);
  for (const { metadata } of description.resources ?? []) {
    if (metadata.namespace !== undefined) byNamespace.set(metadata.namespace, byNamespace.get(metadata.namespace) ?? []);
  }
  const byName = new Map<string, Service[]>();
  for (const service of description.services) {
    const key = `${service.namespace}/${service.name}`;
    byName.set(key, [...(byName.get(key) ?? []), service]);
  }
  const accounts = new Set(workloads.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`));
  for (const namespace of byNamespace.keys()) accounts.add(`${namespace}/default`);
  const ports = containerPorts(description);
  const cluster = workloads[0]?.cluster ?? '';
  const injecting = (namespace: string): boolean => 'istio-injection' in enrolment(byNamespace.get(namespace) ?? []);
  return [
    ...[...byNamespace].map(([name, own]) => namespaceObject(name, own)),
    ...[...accounts].map(serviceAccountObject),
    ...[...byName.values()].flatMap((services) => serviceObjects(services, setting)),
    ...waypointServices(workloads, setting),
    ...controlPlaneObjects(cluster, description.nodesPerCluster, seed, ambientMesh),
    ...workloads.flatMap((workload) =>
      workloadObjects(workload, {
        seed,
        nodes: description.nodesPerCluster,
        ambientMesh,
        injecting: injecting(workload.namespace),
        ports: ports.get(workload.id) ?? [],
      }),
    ),
  ].map(generated);
}
