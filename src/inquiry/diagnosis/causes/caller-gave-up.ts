/** The caller hung up before the answer came. */
import { NO_RESPONSE } from '../../../mesh/response-code';
import type { Cause } from '../cause';
import { logOf } from '../commands';
import { reported } from '../sentences';
import { hasFlag, isCode, isPlain, isStatus } from '../signs';
import { latency } from './route-timeout';

export const callerGaveUp: Cause = {
  code: 'caller-gave-up',
  name: 'The caller gave up',
  says: "It hung up before the answer came: look at the latency, not at this service's errors.",
  signs: '`DC`, `DR`, code 0, gRPC 1',
  look: 'The latency of the destination beside the timeout of the caller itself.',
  explain: (symptom, call) => {
    const flagged = hasFlag(symptom, 'DC', 'DR');
    const silent = isPlain(symptom) && (isCode(symptom, NO_RESPONSE) || isStatus(symptom, call, 1));
    if (!flagged && !silent) return undefined;
    return {
      sure: flagged ? 'certain' : 'likely',
      evidence: [reported('The connection or stream ended on the side of the caller; no answer was sent.'), ...latency(call)],
      commands: logOf(call.observed.source, 'app', call),
      questions: [{ ask: 'Which timeout does the caller set itself, and do its users cancel (closed pages, stopped jobs)?' }],
    };
  },
};
