/** Everything that is known before a policy is read: workloads, their data planes and identities, services and waypoints. */
import type { Inventory } from '../../istio/inventory';
import { type Labels, NO_LABELS } from '../../istio/labels';
import { type Ref, refText } from '../../istio/ref';
import type { Namespace } from '../../istio/resources/namespace';
import { listIn } from '../../lib/list-in';
import { share } from '../../lib/share';
import type { Stated, WorkloadKey } from '../model';
import type { Observation } from '../observation';
import { type CollectedWorkload, collectInstances, createInstances, type Instances } from './collect-instances';
import { dataplaneOf } from './dataplane';
import { type Seen, seenWorkloads } from './dataplane-seen';
import type { Instance } from './instance';
import type { NamespaceLabels } from './intent';
import { principalIn, withoutScheme } from './principal';
import { createServices, type ServiceFacts, type Services } from './services';
import { createWaypoints, type Waypoints } from './waypoints';
import type { WorkloadFacts } from './workload-facts';

/** What of the mesh's configuration the facts need. */
export interface MeshIdentity {
  readonly trustDomain: string;
}

/** What the facts of a workload are made of. */
interface FactInputs {
  readonly instances: readonly Instance[];
  readonly namespace: Namespace | undefined;
  readonly seen: Seen | undefined;
}

/** Kept for the facts that come after these. */
interface FactSources {
  readonly trustDomain: string;
  readonly observation: Observation | undefined;
  readonly instances: Instances;
  readonly seen: ReadonlyMap<WorkloadKey, Seen>;
  readonly inputs: Map<WorkloadKey, FactInputs>;
}

export interface Facts {
  readonly sources: FactSources;
  readonly workloads: ReadonlyMap<WorkloadKey, WorkloadFacts>;
  readonly services: Services;
  readonly waypoints: Waypoints;
  readonly workloadsBehind: (service: ServiceFacts) => readonly WorkloadFacts[];
  /** Identity of a waypoint's proxy: its Pods' service account, else the one that carries its name. */
  readonly waypointPrincipal: (waypoint: { readonly key: WorkloadKey; readonly waypoint: Ref }) => string | undefined;
}

/** Workloads that are as they were in `before` keep their identity. */
export function createFacts(inventory: Inventory, mesh: MeshIdentity, observation?: Observation, before?: Facts): Facts {
  const instances = before?.sources.instances ?? createInstances();
  const collected = collectInstances(inventory, instances);
  const seen = before !== undefined && before.sources.observation === observation ? before.sources.seen : seenWorkloads(observation);
  const sources: FactSources = { trustDomain: mesh.trustDomain, observation, instances, seen, inputs: new Map() };
  const workloads = workloadsOf(collected, sources, inventory, before);
  const services = createServices(inventory, before?.services);
  return {
    sources,
    workloads,
    services,
    workloadsBehind: createReverse(workloads, services),
    waypoints: createWaypoints(inventory),
    waypointPrincipal: ({ key, waypoint }) => {
      const found = workloads.get(key);
      if (found !== undefined && found.instances.length > 0) return found.principal.value;
      return principalIn(mesh.trustDomain, waypoint.namespace, waypoint.name);
    },
  };
}

/** By key, whatever the order of the documents was. */
function workloadsOf(
  collected: ReadonlyMap<WorkloadKey, CollectedWorkload>,
  sources: FactSources,
  inventory: Inventory,
  before: Facts | undefined,
): ReadonlyMap<WorkloadKey, WorkloadFacts> {
  const found: WorkloadFacts[] = [];
  for (const each of collected.values()) {
    const inputs: FactInputs = {
      instances: each.instances,
      namespace: inventory.find('Namespace', '', each.namespace),
      seen: sources.seen.get(each.key),
    };
    sources.inputs.set(each.key, inputs);
    const known = before?.workloads.get(each.key);
    const unchanged = before !== undefined && known !== undefined && isSame(before, each.key, inputs, sources);
    found.push(unchanged ? known : share(known, factsOf(each, inputs, sources)));
  }
  for (const each of sources.seen.values())
    if (!collected.has(each.key)) found.push(share(before?.workloads.get(each.key), factsOfSeen(each)));
  return new Map(found.sort((a, b) => (a.key < b.key ? -1 : 1)).map((each) => [each.key, each]));
}

function isSame({ sources }: Facts, key: WorkloadKey, { instances, namespace, seen }: FactInputs, mesh: MeshIdentity): boolean {
  const before = sources.inputs.get(key);
  return (
    before !== undefined &&
    sources.trustDomain === mesh.trustDomain &&
    before.namespace === namespace &&
    before.seen === seen &&
    before.instances.length === instances.length &&
    before.instances.every((instance, index) => instance === instances[index])
  );
}

