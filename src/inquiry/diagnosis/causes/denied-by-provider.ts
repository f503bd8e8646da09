/** An external provider refused the request. */

import { refText } from '../../../istio/ref';
import { getResource } from '../../../policy/findings/commands';
import type { Cause } from '../cause';
import { command, podOf } from '../commands';
import { computed } from '../sentences';
import { hasFlag, placeOf } from '../signs';

export const deniedByProvider: Cause = {
  code: 'denied-by-provider',
  name: 'Denied by the external provider',
  says: 'A CUSTOM AuthorizationPolicy asks an external provider, which refuses.',
  signs: '`UAEX`, usual code 403',
  look: 'The log of the provider that the CUSTOM AuthorizationPolicy names.',
  explain: (symptom, call) => {
    if (!hasFlag(symptom, 'UAEX')) return undefined;
    const { destination } = call.observed;
    const custom = (call.policy?.authorization.decidedBy ?? []).filter(({ action }) => action === 'CUSTOM');
    const reasons = custom.map(({ ref, path = 'spec' }) => ({ ...computed(`${refText(ref)} asks the provider.`), ref, path }));
    return {
      sure: 'certain',
      evidence: reasons,
      ...placeOf(reasons),
      commands: [
        ...command`istioctl x authz check ${podOf(destination, call.resources)} -n ${destination.namespace}`,
        ...custom.flatMap(({ ref }) => getResource(ref)),
      ],
      questions: [{ ask: 'Was the provider itself reached? A provider that fails refuses as well, unless failOpen is set.' }],
    };
  },
};
