/** The control plane told the proxy to drop a share. */
import { endpointsOf } from '../commands';
import { flagCause } from '../flag-cause';

export const dropOverload = flagCause({
  code: 'drop-overload',
  name: 'Dropped by an overload policy',
  says: 'The control plane tells the proxy to drop a share of the requests.',
  signs: '`DO`, `UDO`, usual code 503',
  look: 'drop_overloads in the endpoints as the proxy has them.',
  flags: ['DO', 'UDO'],
  commands: (call) => endpointsOf(call),
});
