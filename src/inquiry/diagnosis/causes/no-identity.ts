/** ztunnel has no certificate for the workload. */
import { command } from '../commands';
import { flagCause } from '../flag-cause';

export const noIdentity = flagCause({
  code: 'no-identity',
  name: 'No certificate for the workload',
  says: 'ztunnel has no certificate for the identity of the workload.',
  signs: '`IDENTITY_ERROR`',
  look: 'The certificate authority (istiod), and the service account of the workload.',
  flags: ['IDENTITY_ERROR'],
  commands: (call) => ['istioctl ztunnel-config certificate', ...command`kubectl get serviceaccount -n ${call.observed.source.namespace}`],
});
