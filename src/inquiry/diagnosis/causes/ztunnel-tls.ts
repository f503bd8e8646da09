/** The mutual TLS handshake of ztunnel failed. */
import { flagCause } from '../flag-cause';

export const ztunnelTls = flagCause({
  code: 'ztunnel-tls',
  name: 'TLS between ztunnels failed',
  says: 'The mutual TLS handshake failed.',
  signs: '`TLS_FAILURE`',
  look: 'Certificates of both identities: root, age, trust domain.',
  flags: ['TLS_FAILURE'],
  commands: () => ['istioctl ztunnel-config certificate', 'kubectl logs -n istio-system ds/ztunnel --since=10m'],
});
