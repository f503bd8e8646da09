/** Which proxies may refuse a call, in order, and the identity each of them sees (docs/policies.md §2.2). */

import { GATEWAY_NAME } from '../../istio/label-names';
import type { Labels } from '../../istio/labels';
import type { AttachmentSubject } from '../attachment/subject';
import { principalIn } from '../facts/principal';
import { workloadKey } from '../keys';
import type { Because, Bypass, EnforcementPoint, Enforcer, Tri } from '../model';
import type { AuthorizationQuestion, CallWaypoint } from './question';

/** A proxy on the way, with what decides which policies attach to it and what they see. */
export interface PathPoint extends EnforcementPoint {
  readonly subject: AttachmentSubject;
  readonly sourceIp?: string;
  /** The port that policies name there. */
  readonly port?: number;
  /** The waypoint before it, where the call passed one. */
  readonly behind?: CallWaypoint;
}

export interface EnforcementPath {
  /** One way, or several where something that decides is not known. */
  readonly ways: readonly (readonly PathPoint[])[];
  /** False where a waypoint that nobody knows may stand in the way: then no verdict is certain. */
  readonly complete: boolean;
  /** What is not known, where there are several ways or not all. */
  readonly because: readonly Because[];
  readonly bypassed: readonly Bypass[];
}

type Call = Pick<AuthorizationQuestion, 'mesh' | 'source' | 'destination' | 'connection'>;

/** Total: an unknown data plane or waypoint gives several ways, never none. */
export function enforcementPath(call: Call): EnforcementPath {
  const { destination } = call;
  const waypoint = destination.waypoint ?? undefined;
  const traversal = waypointTraversal(call);
  const last = lastEnforcers(call);
  const ways = (traversal.value === 'U' ? [false, true] : [traversal.value === 'T']).flatMap((through) =>
    last.enforcers.map((enforcer) => wayOf(call, through ? waypoint : undefined, enforcer)),
  );
  const complete = destination.waypoint !== undefined || !mayUse(call.source.dataplane);
  const bypassed = waypoint !== undefined && traversal.value === 'F' && traversal.because !== undefined;
  return {
    ways,
    complete,
    because: [
      ...(complete ? [] : [unknown('Whether a waypoint stands before this service is not known.')]),
      ...(traversal.value === 'U' && traversal.because !== undefined ? [traversal.because] : []),
      ...last.because,
    ],
    bypassed: bypassed ? [{ waypoint: waypointRef(waypoint), because: traversal.because }] : [],
  };
}

const waypointRef = ({ namespace, name }: CallWaypoint) => ({ kind: 'KubernetesGateway', namespace, name });
const computed = (sentence: string): Because => ({ sentence, certainty: 'computed' });
const unknown = (sentence: string): Because => ({ sentence, certainty: 'unknown' });

/** `because` is missing where the waypoint was never meant for such a call. */
interface Traversal {
  readonly value: Tri;
  readonly because?: Because;
}

function waypointTraversal({ source, destination, mesh }: Call): Traversal {
  const { waypoint, addressedBy, ingressUsesWaypoint, passesWaypoint = 'T' } = destination;
  if (waypoint === null || waypoint === undefined) return { value: 'F' };
  const name = `waypoint ${waypoint.namespace}/${waypoint.name}`;
  if (waypoint.takes !== 'all' && waypoint.takes !== addressedBy) return { value: 'F' };
  const usable = waypoint.usable ?? 'T';
  if (usable === 'F')
    return {
      value: 'F',
      because: waypoint.because ?? computed(`The ${name} is missing or not ready: ztunnel sends directly to the workload.`),
    };
  const by = traversedBy(source.dataplane, ingressUsesWaypoint, mesh.flags.ENABLE_INGRESS_WAYPOINT_ROUTING, name);
  if (by.value === 'F') return by;
  if (usable === 'U') return { value: 'U', because: waypoint.because ?? unknown(`Whether the ${name} is ready is not known.`) };
  if (passesWaypoint !== 'T') return { value: passesWaypoint, because: unknown(`Whether this call passes the ${name} is not known.`) };
  return by;
}

const mayUse = (dataplane: Call['source']['dataplane']): boolean =>
  dataplane === 'ambient' || dataplane === 'gateway' || dataplane === 'unknown';

