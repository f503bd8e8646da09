/** Gateways of the same pods with one certificate: clients that reuse HTTP/2 connections get 404. */
import { selects } from '../../istio/labels';
import { refText } from '../../istio/ref';
import type { Gateway } from '../../istio/resources/gateway';
import { listIn } from '../../lib/list-in';
import type { Analyzer, AnalyzerMessage } from './analyzer';

type Tls = NonNullable<NonNullable<NonNullable<Gateway['spec']>['servers']>[number]['tls']>;

/** In `istioctl` servers without any certificate share the empty one; else they have none in common. */
export const gatewayCertificate: Analyzer = {
  id: 'gateway.CertificateAnalyzer',
  codes: ['IST0138'],
  reads: ['Gateway'],
  onGraph: true,
  analyze: ({ of, asIstioctl, mesh }) => {
    const byCertificate = new Map<string, Gateway[]>();
    for (const gateway of of('Gateway'))
      for (const { tls } of gateway.spec?.servers ?? []) if (tls !== undefined) listIn(byCertificate, certificateOf(tls)).push(gateway);
    return of('Gateway').flatMap((gateway) =>
      (gateway.spec?.servers ?? []).flatMap(({ tls }, index): readonly AnalyzerMessage[] => {
        if (tls === undefined || (!asIstioctl && certificateOf(tls) === NONE)) return [];
        return (byCertificate.get(certificateOf(tls)) ?? [])
          .filter((other) => other !== gateway && sharesPods(gateway, other, mesh.flags.PILOT_SCOPE_GATEWAY_TO_NAMESPACE))
          .map((other) => ({
            code: 'IST0138',
            subject: gateway,
            path: `spec.servers[${index}].tls`,
            sentence: `${refText(gateway)} and ${refText(other)} serve with the same certificate.`,
            placeless: true,
          }));
      }),
    );
  },
};

const NONE = '--';

function certificateOf({ credentialName = '', serverCertificate = '', privateKey = '' }: Tls): string {
  return `${credentialName}-${serverCertificate}-${privateKey}`;
}

function sharesPods(gateway: Gateway, other: Gateway, scoped: boolean): boolean {
  if (scoped && gateway.namespace !== other.namespace) return false;
  return selects(gateway.spec?.selector ?? new Map(), other.spec?.selector ?? new Map());
}
