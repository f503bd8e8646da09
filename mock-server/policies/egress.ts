/** What a client's proxy does with a host outside: ServiceEntry, Sidecar and `outboundTrafficPolicy` decide (docs/policies.md §3). */
import { field, type KubernetesObject, listAt, textAt, textsAt } from '../kubernetes/object';
import type { Destination, Workload } from '../world/description';
import { podLabels, selects } from '../world/pod-labels';
import { hostFit, type PolicySet, rootNamespace } from './policy-set';

/** The one Sidecar of a client: of its namespace by labels, else for all of it, else the root namespace's. */
function sidecarOf(set: PolicySet, client: Workload): KubernetesObject | undefined {
  const labelsOf = (sidecar: KubernetesObject): readonly (readonly [string, string])[] =>
    Object.entries(field(sidecar, 'spec', 'workloadSelector', 'labels') ?? {}).map(([name, value]) => [name, String(value)]);
  const own = set.in('Sidecar', client.namespace);
  return (
    own.find((sidecar) => labelsOf(sidecar).length > 0 && selects(labelsOf(sidecar), podLabels(client))) ??
    own.find((sidecar) => labelsOf(sidecar).length === 0) ??
    set.in('Sidecar', rootNamespace).find((sidecar) => labelsOf(sidecar).length === 0)
  );
}

function visible(sidecar: KubernetesObject | undefined, client: Workload, namespace: string, host: string): boolean {
  const listeners = listAt(sidecar, 'spec', 'egress');
  if (listeners.length === 0) return true;
  return listeners
    .flatMap((listener) => textsAt(listener, 'hosts'))
    .some((entry) => {
      const [place = '', pattern = ''] = entry.split('/');
      const there = place === '*' || (place === '.' ? client.namespace : place) === namespace;
      return there && hostFit(pattern, host) !== undefined;
    });
}

/** Where a call to a host outside ends up. */
export function egressOf(set: PolicySet, client: Workload, host: string): Exclude<Destination, { kind: 'egress' | 'service' }> {
  const sidecar = client.proxy === 'sidecar' ? sidecarOf(set, client) : undefined;
  const entry = set.all('ServiceEntry').find((candidate) => {
    const namespace = candidate.metadata.namespace ?? '';
    const exportTo = textsAt(candidate, 'spec', 'exportTo');
    const exported = exportTo.every((place) => place === '*' || (place === '.' ? namespace : place) === client.namespace);
    const hosts = textsAt(candidate, 'spec', 'hosts');
    return exported && hosts.some((pattern) => hostFit(pattern, host) !== undefined) && visible(sidecar, client, namespace, host);
  });
  if (entry !== undefined) return { kind: 'serviceEntry', host, namespace: entry.metadata.namespace ?? '' };
  const mode = textAt(sidecar, 'spec', 'outboundTrafficPolicy', 'mode');
  const blocked = mode === undefined ? set.registryOnly : mode === 'REGISTRY_ONLY';
  return { kind: blocked ? 'blackhole' : 'passthrough', host };
}
