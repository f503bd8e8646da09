/** Hosts that a destination may name, and who sees them: Services and ServiceEntries, as `istioctl analyze` looks them up. */
import { fullHost, serviceHost } from '../../istio/host';
import { EXPORT_TO } from '../../istio/label-names';
import type { Labels } from '../../istio/labels';
import type { Service } from '../../istio/resources/service';
import type { ServiceEntry } from '../../istio/resources/service-entry';

export interface DestinationHost {
  readonly namespace: string;
  readonly service: boolean;
  readonly ports: readonly (number | undefined)[];
  /** Labels that select the workloads behind it, where it has such. */
  readonly selector?: Labels;
}

export interface DestinationHosts {
  /** For a resource of `namespace` with this `exportTo`; undefined = nobody it is for sees such a host. */
  readonly find: (namespace: string, exportTo: readonly string[] | undefined, host: string) => DestinationHost | undefined;
}

const EVERYWHERE = '*';

export function createDestinationHosts(services: readonly Service[], entries: readonly ServiceEntry[]): DestinationHosts {
  const byScope = new Map<string, Map<string, DestinationHost>>();
  const add = (scope: string, host: string, destination: DestinationHost) => {
    const hosts = byScope.get(scope) ?? new Map<string, DestinationHost>();
    byScope.set(scope, hosts);
    hosts.set(host, destination);
  };
  for (const entry of entries) {
    const destination = ofEntry(entry);
    for (const scope of scopesOf(entry.spec?.exportTo, entry.namespace))
      for (const host of entry.spec?.hosts ?? []) add(scope, fullHost(host, entry.namespace), destination);
  }
  for (const service of services) {
    const exported = service.annotations.get(EXPORT_TO) ?? '';
    for (const scope of scopesOf(exported === '' ? undefined : exported.split(','), service.namespace))
      add(scope, serviceHost(service.name, service.namespace), ofService(service));
  }
  const wildcards = new Map([...byScope].map(([scope, hosts]) => [scope, [...hosts].filter(([host]) => host.startsWith('*'))] as const));
  return {
    find: (namespace, exportTo, host) => {
      const full = fullHost(host, namespace);
      const scopes = [EVERYWHERE, ...(exportTo === undefined || exportTo.length === 0 ? [namespace] : exportTo)];
      for (const scope of scopes) {
        const found = byScope.get(scope === '.' ? namespace : scope)?.get(full);
        if (found !== undefined) return found;
      }
      const bare = withoutStar(host);
      for (const scope of [EVERYWHERE, namespace])
        for (const [wildcard, destination] of wildcards.get(scope) ?? []) if (bare.endsWith(withoutStar(wildcard))) return destination;
      return undefined;
    },
  };
}

function withoutStar(host: string): string {
  return host.startsWith('*') ? host.slice(1) : host;
}

/** Where something is exported to; "*" hides the other entries. */
export function scopesOf(exportTo: readonly string[] | undefined, namespace: string): readonly string[] {
  if (exportTo === undefined || exportTo.length === 0 || exportTo.includes(EVERYWHERE)) return [EVERYWHERE];
  return [...new Set(exportTo.map((each) => (each === '.' ? namespace : each)))];
}

function ofEntry({ namespace, spec }: ServiceEntry): DestinationHost {
  const selector = spec?.workloadSelector?.labels;
  return {
    namespace,
    service: false,
    ports: (spec?.ports ?? []).map(({ number }) => number),
    ...(selector === undefined ? {} : { selector }),
  };
}

function ofService({ namespace, spec }: Service): DestinationHost {
  return {
    namespace,
    service: true,
    ports: (spec?.ports ?? []).map(({ port }) => port),
    ...(spec?.selector === undefined ? {} : { selector: spec.selector }),
  };
}
