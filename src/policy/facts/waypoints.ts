/** Which waypoint stands before a service or a workload, and whether it is usable (docs/policies.md §4.5). */
import type { Inventory } from '../../istio/inventory';
import { MANAGED, WAYPOINT_CLASS } from '../../istio/label-names';
import type { Labels } from '../../istio/labels';
import { type Ref, refOf, refText } from '../../istio/ref';
import type { KubernetesGateway } from '../../istio/resources/kubernetes-gateway';
import { onceEach } from '../../lib/once-each';
import { workloadKey } from '../keys';
import type { Because, Stated, Tri, WorkloadKey } from '../model';
import type { ServiceFacts } from './services';
import type { WorkloadFacts } from './workload-facts';

export interface WaypointFacts {
  readonly ref: Ref;
  readonly key: WorkloadKey;
  /** Kind of traffic it takes (`istio.io/waypoint-for`). */
  readonly takes: string;
  readonly ready: Stated<Tri>;
}

/**
 * - `none`: nobody asks for a waypoint, or the object opts out;
 * - `unknown`: the object does not say and its Namespace is not known;
 * - `bound`: `waypoint` is asked for; `usable` says whether traffic goes there (`F`: it is missing, not ready, or takes other traffic).
 */
export type WaypointBinding =
  | { readonly state: 'none' }
  | { readonly state: 'unknown'; readonly because: Because }
  | {
      readonly state: 'bound';
      readonly waypoint: Ref;
      readonly key: WorkloadKey;
      readonly usable: Stated<Tri>;
      /** A share of the connections goes to a second waypoint. */
      readonly canary?: { readonly waypoint: Ref; readonly percent: number };
    };

export interface Waypoints {
  readonly all: ReadonlyMap<WorkloadKey, WaypointFacts>;
  readonly beforeService: (service: ServiceFacts) => WaypointBinding;
  readonly beforeWorkload: (workload: WorkloadFacts) => WaypointBinding;
  /** `istio.io/ingress-use-waypoint`: gateways go through the waypoint too. */
  readonly forIngress: (service: ServiceFacts) => Tri;
}

const USE = 'istio.io/use-waypoint';
const FOR = 'istio.io/waypoint-for';
const INGRESS = 'istio.io/ingress-use-waypoint';

interface Labelled extends Ref {
  readonly labels: Labels;
  readonly annotations: Labels;
}

export function createWaypoints(inventory: Inventory): Waypoints {
  const gateways = new Map<WorkloadKey, { readonly gateway: KubernetesGateway; readonly facts: WaypointFacts }>();
  for (const gateway of inventory.of('KubernetesGateway'))
    if (isWaypoint(gateway, inventory)) {
      const facts = factsOf(gateway, inventory);
      gateways.set(facts.key, { gateway, facts });
    }

  const bind = (object: Labelled, traffic: 'service' | 'workload'): WaypointBinding => {
    // Gateways and waypoints themselves stand behind none.
    if (object.labels.has(MANAGED)) return { state: 'none' };
    const namespace = inventory.find('Namespace', '', object.namespace);
    const asking = object.labels.has(USE) ? object : namespace;
    if (asking === undefined) return { state: 'unknown', because: missingNamespace(object.namespace) };
    const name = asking.labels.get(USE);
    if (name === undefined || name === '' || name === 'none') return { state: 'none' };
    const at = asking.labels.get(`${USE}-namespace`) ?? object.namespace;
    const waypoint: Ref = { kind: 'KubernetesGateway', namespace: at, name };
    const key = workloadKey(at, name);
    const asked: Because = {
      sentence: `${refText(asking)} asks for ${refText(waypoint)} as its waypoint.`,
      certainty: 'computed',
      ref: refOf(asking),
      path: `metadata.labels["${USE}"]`,
    };
    const found = gateways.get(key);
    const usable = found === undefined ? missing(waypoint, inventory) : usableBy(found, object, traffic, inventory);
    return {
      state: 'bound',
      waypoint,
      key,
      usable: { ...usable, because: [asked, ...usable.because] },
      ...canaryOf(asking, object, gateways),
    };
  };

  return {
    all: new Map([...gateways].map(([key, { facts }]) => [key, facts])),
    beforeService: onceEach((service: ServiceFacts): WaypointBinding => bind({ ...service, ...service.ref }, 'service')),
    beforeWorkload: onceEach((workload: WorkloadFacts): WaypointBinding => bind({ ...workload, kind: 'Pod' }, 'workload')),
    forIngress: (service) => {
      const own = service.labels.get(INGRESS);
      if (own !== undefined) return own === 'true' ? 'T' : 'F';
      const namespace = inventory.find('Namespace', '', service.namespace);
      if (namespace === undefined) return 'U';
      return namespace.labels.get(INGRESS) === 'true' ? 'T' : 'F';
    },
  };
}

function isWaypoint({ spec }: KubernetesGateway, inventory: Inventory): boolean {
  const className = spec?.gatewayClassName ?? '';
  const controller = inventory.find('GatewayClass', '', className)?.spec?.controllerName;
  return controller === undefined ? className === WAYPOINT_CLASS : controller === 'istio.io/mesh-controller';
}

