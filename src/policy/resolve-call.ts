/** Who and what a call is about: its ends, the service, the ports and the waypoint on its way, as far as they are known. */

import type { MtlsShare } from '../mesh/model';
import type { RequestFacts } from './authorization/request-facts';
import type { Facts } from './facts/create-facts';
import type { PortProtocol } from './facts/port-protocol';
import { withoutScheme } from './facts/principal';
import { portFor, type ServiceFacts, type ServicePort, targetPort } from './facts/services';
import type { WaypointBinding } from './facts/waypoints';
import type { WorkloadFacts } from './facts/workload-facts';
import { endKey } from './keys';
import { type LeavesBy, leavesBy } from './leaving-call';
import type { CallKey } from './model';
import type { ObservedEnd, ObservedService, Reporter } from './observation';

/** A call that is asked about: an observed one, or one that somebody imagines. An `ObservedCall` is one. */
export interface CallQuestion {
  readonly key: CallKey;
  readonly source: ObservedEnd;
  readonly destination: ObservedEnd;
  readonly service?: ObservedService;
  /** As observed, or of the port; `auto` where nobody knows yet. */
  readonly protocol: PortProtocol;
  /** Port of the service. Telemetry does not tell it. */
  readonly port?: number;
  /** What is known of the request. */
  readonly request?: RequestFacts;
  readonly reporters?: readonly Reporter[];
  /** As observed. */
  readonly mtls?: MtlsShare;
}

export interface ResolvedCall {
  readonly question: CallQuestion;
  readonly source: WorkloadFacts | undefined;
  /** SPIFFE identity telemetry names, without "spiffe://". */
  readonly seenPrincipal: string | undefined;
  readonly destination: WorkloadFacts | undefined;
  readonly service: ServiceFacts | undefined;
  readonly servicePort: ServicePort | undefined;
  /** As asked, or of the port where the question leaves it open. */
  readonly protocol: PortProtocol;
  readonly workloadPort: number | undefined;
  /** The waypoint before the service, or before the workload where no service is called. */
  readonly waypoint: WaypointBinding;
  readonly addressedBy: 'service' | 'workload';
  /** Set where the client's proxy knew no such host: then nothing else is known of what was called. */
  readonly leavesBy?: LeavesBy;
}

export function resolveCall(question: CallQuestion, facts: Facts): ResolvedCall {
  const source = workloadOf(question.source, facts);
  const leaves = leavesBy(question);
  if (leaves !== undefined) return resolveLeaving(question, leaves, source);
  const service = question.service === undefined ? undefined : facts.services.find(question.service);
  const destination = workloadOf(question.destination, facts) ?? onlyWorkload(service, question.destination, facts);
  const servicePort = portOf(question, service, destination);
  return {
    question,
    source,
    seenPrincipal: seenPrincipal(question.source),
    destination,
    service,
    servicePort,
    protocol: leavesOpen(question, destination) ? (servicePort?.protocol ?? 'auto') : question.protocol,
    workloadPort: servicePort === undefined ? undefined : targetPort(servicePort, destination?.instances ?? []),
    waypoint: waypointOf(question, service, destination, facts),
    addressedBy: question.service === undefined ? 'workload' : 'service',
  };
}

function resolveLeaving(question: CallQuestion, leaves: LeavesBy, source: WorkloadFacts | undefined): ResolvedCall {
  return {
    question,
    source,
    seenPrincipal: seenPrincipal(question.source),
    destination: undefined,
    service: undefined,
    servicePort: undefined,
    protocol: question.protocol,
    workloadPort: undefined,
    waypoint: { state: 'none' },
    addressedBy: 'service',
    leavesBy: leaves,
  };
}

function seenPrincipal({ principal }: ObservedEnd): string | undefined {
  return principal === undefined ? undefined : withoutScheme(principal);
}

function workloadOf(end: ObservedEnd, facts: Facts): WorkloadFacts | undefined {
  const key = endKey(end);
  return key === undefined ? undefined : facts.workloads.get(key);
}

/** Where telemetry names no workload (the request never arrived), a service with one workload leaves no doubt. */
function onlyWorkload(service: ServiceFacts | undefined, { workload }: ObservedEnd, facts: Facts): WorkloadFacts | undefined {
  if (service === undefined || workload !== undefined) return undefined;
  const [only, another] = facts.workloadsBehind(service);
  return another === undefined ? only : undefined;
}

/** At a waypoint ztunnel's TCP is a tunnel: what is inside is the port's matter. */
function leavesOpen({ protocol }: CallQuestion, destination: WorkloadFacts | undefined): boolean {
  return protocol === 'auto' || (protocol === 'tcp' && destination?.dataplane.value === 'waypoint');
}

/** The port that was asked for, or the one that can have carried the traffic. ztunnel calls all traffic TCP, so there a port must be the only one. */
function portOf(
  { port, protocol }: CallQuestion,
  service: ServiceFacts | undefined,
  destination: WorkloadFacts | undefined,
): ServicePort | undefined {
  if (port !== undefined) return service?.ports.find(({ number }) => number === port);
  if (protocol === 'http' || protocol === 'grpc') return portFor(service, protocol);
  const seenByZtunnel = destination?.dataplane.value !== 'sidecar' && destination?.dataplane.value !== 'gateway';
  if (seenByZtunnel || protocol !== 'tcp') return service?.ports.length === 1 ? service.ports[0] : undefined;
  return portFor(service, 'tcp');
}

function waypointOf(
  { service: addressed }: CallQuestion,
  service: ServiceFacts | undefined,
  destination: WorkloadFacts | undefined,
  facts: Facts,
): WaypointBinding {
  if (service !== undefined) {
    const before = facts.waypoints.beforeService(service);
    // ztunnel's leg to the waypoint names the service behind it.
    return before.state === 'bound' && before.key === destination?.key ? { state: 'none' } : before;
  }
  if (addressed !== undefined) {
    const name = [addressed.namespace, addressed.name ?? addressed.host ?? 'that is called'].filter((part) => part !== undefined).join('/');
    const sentence = `Service ${name} is not among the resources, so its waypoint is not known.`;
    return { state: 'unknown', because: { sentence, certainty: 'unknown' } };
  }
  return destination === undefined ? { state: 'none' } : facts.waypoints.beforeWorkload(destination);
}
