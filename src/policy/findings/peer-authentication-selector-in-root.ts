/** In the root namespace istiod reads PeerAuthentications without a selector only (docs/policies.md §1.1). */
import { refOf, refText } from '../../istio/ref';
import { getResource } from './commands';
import { type FindingKind, finding } from './finding-kind';

const code = 'peer-authentication-selector-in-root';

export const peerAuthenticationSelectorInRoot: FindingKind = {
  code,
  about: 'A PeerAuthentication in the root namespace has a selector: it does nothing.',
  find: ({ inventory, rootNamespace }) =>
    inventory
      .of('PeerAuthentication')
      .filter(({ namespace, spec }) => namespace === rootNamespace && (spec?.selector?.matchLabels?.size ?? 0) > 0)
      .map((policy) => {
        const ref = refOf(policy);
        return finding(code, `${policy.namespace}/${policy.name}`, {
          severity: 'warning',
          title: `${refText(ref)} does nothing: it selects workloads, which a PeerAuthentication of the root namespace cannot.`,
          evidence: [
            {
              sentence: `${rootNamespace} is the root namespace, where only a PeerAuthentication without a selector counts, for the whole mesh.`,
              certainty: 'computed',
              ref,
              path: 'spec.selector',
            },
          ],
          next: 'Put it into the namespace of the workloads it means, or take the selector away to have it for the whole mesh.',
          commands: getResource(ref),
          ref,
          path: 'spec.selector',
        });
      }),
};
