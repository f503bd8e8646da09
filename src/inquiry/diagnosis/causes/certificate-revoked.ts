/** The certificate of the peer is on a revocation list. */
import { flagCause } from '../flag-cause';

export const certificateRevoked = flagCause({
  code: 'certificate-revoked',
  name: 'Certificate revoked',
  says: 'The certificate of the peer is on a revocation list.',
  signs: '`CERT_REVOKED`',
  look: 'The certificate revocation list, and who put the certificate on it.',
  flags: ['CERT_REVOKED'],
  commands: () => ['istioctl ztunnel-config certificate'],
});
