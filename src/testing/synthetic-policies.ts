/** A large mesh with its configuration, the same every time: for benchmarks. */
import { createInventory, type Inventory } from '../istio/inventory';
import { parseResource } from '../istio/parse-resource';
import type { Resource } from '../istio/resources/resource';
import type { Observation, ObservedCall } from '../policy/observation';
import { observeCall } from './observe-calls';

export interface SyntheticPolicies {
  readonly resources: readonly Resource[];
  readonly inventory: Inventory;
  readonly observation: Observation;
}

const PER_NAMESPACE = 60;
const VERSIONS = 2;

/** Two versions behind a service, sixty workloads in a namespace; every fourth namespace in ambient mode with a waypoint. */
export function syntheticPolicies(workloads: number, policies: number, edges: number): SyntheticPolicies {
  const namespaces = Math.ceil(workloads / PER_NAMESPACE);
  const objects = [
    ...Array.from({ length: namespaces }, (_, index) => namespaceObjects(index)).flat(),
    ...Array.from({ length: workloads }, (_, index) => podObject(index)),
    ...Array.from({ length: Math.ceil(workloads / VERSIONS) }, (_, index) => serviceObject(index)),
  ];
  const services = Math.ceil(workloads / VERSIONS);
  const rules = Array.from({ length: Math.max(0, policies - (objects.length - workloads)) }, (_, index) => policyObject(index, services));
  const resources = [...objects, ...rules].map(read);
  return {
    resources,
    inventory: createInventory(resources),
    observation: { atSeconds: 1_700_000_000, windowSeconds: 300, calls: callsBetween(workloads, edges) },
  };
}

function read(value: object): Resource {
  const source = { file: 'synthetic.yaml', document: 1, firstLine: 1, text: '' };
  const parsed = parseResource(value, { source, path: '' });
  if (parsed.outcome !== 'read' || parsed.resource.rejected) throw new Error(`the fixture is not read: ${JSON.stringify(value)}`);
  return parsed.resource;
}

const namespaceOf = (workload: number): string => `ns-${Math.floor(workload / PER_NAMESPACE)}`;
const isAmbient = (namespace: number): boolean => namespace % 4 === 3;
const serviceOf = (workload: number): number => Math.floor(workload / VERSIONS);
const serviceName = (service: number): string => `svc-${service}`;
const serviceNamespace = (service: number): string => namespaceOf(service * VERSIONS);
const workloadName = (workload: number): string => `${serviceName(serviceOf(workload))}-v${(workload % VERSIONS) + 1}`;

function namespaceObjects(index: number): readonly object[] {
  const name = `ns-${index}`;
  const labels = isAmbient(index)
    ? { 'istio.io/dataplane-mode': 'ambient', 'istio.io/use-waypoint': 'waypoint' }
    : { 'istio-injection': 'enabled' };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  if (!isAmbient(index)) return [namespace];
  const waypoint = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'waypoint', namespace: name },
    spec: { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }] },
    status: { addresses: [{ value: '10.0.0.1' }] },
  };
  return [namespace, waypoint];
}

function podObject(index: number): object {
  const app = serviceName(serviceOf(index));
  const ambient = isAmbient(Math.floor(index / PER_NAMESPACE));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${workloadName(index)}-7d4f-x`,
      namespace: namespaceOf(index),
      labels: {
        app,
        version: `v${(index % VERSIONS) + 1}`,
        'pod-template-hash': '7d4f',
        ...(ambient ? {} : { 'security.istio.io/tlsMode': 'istio' }),
      },
      annotations: ambient ? { 'ambient.istio.io/redirection': 'enabled' } : {},
      ownerReferences: [{ kind: 'ReplicaSet', name: `${workloadName(index)}-7d4f`, controller: true }],
    },
    spec: {
      serviceAccountName: app,
      containers: [{ name: 'app', ports: [{ containerPort: 8080 }] }, ...(ambient ? [] : [{ name: 'istio-proxy' }])],
    },
    status: { phase: 'Running', podIP: `10.1.${index >> 8}.${index & 255}` },
  };
}

function serviceObject(index: number): object {
  const name = serviceName(index);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: serviceNamespace(index) },
    spec: {
      selector: { app: name },
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'tcp-raw', port: 90 },
      ],
    },
  };
}

/** In turn: who may call, deny a path, mTLS of a workload, subsets, a split. */
function policyObject(index: number, services: number): object {
  const service = (index * 7) % services;
  const name = serviceName(service);
  const metadata = {
    name: `${name}-${index}`,
    namespace: serviceNamespace(service),
    creationTimestamp: new Date(1_690_000_000_000 + index * 1000).toISOString(),
  };
  const selector = { matchLabels: { app: name } };
  switch (index % 5) {
    case 0:
      return security('AuthorizationPolicy', metadata, {
        selector,
        rules: [0, 1, 2].map((caller) => ({
          from: [
            {
              source: {
                principals: [
                  `cluster.local/ns/${serviceNamespace((service + caller) % services)}/sa/${serviceName((service + caller) % services)}`,
                ],
              },
            },
          ],
          to: [{ operation: { ports: ['8080'] } }],
        })),
      });
    case 1:
      return security('AuthorizationPolicy', metadata, {
        selector,
        action: 'DENY',
        rules: [{ to: [{ operation: { paths: ['/admin*'] } }], from: [{ source: { notNamespaces: [metadata.namespace] } }] }],
      });
    case 2:
      return security('PeerAuthentication', metadata, { selector, mtls: { mode: index % 2 === 0 ? 'STRICT' : 'PERMISSIVE' } });
    case 3:
      return networking('DestinationRule', metadata, {
        host: name,
        trafficPolicy: { connectionPool: { tcp: { maxConnections: 100 } } },
        subsets: ['v1', 'v2'].map((version) => ({ name: version, labels: { version } })),
      });
    default:
      return networking('VirtualService', metadata, {
        hosts: [name],
        http: [
          { match: [{ uri: { prefix: '/beta' } }], route: [{ destination: { host: name, subset: 'v2' } }] },
          {
            route: [
              { destination: { host: name, subset: 'v1' }, weight: 90 },
              { destination: { host: name, subset: 'v2' }, weight: 10 },
            ],
          },
        ],
      });
  }
}

const security = (kind: string, metadata: object, spec: object): object => ({ apiVersion: 'security.istio.io/v1', kind, metadata, spec });
const networking = (kind: string, metadata: object, spec: object): object => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata,
  spec,
});

function callsBetween(workloads: number, edges: number): readonly ObservedCall[] {
  const calls = new Map<string, ObservedCall>();
  for (let index = 0; calls.size < edges && index < edges * 4; index += 1) {
    const source = (index * 37 + 11) % workloads;
    const target = (source + 1 + ((index * index) % 97)) % workloads;
    const via = serviceOf(target);
    const call = observeCall(
      `${namespaceOf(source)}/${workloadName(source)} -> ${namespaceOf(target)}/${workloadName(target)} via ${serviceNamespace(via)}/${serviceName(via)} http`,
      { responses: { '200 -': 10, '503 UF': index % 9 }, mutual: 10, reporters: ['source', 'destination'] },
    );
    calls.set(call.key, call);
  }
  return [...calls.values()];
}
