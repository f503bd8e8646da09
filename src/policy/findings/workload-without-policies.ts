/** Workloads that no policy reaches. */
import { analyze } from './commands';
import { edgesOf } from './evidence';
import { type FindingKind, finding } from './finding-kind';

const code = 'workload-without-policies';

export const workloadWithoutPolicies: FindingKind = {
  code,
  about: 'No policy at all reaches a workload of the mesh: everybody may call it, in plaintext too.',
  find: (context) => {
    if (
      context.inventory.coverage('AuthorizationPolicy') === 'forbidden' ||
      context.inventory.coverage('PeerAuthentication') === 'forbidden'
    )
      return [];
    const byNamespace = new Map<string, { readonly workload: string; readonly key: Parameters<typeof context.callsTo>[0] }[]>();
    for (const policy of context.workloads.values()) {
      const { workload, dataplane, attached, posture, serverMtls } = policy;
      const facts = context.facts.workloads.get(workload);
      if (facts === undefined || facts.instances.length === 0 || !['sidecar', 'ambient'].includes(dataplane.value)) continue;
      const governed = serverMtls.because.some(({ ref }) => ref?.kind === 'PeerAuthentication');
      if (attached.length > 0 || posture.value !== 'open' || governed) continue;
      const list = byNamespace.get(facts.namespace) ?? [];
      list.push({ workload: facts.name, key: workload });
      byNamespace.set(facts.namespace, list);
    }
    return [...byNamespace].map(([namespace, found]) => {
      const names = found.map(({ workload }) => workload).sort();
      const calls = found.flatMap(({ key }) => context.callsTo(key));
      return finding(code, namespace, {
        severity: 'info',
        title: `No policy reaches ${names.length === 1 ? `${namespace}/${names[0]}` : `${names.length} workloads of ${namespace}`}.`,
        evidence: [
          {
            sentence: `${listed(names)}: no AuthorizationPolicy attaches, and mTLS is left at the mesh's default.`,
            certainty: context.inventory.coverage('AuthorizationPolicy') === 'none' ? 'assumed' : 'computed',
          },
        ],
        next: 'Start with a PeerAuthentication for the namespace and an AuthorizationPolicy that names the callers seen here.',
        commands: analyze(namespace),
        workloads: found.map(({ key }) => key),
        edges: edgesOf(calls),
      });
    });
  },
};

function listed(names: readonly string[]): string {
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}
