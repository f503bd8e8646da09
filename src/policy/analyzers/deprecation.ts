/** Fields and kinds that Istio is about to drop, or has dropped. */

import { refText } from '../../istio/ref';
import { isRecord } from '../../istio/resources/reader';
import type { Analyzer, AnalyzerMessage, OtherObject } from './analyzer';

const REMOVED_KINDS = new Set(['ClusterRbacConfig', 'RbacConfig', 'ServiceRole', 'ServiceRoleBinding']);

export const deprecation: Analyzer = {
  id: 'deprecation.DeprecationAnalyzer',
  codes: ['IST0002'],
  reads: ['VirtualService', 'Sidecar'],
  onGraph: false,
  analyze: ({ of, others }) => [
    ...of('VirtualService').flatMap((resource) =>
      (resource.spec?.http ?? []).flatMap(({ fault }, index): readonly AnalyzerMessage[] => {
        if ((fault?.delay?.percent ?? 0) <= 0) return [];
        const sentence = `${refText(resource)} sets fault.delay.percent, which is deprecated: use percentage.`;
        return [{ code: 'IST0002', subject: resource, path: `spec.http[${index}].fault.delay.percent`, sentence, placeless: true }];
      }),
    ),
    ...of('Sidecar').flatMap((resource): readonly AnalyzerMessage[] => {
      if (resource.spec?.outboundTrafficPolicy?.egressProxy === undefined) return [];
      const sentence = `${refText(resource)} sets outboundTrafficPolicy.egressProxy, which is ignored.`;
      return [{ code: 'IST0002', subject: resource, path: 'spec.outboundTrafficPolicy.egressProxy', sentence }];
    }),
    ...others.filter(isRemoved).map((subject): AnalyzerMessage => {
      return {
        code: 'IST0002',
        subject,
        path: 'spec.names.kind',
        sentence: `${refText(subject)} describes a kind that Istio no longer has.`,
      };
    }),
  ],
};

function isRemoved({ kind, spec }: OtherObject): boolean {
  if (kind !== 'CustomResourceDefinition' || !isRecord(spec)) return false;
  return spec.group === 'rbac.istio.io' && isRecord(spec.names) && REMOVED_KINDS.has(String(spec.names.kind));
}
