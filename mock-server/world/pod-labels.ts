/** What selectors of policies, subsets and services see of a workload. */
import type { Workload } from './description';

/** Labels of a workload's pods, without those that Kubernetes or Istio adds. */
export function podLabels(workload: Workload): Readonly<Record<string, string>> {
  const version = workload.version === 'latest' ? {} : { version: workload.version };
  const gateway = workload.proxy === 'gateway' ? { istio: workload.name.replace(/^istio-/, '') } : {};
  const waypoint = workload.proxy === 'waypoint' ? { 'gateway.networking.k8s.io/gateway-name': workload.name } : {};
  return { app: workload.app, ...version, ...gateway, ...waypoint, ...workload.labels };
}

/** Whether a selector's labels are all there. */
export function selects(wanted: readonly (readonly [string, string])[], labels: Readonly<Record<string, string>>): boolean {
  return wanted.every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value);
}
