/** A traffic policy of a subset acts only where a route selects the subset (docs/policies.md §4.2). */
import { refText } from '../../istio/ref';
import { getResource } from './commands';
import { type FindingKind, finding } from './finding-kind';

const code = 'subset-policy-never-used';

export const subsetPolicyNeverUsed: FindingKind = {
  code,
  about: 'A subset has a traffic policy, and no route selects the subset: the policy does nothing.',
  find: ({ routes, inventory }) =>
    inventory.coverage('VirtualService') === 'forbidden'
      ? []
      : routes().idleSubsetPolicies.map(({ ref, path, host, subset }) =>
          finding(code, `${ref.namespace}/${ref.name}/${path}`, {
            severity: 'warning',
            title: `The traffic policy of subset ${subset} in ${refText(ref)} does nothing: no route selects the subset.`,
            evidence: [
              {
                sentence: `No VirtualService sends requests to subset ${subset} of ${host}.`,
                certainty: inventory.coverage('VirtualService') === 'none' ? 'assumed' : 'computed',
                ref,
                path,
              },
            ],
            next: 'Add a VirtualService that routes to the subset, or move the policy to spec.trafficPolicy.',
            commands: getResource(ref),
            ref,
            path,
          }),
        ),
};