function traversedBy(client: Call['source']['dataplane'], ingress: Tri, ingressRouting: boolean, name: string): Traversal {
  switch (client) {
    case 'ambient':
      return { value: 'T' };
    case 'sidecar':
      return {
        value: 'F',
        because: computed(`A caller with a sidecar does not pass the ${name}: sidecars send directly to the workload.`),
      };
    case 'none':
      return { value: 'F', because: computed(`A caller outside the mesh does not pass the ${name}: nothing redirects its traffic.`) };
    case 'waypoint':
      return { value: 'F', because: computed(`A waypoint does not pass another one, so the ${name} is left out.`) };
    case 'gateway':
      if (!ingressRouting)
        return { value: 'F', because: computed(`Gateways do not pass the ${name}: ENABLE_INGRESS_WAYPOINT_ROUTING is off.`) };
      if (ingress === 'U')
        return {
          value: 'U',
          because: unknown(`Whether gateways pass the ${name} is not known: istio.io/ingress-use-waypoint may be set.`),
        };
      return ingress === 'T'
        ? { value: 'T' }
        : { value: 'F', because: computed(`A gateway does not pass the ${name}: istio.io/ingress-use-waypoint is not set to "true".`) };
    default:
      return { value: 'U', because: unknown(`Whether the caller passes the ${name} is not known: its data plane is not known.`) };
  }
}

/** null = nobody enforces at the workload. */
function lastEnforcers({ destination }: Call): { readonly enforcers: readonly (Enforcer | null)[]; readonly because: readonly Because[] } {
  switch (destination.dataplane) {
    case 'sidecar':
      return { enforcers: ['sidecar'], because: [] };
    case 'ambient':
      return { enforcers: ['ztunnel'], because: [] };
    case 'gateway':
      return { enforcers: ['gateway'], because: [] };
    case 'waypoint':
      return { enforcers: ['waypoint'], because: [] };
    case 'none':
      return { enforcers: [null], because: [] };
    default:
      return {
        enforcers: ['sidecar', 'ztunnel', null],
        because: [
          unknown(
            `Who enforces policies before ${destination.subject.namespace}/${destination.workload} is not known: its data plane is not known.`,
          ),
        ],
      };
  }
}

function wayOf(
  { mesh, source, destination, connection }: Call,
  waypoint: CallWaypoint | undefined,
  last: Enforcer | null,
): readonly PathPoint[] {
  const way: PathPoint[] = [];
  const caller = source.dataplane === 'none' || connection.mtls === false ? null : source.principal;
  const ownPort = connection.workloadPort;
  const address = source.ip;
  if (waypoint !== undefined) {
    const port = destination.addressedBy === 'service' ? connection.servicePort : ownPort;
    way.push({
      enforcer: 'waypoint',
      at: workloadKey(waypoint.namespace, waypoint.name),
      identitySeen: caller,
      subject: waypointSubject(waypoint, destination.addressedBy === 'service' ? destination.service : undefined),
      ...(address === undefined ? {} : { sourceIp: address }),
      ...(port === undefined ? {} : { port }),
    });
  }
  if (last === null) return way;
  const { namespace } = destination.subject;
  way.push({
    enforcer: last,
    at: workloadKey(namespace, destination.workload),
    identitySeen:
      waypoint === undefined ? caller : (waypoint.principal ?? principalIn(mesh.trustDomain, waypoint.namespace, waypoint.name)),
    subject: destination.subject,
    ...(waypoint === undefined ? (address === undefined ? {} : { sourceIp: address }) : { behind: waypoint }),
    ...(ownPort === undefined ? {} : { port: ownPort }),
  });
  return way;
}

function waypointSubject({ namespace, name, labels }: CallWaypoint, service: Call['destination']['service']): AttachmentSubject {
  return { namespace, labels: gatewayLabels(name, labels), role: 'waypoint', services: service === undefined ? [] : [service] };
}

function gatewayLabels(name: string, labels: Labels | undefined): Labels {
  return labels?.has(GATEWAY_NAME) ? labels : new Map([...(labels ?? []), [GATEWAY_NAME, name]]);
}
