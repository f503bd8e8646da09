/** Something blocks the port of HBONE. */
import { command } from '../commands';
import { flagCause } from '../flag-cause';

export const hboneBlocked = flagCause({
  code: 'hbone-blocked',
  name: 'HBONE blocked by the network',
  says: 'HBONE timed out, as when a NetworkPolicy blocks port 15008.',
  signs: '`NETWORK_POLICY`',
  look: 'NetworkPolicies of both namespaces: TCP 15008 has to be let in.',
  flags: ['NETWORK_POLICY'],
  commands: (call) => [
    ...command`kubectl get networkpolicy -n ${call.observed.destination.namespace} -o yaml`,
    ...command`kubectl get networkpolicy -n ${call.observed.source.namespace} -o yaml`,
  ],
});
