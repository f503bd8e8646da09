/** The endpoint speaks another protocol than the port says. */
import { clusterOf, command } from '../commands';
import { flagCause } from '../flag-cause';

export const upstreamProtocol = flagCause({
  code: 'upstream-protocol',
  name: 'The server speaks another protocol',
  says: 'The endpoint answers in another protocol than its port declares.',
  signs: '`UPE`, usual code 502',
  look: 'Name and appProtocol of the Service port: HTTP/2 against HTTP/1.1, or TLS on a port declared plain.',
  flags: ['UPE'],
  commands: (call) => [
    ...command`kubectl get service ${call.observed.service?.name} -n ${call.observed.service?.namespace} -o yaml`,
    ...clusterOf(call),
  ],
});
