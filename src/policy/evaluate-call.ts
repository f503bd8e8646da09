/** What configuration says of one call: its way, its transport, who may call, and where it is routed. */

import { NO_LABELS } from '../istio/labels';
import type { MeshConfig } from '../istio/mesh-config';
import { refOf } from '../istio/ref';
import { type EnforcementPath, enforcementPath } from './authorization/enforcement-path';
import { evaluateAuthorization, evaluateDryRun } from './authorization/evaluate-authorization';
import type { PolicyBindings } from './authorization/policy-bindings';
import type {
  AuthorizationQuestion,
  CallConnection,
  CallDestination,
  CallSource,
  CallWaypoint,
  StrictAtZtunnel,
} from './authorization/question';
import { serviceBehind, subjectOf, waypointSubject } from './evaluate-workload';
import type { Facts } from './facts/create-facts';
import type { WaypointBinding } from './facts/waypoints';
import type { WorkloadFacts } from './facts/workload-facts';
import { endKey } from './keys';
import { evaluateLeaving } from './leaving-call';
import type { Because, CallPolicy, ServerMtls, Tri } from './model';
import type { ResolvedCall } from './resolve-call';
import type { RoutingOfCall } from './routing-of-call';
import type { TransportOfCall } from './transport-of-call';

export interface CallEngines {
  readonly facts: Facts;
  readonly mesh: MeshConfig;
  readonly bindings: PolicyBindings;
  readonly serverMtls: (workload: WorkloadFacts) => ServerMtls;
  readonly routing: RoutingOfCall;
  readonly transport: TransportOfCall;
}

/** The answer about the same call under the same facts and mesh, and what of it still holds under the resources of now. */
export interface StandingCall {
  readonly policy: CallPolicy;
  /** No route has changed. */
  readonly routes: boolean;
  /** Nor has a DestinationRule or a PeerAuthentication. */
  readonly transports: boolean;
  /** No AuthorizationPolicy and no RequestAuthentication has. */
  readonly bindings: boolean;
}

/** The way first (it does not hang on identities), then the route, whose subset decides what is sent, which decides who is seen. */
export function evaluateCall(call: ResolvedCall, engines: CallEngines, standing?: StandingCall): CallPolicy {
  const { mesh } = engines;
  if (call.leavesBy !== undefined) return { call: call.question.key, ...evaluateLeaving(call.leavesBy, engines.routing(call, NO_WAY)) };
  const source = sourceOf(call);
  const destination = destinationOf(call, engines);
  const way = enforcementPath({ mesh, source, destination, connection: connectionOf(call) });
  const routing = standing?.routes === true ? standing.policy.routing : engines.routing(call, way);
  const transport = standing?.transports === true ? standing.policy.transport : transportOf(call, way, engines.transport(call, routing));
  if (standing?.bindings === true && isSeenAlike(call, standing.policy.transport, transport))
    return { ...standing.policy, transport, routing };
  const question = questionOf(
    call,
    transport,
    { source: seenSource(source, call, transport), destination, connection: connectionOf(call, transport) },
    engines,
  );
  const path = enforcementPath(question);
  const dryRun = evaluateDryRun(question, path);
  return {
    call: call.question.key,
    path: (path.ways[0] ?? []).map(({ enforcer, at, identitySeen }) => ({ enforcer, at, identitySeen })),
    bypassed: bypassedWithPolicies(call, path, engines),
    transport,
    authorization: evaluateAuthorization(question, path),
    ...(dryRun === undefined ? {} : { dryRun }),
    routing,
  };
}

/** Whether policies see the same connection: a refusal is one of their reasons, and STRICT is a policy of its own at a ztunnel. */
function isSeenAlike({ destination }: ResolvedCall, before: CallPolicy['transport'], now: CallPolicy['transport']): boolean {
  if (destination?.dataplane.value === 'ambient') return false;
  return before === now || (before.value === now.value && before.works !== 'F' && now.works !== 'F');
}

