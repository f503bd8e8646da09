/** What the answer about a workload or a call was made of, so that a change elsewhere leaves it alone. */
import type { Dependencies } from './change-scope';
import type { Evaluator } from './evaluator';
import type { WaypointBinding } from './facts/waypoints';
import type { WorkloadFacts } from './facts/workload-facts';
import type { CallPolicy } from './model';
import type { ResolvedCall } from './resolve-call';

export function dependenciesOfWorkload(workload: WorkloadFacts, { facts, servicesOfWaypoint }: Evaluator): Dependencies {
  const namespaces = new Set([workload.namespace]);
  for (const service of facts.services.of(workload)) addWaypoint(namespaces, facts.waypoints.beforeService(service));
  addWaypoint(namespaces, facts.waypoints.beforeWorkload(workload));
  for (const service of servicesOfWaypoint(workload.key)) namespaces.add(service.namespace);
  return { namespaces, hosts: NOTHING, gateways: false };
}

export function dependenciesOfCall(call: ResolvedCall, policy: CallPolicy): Dependencies {
  const { question, source, destination, service, waypoint } = call;
  const namespaces = new Set(
    [
      source?.namespace,
      question.source.namespace,
      destination?.namespace,
      question.destination.namespace,
      service?.namespace,
      question.service?.namespace,
    ].filter((namespace) => namespace !== undefined),
  );
  addWaypoint(namespaces, waypoint);
  const hosts = new Set([service?.host, question.service?.host].filter((host) => host !== undefined));
  for (const { shares, mirrors } of policy.routing.rules) {
    for (const { host } of shares) hosts.add(host);
    for (const { host } of mirrors) hosts.add(host);
  }
  const gateways = source === undefined || source.dataplane.value === 'gateway' || source.dataplane.value === 'unknown';
  return { namespaces, hosts, gateways };
}

function addWaypoint(namespaces: Set<string>, binding: WaypointBinding): void {
  if (binding.state !== 'bound') return;
  namespaces.add(binding.waypoint.namespace);
  if (binding.canary !== undefined) namespaces.add(binding.canary.waypoint.namespace);
}

const NOTHING: ReadonlySet<string> = new Set();
