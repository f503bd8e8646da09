/** What becomes of the traffic between a caller and one backend under one configuration: refused, denied, delayed, or nothing of it. */
import type { Call, Service, Workload } from '../world/description';
import { portOf } from '../world/service-ports';
import { deniedRequests, deniesConnection, peerOf, policiesAtWaypoint, policiesAtWorkload } from './authorize';
import { clientMode, serverMode } from './mutual-tls';
import type { PolicySet } from './policy-set';

export interface Hop {
  readonly call: Call;
  /** Absent: outside the mesh, or without a proxy. */
  readonly source: Workload | undefined;
  readonly target: Workload;
  readonly service: Service;
  /** In the path of this call. */
  readonly waypoint: Workload | undefined;
}

/** Shares of what reaches each step, 0 to 1. */
export interface Outcome {
  /** The server's proxy accepts no plaintext. */
  readonly refused: number;
  readonly deniedAtWaypoint: number;
  readonly deniedAtZtunnel: number;
  readonly deniedAtSidecar: number;
}

const untouched: Outcome = { refused: 0, deniedAtWaypoint: 0, deniedAtZtunnel: 0, deniedAtSidecar: 0 };

const anyRequest = [{ share: 1 }];

function atSidecar(set: PolicySet, hop: Hop, mutualTls: boolean): Outcome {
  const { call, source, target, service } = hop;
  const port = portOf(service, call.protocol).containerPort;
  if (!mutualTls && serverMode(set, target, port) === 'STRICT') return { ...untouched, refused: 1 };
  const peer = mutualTls && source !== undefined ? peerOf(source) : undefined;
  const policies = policiesAtWorkload(set, target);
  const denied =
    call.protocol === 'tcp'
      ? Number(deniesConnection(policies, peer, port, 'tcp'))
      : deniedRequests(policies, peer, port, call.requests ?? anyRequest);
  return { ...untouched, deniedAtSidecar: denied };
}

function atZtunnel(set: PolicySet, hop: Hop, mutualTls: boolean): Outcome {
  const { call, source, target, service, waypoint } = hop;
  const { port, containerPort } = portOf(service, call.protocol);
  const caller = waypoint ?? source;
  const strict = !mutualTls && serverMode(set, target, containerPort) === 'STRICT';
  const peer = mutualTls && caller !== undefined ? peerOf(caller) : undefined;
  const denied = strict || deniesConnection(policiesAtWorkload(set, target), peer, containerPort, 'ztunnel');
  if (waypoint === undefined) return { ...untouched, deniedAtZtunnel: Number(denied) };
  const client = mutualTls && source !== undefined ? peerOf(source) : undefined;
  const policies = policiesAtWaypoint(set, waypoint, service);
  const deniedAtWaypoint =
    call.protocol === 'tcp'
      ? Number(deniesConnection(policies, client, port, 'tcp'))
      : deniedRequests(policies, client, port, call.requests ?? anyRequest);
  return { ...untouched, deniedAtWaypoint, deniedAtZtunnel: Number(denied) };
}

export function outcomeOf(set: PolicySet, hop: Hop, mutualTls: boolean): Outcome {
  if (hop.target.proxy === 'sidecar') return atSidecar(set, hop, mutualTls);
  return hop.target.proxy === 'ztunnel' ? atZtunnel(set, hop, mutualTls) : untouched;
}

/** Whether configuration makes two meshed ends speak plaintext: a DestinationRule says so, or the server wants none. */
export function sendsPlaintext(set: PolicySet, { call, source, target, service }: Hop): boolean {
  if (source === undefined || source.proxy === 'ztunnel' || target.proxy !== 'sidecar') return false;
  const { port, containerPort } = portOf(service, call.protocol);
  const wanted = clientMode(set, source, service, port);
  return wanted === undefined ? serverMode(set, target, containerPort) === 'DISABLE' : wanted === 'DISABLE';
}