/** What a workload's own proxy says to a connection with this identity, whoever it was before. */
export function evaluateIdentity(workload: WorkloadFacts, principal: string, engines: CallEngines) {
  const { mesh, bindings } = engines;
  return evaluateAuthorization({
    mesh,
    bindings,
    source: { dataplane: 'waypoint', principal },
    destination: {
      workload: workload.name,
      subject: subjectOf(workload, []),
      dataplane: workload.dataplane.value,
      addressedBy: 'workload',
      waypoint: null,
      ingressUsesWaypoint: 'F',
    },
    connection: { protocol: 'auto', mtls: true },
    request: {},
  });
}

type Ends = Pick<AuthorizationQuestion, 'source' | 'destination' | 'connection'>;

function questionOf(call: ResolvedCall, transport: CallPolicy['transport'], ends: Ends, engines: CallEngines): AuthorizationQuestion {
  const { mesh, bindings } = engines;
  const strict = call.destination === undefined ? undefined : strictAtZtunnel(call.destination, call.workloadPort, engines);
  const refused = transport.works === 'F' ? refusal(transport) : undefined;
  return {
    mesh,
    bindings,
    ...ends,
    request: call.question.request ?? {},
    ...(strict === undefined ? {} : { strict }),
    ...(refused === undefined ? {} : { refusedByMtls: refused }),
  };
}

/** The sentence about the server, with the policy that makes it refuse. */
function refusal({ because }: CallPolicy['transport']): Because | undefined {
  const sentence = because.find((each) => each.sentence.startsWith('The server '))?.sentence ?? because.at(-1)?.sentence;
  const deciding = because.findLast(({ ref }) => ref !== undefined);
  return sentence === undefined ? undefined : { ...deciding, sentence, certainty: deciding?.certainty ?? 'computed' };
}

/** The identity telemetry names counts first; a caller outside the mesh has none; a caller nobody knows may have any. */
function sourceOf({ source, seenPrincipal }: ResolvedCall): CallSource {
  if (source === undefined) return { dataplane: 'unknown', principal: seenPrincipal };
  const { value } = source.dataplane;
  const outside = value === 'none' && source.dataplane.certainty !== 'unknown';
  return { dataplane: value, principal: seenPrincipal ?? (outside ? null : source.principal.value) };
}

/** Where nobody knows what is sent, nobody knows whether it carries an identity; one that telemetry names arrived. */
function seenSource(source: CallSource, { seenPrincipal }: ResolvedCall, { value }: CallPolicy['transport']): CallSource {
  const isOpen = value === 'unknown' && seenPrincipal === undefined && source.principal !== null;
  return isOpen ? { ...source, principal: undefined } : source;
}

function destinationOf({ destination, service, waypoint, addressedBy, question }: ResolvedCall, { facts }: CallEngines): CallDestination {
  const behind = service === undefined ? {} : { service: serviceBehind(service) };
  const end = question.destination;
  const namespace = destination?.namespace ?? end.namespace ?? service?.namespace ?? question.service?.namespace ?? 'unknown';
  return {
    workload: destination?.name ?? end.workload ?? service?.name ?? 'unknown',
    subject:
      destination === undefined
        ? { namespace, labels: NO_LABELS, labelsComplete: false, role: 'workload', services: [] }
        : subjectOf(destination, service === undefined ? [] : [service]),
    dataplane: destination?.dataplane.value ?? (service?.meshExternal === true ? 'none' : 'unknown'),
    ...behind,
    addressedBy,
    waypoint: callWaypoint(waypoint, facts),
    ingressUsesWaypoint: service === undefined ? 'U' : facts.waypoints.forIngress(service),
    passesWaypoint: passes(waypoint, question.reporters ?? []),
  };
}

const NO_WAY: EnforcementPath = { ways: [[]], complete: true, because: [], bypassed: [] };

/** Part of the connections goes to a canary: which waypoint judges is then not known for one call, but that one does is. */
function passes(waypoint: WaypointBinding, reporters: readonly string[]): Tri {
  if (waypoint.state !== 'bound') return 'T';
  if (reporters.includes('waypoint')) return 'T';
  return waypoint.canary !== undefined && waypoint.canary.percent > 0 ? 'U' : 'T';
}

