/** The health check of the local service failed. */
import { stateOf } from '../commands';
import { flagCause } from '../flag-cause';

export const localHealth = flagCause({
  code: 'local-health',
  name: 'Local health check failed',
  says: "The proxy's check of its own application failed.",
  signs: '`LH`, usual code 503',
  look: 'Probes of the Pods.',
  flags: ['LH'],
  commands: (call) => stateOf(call.observed.destination, call),
});
