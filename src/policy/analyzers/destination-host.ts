/** Destinations of VirtualServices: the host, its port, and subsets that a gateway does not see. */
import { fullHost } from '../../istio/host';
import { refText } from '../../istio/ref';
import type { VirtualService } from '../../istio/resources/virtual-service';
import type { AnalysisContext, Analyzer, AnalyzerMessage } from './analyzer';
import { type WrittenDestination, writtenDestinations } from './written-destinations';

/**
 * `istioctl` compares the hosts of IST0140 as they are written, and counts a VirtualService for `mesh` and against itself; else full names are
 * compared, for gateways only.
 */
export const destinationHost: Analyzer = {
  id: 'virtualservice.DestinationHostAnalyzer',
  codes: ['IST0101', 'IST0112', 'IST0140'],
  reads: ['VirtualService', 'Service', 'ServiceEntry'],
  onGraph: true,
  analyze: (context) => {
    const subsetsByHost = findSubsets(context);
    return context
      .of('VirtualService')
      .flatMap((resource) => [
        ...(context.known('Service') ? missing(context, resource) : []),
        ...unaffected(context, resource, subsetsByHost),
      ]);
  },
};

function missing(context: AnalysisContext, resource: VirtualService): readonly AnalyzerMessage[] {
  return writtenDestinations(resource).flatMap((destination) => {
    const { host, path, mirror } = destination;
    const found = context.hosts.find(resource.namespace, resource.spec?.exportTo, host);
    const about = { subject: resource, path: `${path}.host`, ...lineOf(path) };
    if (found === undefined) {
      const what = mirror ? 'mirrors requests to' : 'sends requests to';
      return [
        { ...about, code: 'IST0101', sentence: `${refText(resource)} ${what} host ${host}, which does not exist or is not visible to it.` },
      ];
    }
    return ports(resource, destination, found.ports);
  });
}

function ports(
  resource: VirtualService,
  { host, port, asksPort, path }: WrittenDestination,
  offered: readonly (number | undefined)[],
): readonly AnalyzerMessage[] {
  if (!asksPort) {
    if (offered.length <= 1) return [];
    const sentence = `${refText(resource)} sends requests to ${host} without a port, which has several: ${offered.join(', ')}.`;
    return [{ code: 'IST0112', subject: resource, path, sentence, ...lineOf(path) }];
  }
  if (offered.includes(port)) return [];
  const sentence = `${refText(resource)} sends requests to port ${port ?? '0'} of ${host}, which has no such port.`;
  return [{ code: 'IST0101', subject: resource, path: `${path}.port`, sentence, ...lineOf(path) }];
}

/** `istioctl` finds no line of a destination in `mirrors`. */
function lineOf(path: string): Pick<AnalyzerMessage, 'placeless'> {
  return path.includes('.mirrors[') ? { placeless: true } : {};
}

type Subsets = ReadonlyMap<string, ReadonlySet<VirtualService>>;

/** VirtualServices by the hosts of their own for which they select subsets. */
function findSubsets({ of, asIstioctl }: AnalysisContext): Subsets {
  const byHost = new Map<string, Set<VirtualService>>();
  for (const resource of of('VirtualService')) {
    const own = new Set((resource.spec?.hosts ?? []).map((host) => nameOf(host, resource, asIstioctl)));
    for (const { route = [] } of resource.spec?.http ?? [])
      for (const { destination } of route) {
        const host = nameOf(destination?.host ?? '', resource, asIstioctl);
        if ((destination?.subset ?? '') === '' || !own.has(host)) continue;
        byHost.set(host, (byHost.get(host) ?? new Set()).add(resource));
      }
  }
  return byHost;
}

function nameOf(host: string, { namespace }: VirtualService, asIstioctl: boolean): string {
  return asIstioctl ? host : fullHost(host, namespace);
}

function unaffected({ asIstioctl }: AnalysisContext, resource: VirtualService, subsets: Subsets): readonly AnalyzerMessage[] {
  if (!(resource.spec?.gateways ?? []).some((name) => asIstioctl || name !== 'mesh')) return [];
  return wholeRoutes(resource).flatMap(({ host, path }) =>
    [...(subsets.get(nameOf(host, resource, asIstioctl)) ?? [])]
      .filter((other) => asIstioctl || other !== resource)
      .map((other) => unaffectedMessage(resource, other, path)),
  );
}

function wholeRoutes(resource: VirtualService): readonly { readonly host: string; readonly path: string }[] {
  return (resource.spec?.http ?? []).flatMap(({ route = [] }, index) =>
    route.flatMap(({ destination }, at) =>
      (destination?.subset ?? '') === '' ? [{ host: destination?.host ?? '', path: `spec.http[${index}].route[${at}].destination` }] : [],
    ),
  );
}

function unaffectedMessage(resource: VirtualService, other: VirtualService, path: string): AnalyzerMessage {
  const sentence = `${refText(resource)} sends requests of a gateway to a host without a subset: the subsets in ${refText(other)} do not act on them.`;
  return { code: 'IST0140', subject: resource, path, sentence, placeless: true };
}
