/** The hosts that istiod has clusters for: Services and hosts of ServiceEntries (docs/policies.md §3, §4.1). */
import { serviceHost, wildcardsAbove } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import { EXPORT_TO } from '../../istio/label-names';
import type { Labels } from '../../istio/labels';
import { compareByAge, type Ref, refOf } from '../../istio/ref';
import type { Service } from '../../istio/resources/service';
import { listIn } from '../../lib/list-in';
import { type PortProtocol, portProtocol } from '../facts/port-protocol';
import type { Tri } from '../model';
import type { RoutingMesh } from './routing-question';
import { isVisible, type Visibility, visibilityOf } from './visibility';

export interface KnownHost {
  readonly ref: Ref;
  readonly host: string;
  readonly namespace: string;
  readonly ports: readonly { readonly number: number; readonly protocol: PortProtocol }[];
  readonly selector?: Labels;
  readonly visibility: Visibility;
  readonly createdSeconds?: number;
}

export interface KnownHosts {
  readonly all: readonly KnownHost[];
  /** What the host means to clients of a namespace: their own namespace's first, then Kubernetes', then the oldest. */
  readonly find: (host: string, client?: string) => KnownHost | undefined;
  /** As `find`, or the ServiceEntry with the longest wildcard that holds the host. */
  readonly covering: (host: string, client?: string) => KnownHost | undefined;
  /** Whether a host exists; `U` when no Service (or ServiceEntry) was given at all (docs/policies.md §0.1). */
  readonly exists: (host: string, client?: string) => Tri;
}

export function createKnownHosts(inventory: Inventory, mesh: RoutingMesh): KnownHosts {
  const all = [...inventory.of('Service').map((each) => hostOfService(each, mesh)), ...hostsOfEntries(inventory, mesh)];
  const byHost = new Map<string, KnownHost[]>();
  for (const known of all) {
    listIn(byHost, known.host).push(known);
  }
  const find = (host: string, client?: string) => {
    const seen = (byHost.get(host) ?? []).filter(({ visibility }) => client === undefined || isVisible(visibility, client));
    if (seen.length < 2) return seen[0];
    const order = ({ namespace, ref }: KnownHost) => (namespace === client ? 0 : 2) + (ref.kind === 'Service' ? 0 : 1);
    return seen.toSorted((a, b) => order(a) - order(b) || compareByAge(agedOf(a), agedOf(b)))[0];
  };
  const covering = (host: string, client?: string) => {
    for (const name of [host, ...wildcardsAbove(host)]) {
      const found = find(name, client);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const exists = (host: string, client?: string): Tri => {
    if (covering(host, client) !== undefined) return 'T';
    if (/\.svc\.[^/]+$/.test(host)) return inventory.knows('Service') ? 'F' : 'U';
    return inventory.knows('ServiceEntry') || inventory.knows('Service') ? 'F' : 'U';
  };
  return { all, find, covering, exists };
}

function agedOf({ ref, createdSeconds }: KnownHost) {
  return { ...ref, ...(createdSeconds === undefined ? {} : { createdSeconds }) };
}

function hostOfService(service: Service, mesh: RoutingMesh): KnownHost {
  const { namespace, name, annotations, spec, createdSeconds } = service;
  const exportTo = annotations
    .get(EXPORT_TO)
    ?.split(',')
    .map((each) => each.trim());
  return {
    ref: refOf(service),
    host: serviceHost(name, namespace),
    namespace,
    ports: (spec?.ports ?? []).flatMap((port) => (port.port === undefined ? [] : [{ number: port.port, protocol: portProtocol(port) }])),
    ...(spec?.selector === undefined ? {} : { selector: spec.selector }),
    visibility: visibilityOf(namespace, exportTo, mesh.defaultServiceExportTo),
    ...(createdSeconds === undefined ? {} : { createdSeconds }),
  };
}

function hostsOfEntries(inventory: Inventory, mesh: RoutingMesh): readonly KnownHost[] {
  return inventory.of('ServiceEntry').flatMap((entry) => {
    const { namespace, spec, createdSeconds } = entry;
    const selector = spec?.workloadSelector?.labels;
    const ports = (spec?.ports ?? []).flatMap(({ number, name, protocol }) => {
      if (number === undefined) return [];
      const named = { ...(name === undefined ? {} : { name }), ...(protocol === undefined ? {} : { appProtocol: protocol }), port: number };
      return [{ number, protocol: portProtocol(named) }];
    });
    return (spec?.hosts ?? []).map((host) => ({
      ref: refOf(entry),
      host,
      namespace,
      ports,
      ...(selector === undefined ? {} : { selector }),
      visibility: visibilityOf(namespace, spec?.exportTo, mesh.defaultServiceExportTo),
      ...(createdSeconds === undefined ? {} : { createdSeconds }),
    }));
  });
}
