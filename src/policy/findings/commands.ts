/** Read-only commands that show more, by situation (docs/policies.md §7). Names come from resources, so they are checked before they stand in a command. */
import type { Ref } from '../../istio/ref';
import { isKindName, RESOURCE_KINDS } from '../../istio/resources/index';

interface Named {
  readonly namespace: string;
  readonly name: string;
}

/** Kubernetes' names are letters, digits, dots and dashes; anything else is not put before a shell. */
export function safeName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(name);
}

const only = (named: Named, command: string): readonly string[] => (safeName(named.namespace) && safeName(named.name) ? [command] : []);

export function authorizationCheck(workload: Named): readonly string[] {
  return only(workload, `istioctl x authz check deploy/${workload.name} -n ${workload.namespace}`);
}

export function describeMtls({ namespace }: Named): readonly string[] {
  return ['kubectl get peerauthentication -A', ...(safeName(namespace) ? [`kubectl get pods -n ${namespace} --show-labels`] : [])];
}

export function ztunnelPolicies({ namespace }: { readonly namespace: string }): readonly string[] {
  return safeName(namespace) ? [`istioctl ztunnel-config policy --policy-namespace ${namespace}`] : [];
}

export function waypointStatus({ namespace }: { readonly namespace: string }): readonly string[] {
  return safeName(namespace)
    ? [`istioctl waypoint status -n ${namespace}`, 'kubectl get ns -L istio.io/dataplane-mode,istio.io/use-waypoint']
    : [];
}

export function ztunnelWorkloads({ namespace }: { readonly namespace: string }): readonly string[] {
  return safeName(namespace) ? [`istioctl ztunnel-config workload --workload-namespace ${namespace}`] : [];
}

export function clientCluster(client: Named, host: string): readonly string[] {
  return safeName(host)
    ? only(client, `istioctl proxy-config cluster deploy/${client.name} -n ${client.namespace} --fqdn ${host} -o yaml`)
    : [];
}

export function analyze(namespace: string): readonly string[] {
  return safeName(namespace) ? [`istioctl analyze -n ${namespace}`] : [];
}

/** `kubectl get` of the resource, as YAML. */
export function getResource({ kind, namespace, name }: Ref): readonly string[] {
  if (!isKindName(kind) || !safeName(name) || (namespace !== '' && !safeName(namespace))) return [];
  const { group, plural } = RESOURCE_KINDS[kind];
  return [`kubectl get ${group === '' ? plural : `${plural}.${group}`} ${name}${namespace === '' ? '' : ` -n ${namespace}`} -o yaml`];
}
