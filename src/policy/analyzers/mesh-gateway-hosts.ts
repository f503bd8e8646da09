/** VirtualServices of sidecars that name the same host: only one of them acts (docs/policies.md §4.1). */
import { fullHost } from '../../istio/host';
import { refText } from '../../istio/ref';
import type { VirtualService } from '../../istio/resources/virtual-service';
import { listIn } from '../../lib/list-in';
import type { Analyzer } from './analyzer';
import { scopesOf } from './destination-hosts';

/** As in `istioctl`, VirtualServices conflict where they are exported to the same namespace by name, or both to all. */
export const meshGatewayHosts: Analyzer = {
  id: 'virtualservice.ConflictingMeshGatewayHostsAnalyzer',
  codes: ['IST0109'],
  reads: ['VirtualService'],
  onGraph: true,
  analyze: ({ of }) => {
    const byHost = new Map<string, { readonly resource: VirtualService; readonly path: string }[]>();
    for (const resource of of('VirtualService')) {
      const { gateways = [], hosts = [], exportTo } = resource.spec ?? {};
      if (gateways.length > 0 && !gateways.includes('mesh')) continue;
      for (const scope of scopesOf(exportTo, resource.namespace))
        hosts.forEach((host, index) => {
          listIn(byHost, `${scope}/${fullHost(host, resource.namespace)}`).push({ resource, path: `spec.hosts[${index}]` });
        });
    }
    return [...byHost].flatMap(([key, entries]) => {
      if (entries.length < 2) return [];
      const [scope = '', host = ''] = key.split('/', 2);
      const where = scope === '*' ? '' : ` in namespace ${scope}`;
      const named = [...new Set(entries.map(({ resource }) => refText(resource)))].sort().join(', ');
      return entries.map(({ resource, path }) => ({
        code: 'IST0109' as const,
        subject: resource,
        path,
        sentence: `Several VirtualServices name ${host} for sidecars${where}: ${named}.`,
        placeless: true as const,
      }));
    });
  },
};
