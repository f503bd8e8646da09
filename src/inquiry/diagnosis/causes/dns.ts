/** The name of the endpoint could not be resolved. */
import { command, endpointsOf } from '../commands';
import { flagCause } from '../flag-cause';

export const dns = flagCause({
  code: 'dns',
  name: 'DNS does not resolve the host',
  says: 'The proxy has no address for the host it was told to call.',
  signs: '`DF`, usual code 503',
  look: 'Spelling of the host in the ServiceEntry (resolution: DNS), then the DNS of the cluster.',
  flags: ['DF'],
  commands: (call) => [...command`kubectl get serviceentry -n ${call.observed.source.namespace} -o yaml`, ...endpointsOf(call)],
});
