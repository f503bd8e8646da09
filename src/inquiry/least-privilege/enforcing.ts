/** Where a proposed policy would act, and how it is attached there (docs/policies.md §2.1). */
import type { Inventory } from '../../istio/inventory';
import type { Labels } from '../../istio/labels';
import type { Problem } from '../../lib/problem';
import { err, ok, type Result } from '../../lib/result';
import type { Facts } from '../../policy/facts/create-facts';
import type { WorkloadFacts } from '../../policy/facts/workload-facts';
import { workloadKey } from '../../policy/keys';
import type { CallPolicy, EnforcementPoint, Enforcer, WorkloadKey } from '../../policy/model';
import type { ObservedCall } from '../../policy/observation';
import type { LeastPrivilegeQuestion } from './model';
import { noEnforcer, noLabels, noSuchTarget, noWaypoint } from './problems';

export interface Enforcing {
  readonly enforcer: Enforcer;
  /** Whether the call is one to what the policy protects. */
  readonly isCalled: (call: ObservedCall, destination: WorkloadKey | undefined) => boolean;
  /** What the enforcing proxy sees of the call; undefined = the call does not pass it. */
  readonly pointOf: (policy: CallPolicy) => EnforcementPoint | undefined;
  /** `selector` or `targetRefs` of the policy. */
  readonly attachment: object;
  /** Ports mean something there: a waypoint knows services only. */
  readonly readsPorts: boolean;
  /** The workload, where it is one. */
  readonly workload?: WorkloadFacts;
}

const ENFORCERS: Readonly<Record<WorkloadFacts['dataplane']['value'], Enforcer | undefined>> = {
  sidecar: 'sidecar',
  ambient: 'ztunnel',
  gateway: 'gateway',
  waypoint: 'waypoint',
  none: undefined,
  unknown: undefined,
};

/** Total: the problem says why no policy would act. */
export function enforcingOf(question: LeastPrivilegeQuestion, facts: Facts): Result<Enforcing, Problem> {
  return question.kind === 'workload' ? atWorkload(question, facts) : atWaypoint(question, facts);
}

function atWorkload({ namespace, name }: LeastPrivilegeQuestion, facts: Facts): Result<Enforcing, Problem> {
  const key = workloadKey(namespace, name);
  const workload = facts.workloads.get(key);
  if (workload === undefined) return err(noSuchTarget(`workload ${namespace}/${name}`));
  const enforcer = ENFORCERS[workload.dataplane.value];
  if (enforcer === undefined || enforcer === 'waypoint') return err(noEnforcer(`${namespace}/${name}`, workload.dataplane.value));
  const selector = selectorOf(workload, facts);
  if (selector.size === 0) return err(noLabels(`${namespace}/${name}`));
  return ok({
    enforcer,
    isCalled: (_, destination) => destination === key,
    pointOf: ({ path }) => path.find((point) => point.at === key),
    attachment: { selector: { matchLabels: Object.fromEntries(selector) } },
    readsPorts: true,
    workload,
  });
}

function atWaypoint({ namespace, name }: LeastPrivilegeQuestion, facts: Facts): Result<Enforcing, Problem> {
  const service = facts.services.find({ namespace, name });
  if (service === undefined) return err(noSuchTarget(`service ${namespace}/${name}`));
  const binding = facts.waypoints.beforeService(service);
  if (binding.state !== 'bound' || binding.usable.value === 'F') return err(noWaypoint(`${namespace}/${name}`));
  const kind =
    service.ref.kind === 'ServiceEntry' ? { group: 'networking.istio.io', kind: 'ServiceEntry' } : { group: '', kind: 'Service' };
  return ok({
    enforcer: 'waypoint',
    isCalled: ({ service: called }) => called !== undefined && facts.services.find(called) === service,
    pointOf: ({ path }) => path.find((point) => point.enforcer === 'waypoint' && point.at === binding.key),
    attachment: { targetRefs: [{ ...kind, name: service.ref.name }] },
    readsPorts: false,
  });
}

/** Labels people tell workloads apart by, the plainest first. */
const TELLING = [
  'app',
  'app.kubernetes.io/name',
  'k8s-app',
  'version',
  'app.kubernetes.io/version',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/component',
];

/** As few labels as tell the workload from the others of its namespace; where none do, all of those that people write. */
function selectorOf({ key, namespace, labels }: WorkloadFacts, { workloads }: Facts): Labels {
  const others = [...workloads.values()].filter((each) => each.namespace === namespace && each.key !== key);
  const chosen = new Map<string, string>();
  let left = others;
  for (const name of TELLING) {
    const value = labels.get(name);
    if (value === undefined) continue;
    const still = left.filter((each) => (each.labels.get(name) ?? (each.labelsComplete ? undefined : value)) === value);
    if (chosen.size > 0 && still.length === left.length) continue;
    chosen.set(name, value);
    left = still;
    if (left.length === 0) break;
  }
  return chosen;
}

/** A name no policy of the namespace has. */
export function freeName(wanted: string, namespace: string, inventory: Inventory): string {
  const taken = (name: string) => inventory.get({ kind: 'AuthorizationPolicy', namespace, name }) !== undefined;
  let name = wanted;
  for (let index = 2; taken(name); index += 1) name = `${wanted}-${index}`;
  return name;
}