function createReverse(workloads: ReadonlyMap<WorkloadKey, WorkloadFacts>, services: Services): Facts['workloadsBehind'] {
  const behind = new Map<ServiceFacts, WorkloadFacts[]>();
  for (const workload of workloads.values())
    for (const service of services.of(workload)) {
      listIn(behind, service).push(workload);
    }
  return (service) => behind.get(service) ?? [];
}

function factsOf(collected: CollectedWorkload, { namespace: resource, seen }: FactInputs, mesh: MeshIdentity): WorkloadFacts {
  const { key, namespace, name, instances } = collected;
  const { labels, complete } = agreedLabels(instances);
  return {
    key,
    namespace,
    name,
    instances,
    labels,
    labelsComplete: complete,
    annotations: instances[0]?.annotations ?? NO_LABELS,
    principal: principalOf(instances, mesh),
    ...dataplaneOf(instances, namespaceLabels(resource), seen?.dataplane),
    ports: portsOf(instances),
  };
}

function factsOfSeen({ key, namespace, name, app, version, principal, dataplane }: Seen): WorkloadFacts {
  const labels = new Map([
    ...(app === undefined ? [] : [['app', app] as const]),
    ...(version === undefined ? [] : [['version', version] as const]),
  ]);
  return {
    key,
    namespace,
    name,
    instances: [],
    labels,
    labelsComplete: false,
    annotations: NO_LABELS,
    principal: seenPrincipal(principal),
    ...dataplaneOf([], undefined, dataplane),
    ports: undefined,
  };
}

function seenPrincipal(principal: string | undefined): Stated<string | undefined> {
  if (principal === undefined)
    return {
      value: undefined,
      certainty: 'unknown',
      because: [{ sentence: 'Neither its Pods nor a principal in telemetry are known.', certainty: 'unknown' }],
    };
  const value = withoutScheme(principal);
  return { value, certainty: 'reported', because: [{ sentence: `Telemetry names its identity: ${value}.`, certainty: 'reported' }] };
}

function principalOf(instances: readonly Instance[], { trustDomain }: MeshIdentity): Stated<string | undefined> {
  const accounts = new Set(instances.map(({ serviceAccount }) => serviceAccount));
  const [first] = instances;
  if (first === undefined || accounts.size !== 1)
    return {
      value: undefined,
      certainty: 'unknown',
      because: [{ sentence: `Its Pods run as different service accounts: ${[...accounts].join(', ')}.`, certainty: 'computed' }],
    };
  const path = first.ref.kind === 'Pod' ? 'spec.serviceAccountName' : 'spec.template.spec.serviceAccountName';
  return {
    value: principalIn(trustDomain, first.ref.namespace, first.serviceAccount),
    certainty: 'computed',
    because: [
      {
        sentence: `${refText(first.ref)} runs as service account ${first.serviceAccount}.`,
        certainty: 'computed',
        ref: first.ref,
        ...(first.ref.kind === 'WorkloadEntry' ? { path: 'spec.serviceAccount' } : { path }),
      },
    ],
  };
}

/** Labels Kubernetes and istiod add to tell Pods of one workload apart; they say nothing of the workload. */
const OF_ONE_POD: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'controller-revision-hash',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/controller-uid',
  'controller-uid',
  'job-name',
]);

function agreedLabels(instances: readonly Instance[]): { readonly labels: Labels; readonly complete: boolean } {
  const [first, ...rest] = instances;
  if (first === undefined) return { labels: NO_LABELS, complete: false };
  if (rest.length === 0) return { labels: first.labels, complete: true };
  const labels = new Map([...first.labels].filter(([name, value]) => rest.every((each) => each.labels.get(name) === value)));
  const names = new Set(instances.flatMap((each) => [...each.labels.keys()]));
  return { labels, complete: [...names].every((name) => labels.has(name) || OF_ONE_POD.has(name)) };
}

function portsOf(instances: readonly Instance[]): readonly number[] | undefined {
  if (instances.length === 0) return undefined;
  const numbers = instances.flatMap(({ containers, initContainers }) =>
    [...containers, ...initContainers].flatMap(({ ports = [] }) => ports.flatMap(({ containerPort }) => containerPort ?? [])),
  );
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function namespaceLabels(found: Namespace | undefined): NamespaceLabels {
  return found === undefined ? undefined : { ref: { kind: 'Namespace', namespace: '', name: found.name }, labels: found.labels };
}
