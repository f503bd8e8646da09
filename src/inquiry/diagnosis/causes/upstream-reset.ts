/** The endpoint reset the stream. */
import type { Cause } from '../cause';
import { logOf, stateOf } from '../commands';
import { hasFlag } from '../signs';

export const upstreamReset: Cause = {
  code: 'upstream-reset',
  name: 'The endpoint reset the stream',
  says: 'It reset the stream instead of answering.',
  signs: '`UR`, usual code 503',
  look: 'The log of the application (a crash, a panic), then its HTTP/2 limits.',
  explain: (symptom, call) => {
    const { destination } = call.observed;
    if (!hasFlag(symptom, 'UR')) return undefined;
    return {
      sure: 'certain',
      commands: [...logOf(destination, 'app', call), ...stateOf(destination, call)],
    };
  },
};
