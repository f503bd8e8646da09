/** What the answer about a workload or a call was made of, so that a change elsewhere leaves it alone. */
import { serviceHost } from '../istio/host';
import type { Dependencies } from './change-scope';
import type { Evaluator } from './evaluator';
import type { WaypointBinding } from './facts/waypoints';
import type { WorkloadFacts } from './facts/workload-facts';
import type { CallPolicy } from './model';
import type { ResolvedCall } from './resolve-call';

/** Its own namespace, and those of the waypoints before it and of the services behind it. */
export function dependenciesOfWorkload(workload: WorkloadFacts, { facts, servicesOfWaypoint }: Evaluator): Dependencies {
  const servers = new Set([workload.namespace]);
  for (const service of facts.services.of(workload)) addWaypoint(servers, facts.waypoints.beforeService(service));
  addWaypoint(servers, facts.waypoints.beforeWorkload(workload));
  for (const service of servicesOfWaypoint(workload.key)) servers.add(service.namespace);
  return { servers, workload: workload.key, hosts: NOTHING, gateways: false };
}

/** Both ends, the waypoint between them, and the host with all that may be routed to it. */
export function dependenciesOfCall(call: ResolvedCall, policy: CallPolicy, { routing }: Evaluator): Dependencies {
  const { question, source, destination, service, waypoint } = call;
  const servers = new Set<string>();
  for (const namespace of [destination?.namespace, question.destination.namespace, service?.namespace, question.service?.namespace])
    if (namespace !== undefined) servers.add(namespace);
  addWaypoint(servers, waypoint);
  const hosts = new Set<string>();
  for (const host of [service?.host, question.service?.host ?? question.service?.name]) {
    if (host === undefined) continue;
    hosts.add(host);
    // The call may have been addressed to another host, whose whole route then decides (`routing-of-call.ts`).
    if (routing.hostsLeadingTo(host).length > 0) hosts.add('*');
  }
  // Without a named service the call may have been addressed to one that is not among the resources (`transport-of-call.ts`).
  if (hosts.size === 0 && destination !== undefined) hosts.add(serviceHost(destination.name, destination.namespace));
  for (const { shares, mirrors } of policy.routing.rules) {
    for (const { host } of shares) hosts.add(host);
    for (const { host } of mirrors) hosts.add(host);
  }
  for (const { host } of policy.routing.overall) hosts.add(host);
  // Bounds count what rivals of the route would do as well, wherever they lead.
  if ((policy.routing.rivals ?? []).length > 0) hosts.add('*');
  const client = source?.namespace ?? question.source.namespace;
  return {
    servers,
    ...(client === undefined ? {} : { client }),
    ...(destination === undefined ? {} : { workload: destination.key }),
    hosts,
    gateways: source === undefined || !ROUTED_ALONE.has(source.dataplane.value),
  };
}

/** Callers whose routes no gateway has. */
const ROUTED_ALONE: ReadonlySet<string> = new Set(['sidecar', 'ambient', 'none', 'waypoint']);

function addWaypoint(servers: Set<string>, binding: WaypointBinding): void {
  if (binding.state !== 'bound') return;
  servers.add(binding.waypoint.namespace);
  if (binding.canary !== undefined) servers.add(binding.canary.waypoint.namespace);
}

const NOTHING: ReadonlySet<string> = new Set();
