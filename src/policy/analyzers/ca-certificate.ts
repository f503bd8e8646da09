/** TLS to a server whose certificate nobody checks (docs/policies.md §1.4). */
import { refText } from '../../istio/ref';
import type { ClientTls } from '../../istio/resources/destination-rule-fields';
import type { Analyzer, AnalyzerMessage } from './analyzer';

/** A credential counts at sidecars only for a rule with workloadSelector. */
export const caCertificate: Analyzer = {
  id: 'destinationrule.CaCertificateAnalyzer',
  codes: ['IST0128', 'IST0129'],
  reads: ['DestinationRule'],
  onGraph: true,
  analyze: ({ of }) =>
    of('DestinationRule').flatMap((rule): readonly AnalyzerMessage[] => {
      const { host = '', trafficPolicy = {}, workloadSelector } = rule.spec ?? {};
      const unchecked = (tls: ClientTls | undefined) => isUnchecked(tls, workloadSelector !== undefined);
      const whole: readonly AnalyzerMessage[] = unchecked(trafficPolicy.tls)
        ? [{ code: 'IST0128', subject: rule, path: 'spec.trafficPolicy.tls', sentence: sentence(rule, trafficPolicy.tls, host) }]
        : [];
      const ports = (trafficPolicy.portLevelSettings ?? []).flatMap(({ tls, port }, index): readonly AnalyzerMessage[] => {
        if (!unchecked(tls)) return [];
        const path = `spec.trafficPolicy.portLevelSettings[${index}].tls`;
        return [{ code: 'IST0129', subject: rule, path, sentence: sentence(rule, tls, `port ${port?.number ?? 0} of ${host}`) }];
      });
      return [...whole, ...ports];
    }),
};

function isUnchecked(tls: ClientTls | undefined, selectsWorkloads: boolean): boolean {
  if (tls?.mode !== 'SIMPLE' && tls?.mode !== 'MUTUAL') return false;
  const { caCertificates = '', credentialName = '' } = tls;
  return caCertificates === '' && !(credentialName !== '' && selectsWorkloads);
}

function sentence(rule: Parameters<typeof refText>[0], tls: ClientTls | undefined, target: string): string {
  return `${refText(rule)} has TLS mode ${tls?.mode} for ${target} without caCertificates: the server's certificate is not checked.`;
}
