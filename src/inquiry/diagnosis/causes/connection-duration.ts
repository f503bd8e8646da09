/** The connection was older than the DestinationRule lets it be. */
import { clusterOf } from '../commands';
import { flagCause } from '../flag-cause';

export const connectionDuration = flagCause({
  code: 'connection-duration',
  name: 'Connection too old',
  says: 'The connection reached its greatest age.',
  signs: '`DT`',
  look: 'maxConnectionDuration of the DestinationRule.',
  flags: ['DT'],
  commands: clusterOf,
});
