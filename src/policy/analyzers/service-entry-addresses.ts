/** ServiceEntries with TCP ports and no address: the port alone tells their traffic (docs/policies.md §3). */
import { refText } from '../../istio/ref';
import type { AnalysisContext, Analyzer } from './analyzer';

/**
 * As `istioctl` does it: addresses are allocated only where the proxies' metadata says so. Outside of it nothing is said where istiod's own
 * allocation, on by default since 1.25, wrote its addresses into the status or cannot be known.
 */
export const serviceEntryAddresses: Analyzer = {
  id: 'serviceentry.Analyzer',
  codes: ['IST0134'],
  reads: ['ServiceEntry'],
  onGraph: true,
  analyze: (context) => {
    if (allocates(context)) return [];
    return context.of('ServiceEntry').flatMap((entry) => {
      const { addresses, ports = [] } = entry.spec ?? {};
      if (addresses !== undefined || (entry.status?.addresses ?? []).length > 0) return [];
      if (!context.asIstioctl && entry.status === undefined) return [];
      return ports.flatMap(({ protocol = '', number }, index) => {
        if (protocol !== '' && protocol.toUpperCase() !== 'TCP') return [];
        const sentence = `${refText(entry)} has no address for its TCP port ${number ?? 0}.`;
        return [{ code: 'IST0134' as const, subject: entry, path: `spec.ports[${index}]`, sentence }];
      });
    });
  },
};

function allocates({ mesh: { proxyMetadata } }: AnalysisContext): boolean {
  if (proxyMetadata.get('ISTIO_META_DNS_CAPTURE') !== 'true') return false;
  return proxyMetadata.get('ISTIO_META_DNS_AUTO_ALLOCATE') === 'true' || proxyMetadata.get('PILOT_ENABLE_IP_AUTOALLOCATE') === 'true';
}
