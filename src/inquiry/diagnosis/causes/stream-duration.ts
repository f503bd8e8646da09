/** The stream lasted longer than the route or the DestinationRule lets it. */
import { clusterOf, proxyConfig } from '../commands';
import { flagCause } from '../flag-cause';

export const streamDuration = flagCause({
  code: 'stream-duration',
  name: 'Stream too long',
  says: 'The stream reached its greatest length.',
  signs: '`UMSDR`',
  look: 'The greatest stream duration in the route or the DestinationRule.',
  flags: ['UMSDR'],
  commands: (call) => [...clusterOf(call), ...proxyConfig('route', call.observed.source, call)],
});
