/** istiod fetches keys of RequestAuthentications from anywhere. */
import { refText } from '../../istio/ref';
import type { Analyzer } from './analyzer';

const SETTING = 'BLOCKED_CIDRS_IN_JWKS_URIS';

export const blockedCidrs: Analyzer = {
  id: 'authn.BlockedCIDRsAnalyzer',
  codes: ['IST0175'],
  reads: ['RequestAuthentication', 'Deployment'],
  onGraph: false,
  analyze: ({ of }) => {
    const policies = of('RequestAuthentication').length;
    if (policies === 0) return [];
    return of('Deployment').flatMap((deployment) => {
      const containers = deployment.spec?.template?.spec?.containers ?? [];
      if (deployment.labels.get('app') !== 'istiod' || containers.some(({ env }) => (env?.get(SETTING) ?? '') !== '')) return [];
      const sentence = `${refText(deployment)} sets no ${SETTING}, and ${policies} RequestAuthentication${policies === 1 ? ' exists' : 's exist'}.`;
      return [{ code: 'IST0175' as const, subject: deployment, path: 'spec.template.spec.containers', sentence }];
    });
  },
};
