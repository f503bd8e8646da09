/** A traffic policy of a subset acts only where a route selects the subset (docs/policies.md §4.2). */
import { fullHost } from '../../istio/host';
import { refText } from '../../istio/ref';
import { routeTargets } from '../virtual-service-targets';
import { getResource } from './commands';
import { type FindingKind, finding } from './finding-kind';

const code = 'subset-policy-never-used';

export const subsetPolicyNeverUsed: FindingKind = {
  code,
  about: 'A subset has a traffic policy, and no route selects the subset: the policy does nothing.',
  find: ({ inventory }) => {
    const coverage = inventory.coverage('VirtualService');
    if (coverage === 'forbidden') return [];
    const selected = new Set(
      inventory.of('VirtualService').flatMap((resource) => routeTargets(resource).map(({ host, subset }) => `${host} ${subset ?? ''}`)),
    );
    return inventory.of('DestinationRule').flatMap((rule) => {
      const ref = { kind: rule.kind, namespace: rule.namespace, name: rule.name };
      const host = fullHost(rule.spec?.host ?? '', rule.namespace);
      if (host.startsWith('*')) return [];
      return (rule.spec?.subsets ?? []).flatMap(({ name = '', trafficPolicy }, index) => {
        const path = `spec.subsets[${index}].trafficPolicy`;
        if (trafficPolicy === undefined || Object.keys(trafficPolicy).length === 0 || selected.has(`${host} ${name}`)) return [];
        return [
          finding(code, `${rule.namespace}/${rule.name}/${name}`, {
            severity: 'warning',
            title: `The traffic policy of subset ${name} in ${refText(ref)} does nothing: no route selects the subset.`,
            evidence: [
              {
                sentence: `No VirtualService sends requests to subset ${name} of ${host}.`,
                certainty: coverage === 'none' ? 'assumed' : 'computed',
                ref,
                path,
              },
            ],
            next: 'Add a VirtualService that routes to the subset, or move the policy to spec.trafficPolicy.',
            commands: getResource(ref),
            ref,
            path,
          }),
        ];
      });
    });
  },
};
