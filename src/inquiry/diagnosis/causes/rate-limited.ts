/** A rate limit refused the request. */
import { refText } from '../../../istio/ref';
import type { Cause } from '../cause';
import { command } from '../commands';
import { reported } from '../sentences';
import { hasFlag, isCode, isPlain, isStatus } from '../signs';

export const rateLimited: Cause = {
  code: 'rate-limited',
  name: 'Rate limited',
  says: 'More requests came than a limit allows.',
  signs: '`RL`, 429, gRPC 8',
  look: 'The EnvoyFilter that sets the limit, beside the rate of this call.',
  explain: (symptom, call) => {
    const flagged = hasFlag(symptom, 'RL');
    if (!flagged && !(isPlain(symptom) && (isCode(symptom, '429') || isStatus(symptom, call, 8)))) return undefined;
    const filters = (call.server?.attached ?? []).filter(({ ref }) => ref.kind === 'EnvoyFilter');
    return {
      sure: flagged ? 'certain' : 'likely',
      evidence: filters.map(({ ref }) => ({
        sentence: `${refText(ref)} changes the proxy of the destination.`,
        certainty: 'computed',
        ref,
        path: 'spec',
      })),
      ...(flagged ? {} : { against: [reported('No flag says that a proxy did it: the application may limit by itself.')] }),
      commands: command`kubectl get envoyfilter -A -o yaml | grep -i -B3 -A12 ratelimit`,
    };
  },
};
