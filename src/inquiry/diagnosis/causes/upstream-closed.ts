/** The endpoint closed the connection before it answered. */
import type { Cause } from '../cause';
import { clusterOf, logOf } from '../commands';
import { computed, reported } from '../sentences';
import { hasFlag } from '../signs';

export const upstreamClosed: Cause = {
  code: 'upstream-closed',
  name: 'The endpoint closed the connection',
  says: 'It closed the connection in the middle of the request.',
  signs: '`UC`, usual code 503',
  look: 'Restarts of the application, then its keep-alive: an idle timeout shorter than that of the proxy loses requests.',
  explain: (symptom, call) =>
    hasFlag(symptom, 'UC')
      ? {
          sure: symptom.at === 'destination' ? 'certain' : 'likely',
          evidence:
            symptom.at === 'destination'
              ? [reported('The proxy beside the application saw it: the application closed the connection.')]
              : [],
          against:
            call.policy?.transport.works === 'F'
              ? [computed('Configuration alone explains it: the server refuses what the client sends.')]
              : [],
          commands: [...logOf(call.observed.destination, 'app', call), ...clusterOf(call)],
          questions: [{ ask: 'Does the application close idle connections earlier than idleTimeout of the DestinationRule?' }],
        }
      : undefined,
};