function callWaypoint(binding: WaypointBinding, facts: Facts): CallWaypoint | null | undefined {
  if (binding.state === 'none') return null;
  if (binding.state === 'unknown') return undefined;
  const { waypoint, key, usable } = binding;
  const because = usable.because.at(-1);
  const principal = facts.waypointPrincipal(binding);
  return {
    namespace: waypoint.namespace,
    name: waypoint.name,
    takes: facts.waypoints.all.get(key)?.takes ?? 'service',
    usable: usable.value,
    ...(usable.value === 'T' || because === undefined ? {} : { because }),
    ...(principal === undefined ? {} : { principal }),
  };
}

function connectionOf({ protocol, servicePort, workloadPort }: ResolvedCall, transport?: CallPolicy['transport']): CallConnection {
  const sent = transport?.value ?? 'unknown';
  const mtls = sent === 'unknown' ? undefined : sent === 'mtls' || sent === 'hbone';
  return {
    protocol,
    ...(workloadPort === undefined ? {} : { workloadPort }),
    ...(servicePort === undefined ? {} : { servicePort: servicePort.number }),
    ...(mtls === undefined ? {} : { mtls }),
  };
}

/** STRICT at an ambient workload is a DENY policy for peers without identity (docs/policies.md §1.3). */
function strictAtZtunnel(destination: WorkloadFacts, port: number | undefined, { serverMtls }: CallEngines): StrictAtZtunnel | undefined {
  if (destination.dataplane.value !== 'ambient') return undefined;
  const { value, ports, certainty, because } = serverMtls(destination);
  const ref = because.findLast((each) => each.ref?.kind === 'PeerAuthentication')?.ref;
  const details = ref === undefined ? {} : { ref, path: 'spec.mtls.mode' };
  if (certainty === 'unknown') return { value: 'U', ...details };
  if (port !== undefined) return { value: (ports.get(port) ?? value) === 'STRICT' ? 'T' : 'F', ...details };
  const differs = [...ports.values()].some((mode) => (mode === 'STRICT') !== (value === 'STRICT'));
  return { value: differs ? 'U' : value === 'STRICT' ? 'T' : 'F', ...details };
}

/** Through a waypoint the client speaks HBONE to it, whatever the workload behind takes (docs/policies.md §2.2). */
function transportOf(
  { source, waypoint }: ResolvedCall,
  { ways }: EnforcementPath,
  direct: CallPolicy['transport'],
): CallPolicy['transport'] {
  if (waypoint.state !== 'bound' || waypoint.usable.value !== 'T') return direct;
  const through = ways.length > 0 && ways.every(([first]) => first?.enforcer === 'waypoint' && first.at === waypoint.key);
  if (!through) return direct;
  const { certainty, because } = waypoint.usable;
  const name = source === undefined ? 'The caller' : `${source.namespace}/${source.name}`;
  const sentence = `${name} sends HBONE to waypoint ${waypoint.waypoint.namespace}/${waypoint.waypoint.name}.`;
  return { value: 'hbone', works: 'T', certainty, because: [...because, { sentence, certainty }] };
}

/** A waypoint that is not passed matters where policies are bound there. The waypoint's own calls pass it, of course. */
function bypassedWithPolicies(call: ResolvedCall, path: EnforcementPath, { bindings }: CallEngines): CallPolicy['bypassed'] {
  const { waypoint, service, question } = call;
  if (waypoint.state !== 'bound' || call.source?.dataplane.value === 'waypoint' || endKey(question.source) === waypoint.key) return [];
  const { namespace, name } = waypoint.waypoint;
  return path.bypassed.flatMap((bypass) => {
    const subject = waypointSubject(namespace, name, service === undefined ? [] : [serviceBehind(service)]);
    const bound = [...bindings.authorization.at(subject), ...bindings.requestAuthentication.at(subject)];
    const [first] = bound;
    if (first === undefined) return [];
    const { policy } = first;
    const because: Because = {
      ...bypass.because,
      ref: refOf(policy),
      ...(first.path === undefined ? {} : { path: first.path }),
    };
    return [{ waypoint: bypass.waypoint, because }];
  });
}
