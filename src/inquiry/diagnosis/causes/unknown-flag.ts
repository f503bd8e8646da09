/** A flag this version has no meaning for. */
import { RESPONSE_FLAGS } from '../../../mesh/response-flags';
import type { Cause } from '../cause';
import { logOf } from '../commands';
import { unknown } from '../sentences';

export const unknownFlag: Cause = {
  code: 'unknown-flag',
  name: 'A flag this version does not know',
  says: 'The proxy gives a reason that nobody here can read.',
  signs: 'any flag not named here',
  look: "Envoy's documentation of %RESPONSE_FLAGS%, and the access log of the proxy.",
  explain: (symptom, call) => {
    const strange = symptom.flags.filter((flag) => !RESPONSE_FLAGS.has(flag));
    if (strange.length === 0) return undefined;
    const end = symptom.at === 'source' ? call.observed.source : call.observed.destination;
    return {
      sure: 'possible',
      evidence: [unknown(`The flag ${strange.join(', ')} is not one of those this version knows.`)],
      commands: logOf(end, 'istio-proxy', call),
    };
  },
};
