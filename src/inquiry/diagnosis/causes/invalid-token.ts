/** The token is missing its signature, its time or its issuer. */

import { refText } from '../../../istio/ref';
import { getResource } from '../../../policy/findings/commands';
import type { Cause } from '../cause';
import { command, logOf } from '../commands';
import { computed, unknown } from '../sentences';
import { isCode, isPlain, isStatus, placeOf } from '../signs';

export const invalidToken: Cause = {
  code: 'invalid-token',
  name: 'Token refused',
  says: 'The JWT is expired, of another issuer, or signed with a key the proxy does not have.',
  signs: '401 without a flag, gRPC 16',
  look: 'Issuer, audiences and jwksUri of the RequestAuthentication, and the clock of who issues tokens.',
  explain: (symptom, call) => {
    if (!isPlain(symptom) || !(isCode(symptom, '401') || isStatus(symptom, call, 16))) return undefined;
    const { destination } = call.observed;
    const attached = (call.server?.attached ?? []).filter(({ ref }) => ref.kind === 'RequestAuthentication');
    const reasons = attached.map(({ ref }) => ({
      ...computed(`${refText(ref)} checks the tokens of requests to this workload.`),
      ref,
      path: 'spec.jwtRules',
    }));
    const checks = attached.length > 0;
    return {
      sure: checks || call.policy === undefined ? 'likely' : 'possible',
      evidence:
        call.policy === undefined
          ? [unknown('No resources are loaded, so whether a RequestAuthentication checks tokens here is not known.')]
          : reasons,
      ...(checks || call.policy === undefined
        ? {}
        : {
            against: [
              unknown('No RequestAuthentication among the resources reaches this workload: then the application answers 401 itself.'),
            ],
          }),
      ...placeOf(reasons),
      commands: [
        ...command`kubectl get requestauthentication -A`,
        ...attached.flatMap(({ ref }) => getResource(ref)),
        ...logOf(destination, 'istio-proxy', call),
      ],
      questions: [{ ask: 'Can the proxy or istiod reach the jwksUri?' }],
    };
  },
};
