/** What configuration says of one workload. */

import { GATEWAY_NAME } from '../istio/label-names';
import type { MeshConfig } from '../istio/mesh-config';
import type { AttachmentIndex } from './attachment/attachment-index';
import type { AttachablePolicy, AttachmentSubject, ServiceBehind } from './attachment/subject';
import { attachedAuthorization, attachedOther, type Guard } from './authorization/attached-policies';
import type { PolicyBindings } from './authorization/policy-bindings';
import { postureOf } from './authorization/posture';
import type { Facts } from './facts/create-facts';
import type { ServiceFacts } from './facts/services';
import type { WorkloadFacts } from './facts/workload-facts';
import type { AttachedPolicy, Enforcer, ServerMtls, WorkloadKey, WorkloadPolicy } from './model';

export interface WorkloadEngines {
  readonly facts: Facts;
  readonly mesh: MeshConfig;
  readonly bindings: PolicyBindings;
  /** RequestAuthentication, EnvoyFilter, WasmPlugin, Telemetry. */
  readonly others: readonly AttachmentIndex<AttachablePolicy>[];
  readonly serverMtls: (workload: WorkloadFacts) => ServerMtls;
  readonly servicesOfWaypoint: (waypoint: WorkloadKey) => readonly ServiceFacts[];
}

/** A proxy that guards the workload, and the subject policies attach to there. */
interface Guarded {
  readonly guard: Guard;
  readonly subject: AttachmentSubject;
}

const ENFORCERS: Readonly<Partial<Record<WorkloadPolicy['dataplane']['value'], Enforcer>>> = {
  sidecar: 'sidecar',
  ambient: 'ztunnel',
  gateway: 'gateway',
  waypoint: 'waypoint',
};

/**
 * Total; where nobody knows which proxy enforces, the policies that would attach are marked as unknown. `standing`: the answer about the same
 * facts, where no kind that attaches has changed since.
 */
export function evaluateWorkload(workload: WorkloadFacts, engines: WorkloadEngines, standing?: WorkloadPolicy): WorkloadPolicy {
  const { bindings, mesh } = engines;
  if (standing !== undefined) return { ...standing, serverMtls: engines.serverMtls(workload) };
  const guards = guardsOf(workload, engines);
  const attached = (guards ?? []).flatMap(({ guard, subject }) => [
    ...attachedAuthorization(bindings.authorization.at(subject), guard, {
      ztunnelDryRun: mesh.flags.AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY,
    }),
    ...engines.others.flatMap((index) => attachedOther(index.at(subject), guard)),
  ]);
  return {
    workload: workload.key,
    dataplane: workload.dataplane,
    ...(workload.intent === undefined ? {} : { intent: workload.intent }),
    serverMtls: engines.serverMtls(workload),
    posture: postureOf(guards?.map(({ guard, subject }) => ({ enforcer: guard.enforcer, attached: bindings.authorization.at(subject) }))),
    attached: guards === undefined ? perhapsAttached(workload, engines) : attached,
  };
}

/** Its own proxy, then the waypoints before its services; undefined = nobody knows who enforces. */
function guardsOf(workload: WorkloadFacts, { facts, servicesOfWaypoint }: WorkloadEngines): readonly Guarded[] | undefined {
  const { value } = workload.dataplane;
  if (value === 'unknown') return undefined;
  const enforcer = ENFORCERS[value];
  if (enforcer === undefined) return [];
  const own = { guard: { enforcer }, subject: subjectOf(workload, servicesOfWaypoint(workload.key)) };
  return value === 'ambient' || value === 'sidecar' ? [own, ...waypointGuards(workload, facts)] : [own];
}

function waypointGuards(workload: WorkloadFacts, facts: Facts): readonly Guarded[] {
  const guarded = new Map<WorkloadKey, { readonly name: string; readonly namespace: string; readonly services: ServiceBehind[] }>();
  const add = (binding: ReturnType<Facts['waypoints']['beforeWorkload']>, service?: ServiceFacts): void => {
    if (binding.state !== 'bound' || binding.usable.value === 'F') return;
    const known = guarded.get(binding.key) ?? { ...binding.waypoint, services: [] };
    guarded.set(binding.key, known);
    if (service !== undefined) known.services.push(serviceBehind(service));
  };
  for (const service of facts.services.of(workload)) add(facts.waypoints.beforeService(service), service);
  add(facts.waypoints.beforeWorkload(workload));
  return [...guarded].map(([at, { namespace, name, services }]) => ({
    guard: { enforcer: 'waypoint', at },
    subject: waypointSubject(namespace, name, services),
  }));
}

/** How a waypoint looks to policies when these services are called. */
export function waypointSubject(namespace: string, name: string, services: readonly ServiceBehind[]): AttachmentSubject {
  return { namespace, labels: new Map([[GATEWAY_NAME, name]]), role: 'waypoint', services };
}

export function serviceBehind({ ref, namespace, name }: ServiceFacts): ServiceBehind {
  return { kind: ref.kind === 'ServiceEntry' ? 'ServiceEntry' : 'Service', namespace, name };
}

/** How the workload's own proxy looks to policies; `services` only matter where it is a waypoint. */
export function subjectOf(workload: WorkloadFacts, services: readonly ServiceFacts[]): AttachmentSubject {
  const { namespace, labels, labelsComplete, dataplane } = workload;
  const ofGatewayApi = dataplane.value === 'gateway' && labels.has(GATEWAY_NAME);
  if (dataplane.value === 'waypoint') {
    const named = labels.has(GATEWAY_NAME) ? labels : new Map([...labels, [GATEWAY_NAME, workload.name] as const]);
    return { namespace, labels: named, labelsComplete, role: 'waypoint', services: services.map(serviceBehind) };
  }
  return { namespace, labels, labelsComplete, role: ofGatewayApi ? 'gateway' : 'workload', services: [] };
}

/** Nobody knows which proxy enforces: the policies that would attach to a sidecar or a ztunnel, marked as unknown. */
function perhapsAttached(workload: WorkloadFacts, { bindings }: WorkloadEngines): readonly AttachedPolicy[] {
  const found = attachedAuthorization(bindings.authorization.at(subjectOf(workload, [])), { enforcer: 'sidecar' });
  return found.map((each) => ({ ...each, certainty: 'unknown', why: 'which proxy enforces it is not known, if any does' }));
}
