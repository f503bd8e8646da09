/** Subsets that VirtualServices name and no DestinationRule of the host defines. */
import { fullHost } from '../../istio/host';
import { refText } from '../../istio/ref';
import type { Analyzer } from './analyzer';
import { writtenDestinations } from './written-destinations';

/**
 * As in `istioctl`, a DestinationRule of any namespace counts; which one a client resolves is what routing tells (docs/policies.md §4.2). For
 * hosts outside of the cluster `istioctl` wants the rule in the VirtualService's own namespace.
 */
export const destinationSubset: Analyzer = {
  id: 'virtualservice.DestinationRuleAnalyzer',
  codes: ['IST0101'],
  reads: ['VirtualService', 'DestinationRule'],
  onGraph: true,
  analyze: ({ of, asIstioctl }) => {
    const nameOf = asIstioctl ? nameInIstioctl : fullHost;
    const defined = new Set<string>();
    for (const { namespace, spec } of of('DestinationRule'))
      for (const { name = '' } of spec?.subsets ?? []) defined.add(`${nameOf(spec?.host ?? '', namespace)} ${name}`);
    return of('VirtualService').flatMap((resource) =>
      writtenDestinations(resource)
        .filter(({ host, subset }) => subset !== '' && !defined.has(`${nameOf(host, resource.namespace)} ${subset}`))
        .map(({ host, subset, path }) => ({
          code: 'IST0101' as const,
          subject: resource,
          path: `${path}.subset`,
          sentence: `${refText(resource)} names subset ${subset} of ${host}, which no DestinationRule defines.`,
          assumes: 'DestinationRule' as const,
          ...(path.includes('.mirrors[') ? { placeless: true as const } : {}),
        })),
    );
  },
};

function nameInIstioctl(host: string, namespace: string): string {
  const [, name, own] = /^(.+)\.(.+)\.svc\.cluster\.local$/.exec(host) ?? [];
  return name === undefined ? `${namespace}/${host}` : `${own}/${name}`;
}
