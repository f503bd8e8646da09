/** ztunnel reached nobody. */
import { command } from '../commands';
import { flagCause } from '../flag-cause';

export const ztunnelConnect = flagCause({
  code: 'ztunnel-connect',
  name: 'ztunnel could not connect',
  says: 'The endpoint did not take the connection.',
  signs: '`CONNECT`',
  look: 'Whether the Pod listens on that port, then NetworkPolicies.',
  flags: ['CONNECT'],
  commands: (call) => [
    'kubectl logs -n istio-system ds/ztunnel --since=10m',
    ...command`istioctl ztunnel-config workload --workload-namespace ${call.observed.destination.namespace}`,
    ...command`kubectl get networkpolicy -n ${call.observed.destination.namespace}`,
  ],
  asks: ['ztunnel gives this flag to every error it has no name for: what does its log say?'],
});
