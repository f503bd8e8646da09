/** The proxy protects itself from overload. */
import { command } from '../commands';
import { flagCause } from '../flag-cause';

export const overloadedProxy = flagCause({
  code: 'overloaded-proxy',
  name: 'Proxy overloaded',
  says: 'It ends requests to protect itself.',
  signs: '`OM`',
  look: 'Memory and CPU limits of the proxy container.',
  flags: ['OM'],
  commands: (call, { at }) => {
    const end = at === 'source' ? call.observed.source : call.observed.destination;
    return command`kubectl top pod -n ${end.namespace} --containers`;
  },
});