function factsOf(gateway: KubernetesGateway, inventory: Inventory): WaypointFacts {
  const { kind, namespace, name } = gateway;
  const gatewayClass = inventory.find('GatewayClass', '', gateway.spec?.gatewayClassName ?? '');
  return {
    ref: { kind, namespace, name },
    key: workloadKey(namespace, name),
    takes: gateway.labels.get(FOR) ?? gatewayClass?.labels.get(FOR) ?? 'service',
    ready: readiness(gateway),
  };
}

/** A Gateway of a file has no status: nobody ran it, so it is taken for ready. */
function readiness(gateway: KubernetesGateway): Stated<Tri> {
  const ref = refOf(gateway);
  if (gateway.status === undefined)
    return {
      value: 'T',
      certainty: 'assumed',
      because: [{ sentence: `${refText(ref)} has no status, so it is taken for ready.`, certainty: 'assumed', ref }],
    };
  const ready = (gateway.status.addresses ?? []).length > 0;
  return {
    value: ready ? 'T' : 'F',
    certainty: 'reported',
    because: [
      {
        sentence: ready ? `${refText(ref)} is ready.` : `${refText(ref)} is not ready: its status has no address.`,
        certainty: 'reported',
        ref,
        path: 'status.addresses',
      },
    ],
  };
}

function usableBy(
  { gateway, facts }: { readonly gateway: KubernetesGateway; readonly facts: WaypointFacts },
  object: Labelled,
  traffic: 'service' | 'workload',
  inventory: Inventory,
): Stated<Tri> {
  const { ref, takes, ready } = facts;
  if (takes !== traffic && takes !== 'all')
    return no({ sentence: `${refText(ref)} takes ${takes} traffic, not ${traffic} traffic.`, certainty: 'computed', ref });
  const admitted = object.namespace === ref.namespace ? 'T' : admits(gateway, object.namespace, inventory);
  if (admitted === 'F')
    return no({
      sentence: `${refText(ref)} does not admit objects of namespace ${object.namespace}.`,
      certainty: 'computed',
      ref,
      path: 'spec.listeners[0].allowedRoutes',
    });
  if (admitted === 'U')
    return {
      value: 'U',
      certainty: 'unknown',
      because: [
        { sentence: `Whether ${refText(ref)} admits objects of namespace ${object.namespace} is not known.`, certainty: 'unknown', ref },
      ],
    };
  return ready;
}

/** `allowedRoutes` of a waypoint's listeners, for objects of another namespace. */
function admits(gateway: KubernetesGateway, namespace: string, inventory: Inventory): Tri {
  const answers = (gateway.spec?.listeners ?? []).map(({ allowedRoutes }): Tri => {
    const { from = 'Same', selector } = allowedRoutes?.namespaces ?? {};
    if (from === 'All') return 'T';
    if (from !== 'Selector') return 'F';
    const labels = inventory.find('Namespace', '', namespace)?.labels;
    if (labels === undefined || (selector?.matchExpressions ?? []).length > 0) return 'U';
    return [...(selector?.matchLabels ?? [])].every(([name, value]) => labels.get(name) === value) ? 'T' : 'F';
  });
  if (answers.includes('T')) return 'T';
  return answers.includes('U') ? 'U' : 'F';
}

/** Absence means something only where Gateways are known at all (docs/policies.md §0.1). */
function missing(waypoint: Ref, inventory: Inventory): Stated<Tri> {
  const coverage = inventory.coverage('KubernetesGateway');
  if (coverage === 'forbidden' || coverage === 'none')
    return {
      value: 'U',
      certainty: 'unknown',
      because: [{ sentence: `${refText(waypoint)} is not among the resources, and no Gateway is.`, certainty: 'unknown', ref: waypoint }],
    };
  return no({ sentence: `${refText(waypoint)} does not exist as a waypoint.`, certainty: 'computed', ref: waypoint });
}

/** A missing or unready canary gets nothing: all traffic stays with the primary. */
function canaryOf(
  asking: Labelled,
  object: Labelled,
  gateways: ReadonlyMap<WorkloadKey, { readonly facts: WaypointFacts }>,
): { readonly canary?: { readonly waypoint: Ref; readonly percent: number } } {
  const name = asking.labels.get(`${USE}-canary`);
  const percent = Number(asking.annotations.get(`${USE}-canary-weight`) ?? Number.NaN);
  if (name === undefined || !Number.isInteger(percent) || percent < 0 || percent > 100) return {};
  const namespace = asking.labels.get(`${USE}-canary-namespace`) ?? object.namespace;
  const found = gateways.get(workloadKey(namespace, name));
  return found === undefined || found.facts.ready.value === 'F' ? {} : { canary: { waypoint: found.facts.ref, percent } };
}

function no(because: Because): Stated<Tri> {
  return { value: 'F', certainty: because.certainty, because: [because] };
}

function missingNamespace(namespace: string): Because {
  return { sentence: `Namespace ${namespace} is not among the resources, so its waypoint is not known.`, certainty: 'unknown' };
}
