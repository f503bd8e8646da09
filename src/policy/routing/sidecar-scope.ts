/** What a client imports: its Sidecar resource and the egress listener for a port (docs/policies.md §3). */
import { hostsOverlap, hostWithin } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import { selects } from '../../istio/labels';
import { compareByAge, type Ref, refOf } from '../../istio/ref';
import type { Sidecar } from '../../istio/resources/sidecar';
import { listIn } from '../../lib/list-in';
import type { KnownHost } from './known-hosts';
import type { RouteSource } from './route-source';
import type { RoutingClient, RoutingMesh } from './routing-question';

export interface SidecarScope {
  /** The Sidecar that counts; none = everything visible is imported. */
  readonly ref?: Ref;
  readonly importsHost: (known: KnownHost, port: number | undefined) => boolean;
  readonly importsRoutes: (source: RouteSource, port: number | undefined) => boolean;
  readonly outbound: 'ALLOW_ANY' | 'REGISTRY_ONLY';
}

interface Import {
  readonly namespace: string;
  readonly host: string;
}

interface EgressListener {
  readonly port?: number;
  readonly imports: readonly Import[];
}

export function createSidecarScopes(inventory: Inventory, mesh: RoutingMesh): (client: RoutingClient) => SidecarScope {
  const byNamespace = new Map<string, Sidecar[]>();
  for (const sidecar of [...inventory.of('Sidecar')].sort(compareByAge)) {
    listIn(byNamespace, sidecar.namespace).push(sidecar);
  }
  const scopes = new Map<string, SidecarScope>();
  const everything = scopeOf(undefined, '', mesh);
  return ({ namespace, labels }) => {
    const own = byNamespace.get(namespace) ?? [];
    const chosen =
      own.find(
        ({ spec }) => (spec?.workloadSelector?.labels?.size ?? 0) > 0 && selects(spec?.workloadSelector?.labels ?? new Map(), labels),
      ) ??
      own.find(isForAll) ??
      (byNamespace.get(mesh.rootNamespace) ?? []).find(isForAll);
    if (chosen === undefined) return everything;
    const key = JSON.stringify([chosen.namespace, chosen.name, namespace]);
    const known = scopes.get(key) ?? scopeOf(chosen, namespace, mesh);
    scopes.set(key, known);
    return known;
  };
}

function isForAll({ spec }: Sidecar): boolean {
  return (spec?.workloadSelector?.labels?.size ?? 0) === 0;
}

function scopeOf(sidecar: Sidecar | undefined, client: string, mesh: RoutingMesh): SidecarScope {
  const listeners = sidecar === undefined ? [] : listenersOf(sidecar, client);
  const imported = (port: number | undefined): EgressListener | undefined =>
    listeners.find((each) => each.port === undefined || each.port === port) ?? (port === undefined ? merged(listeners) : undefined);
  const importsHost = ({ namespace, host }: KnownHost, port: number | undefined) => {
    if (listeners.length === 0) return true;
    return (imported(port)?.imports ?? []).some(
      (each) => (each.namespace === '*' || each.namespace === namespace) && hostWithin(host, each.host),
    );
  };
  const importsRoutes = ({ namespace, hosts, gatewayApi }: RouteSource, port: number | undefined) => {
    if (listeners.length === 0) return true;
    // A host of a VirtualService may be wider than what is imported; a route of the Gateway API may not.
    const matches = gatewayApi ? hostWithin : hostsOverlap;
    return (imported(port)?.imports ?? []).some(
      (each) => (each.namespace === '*' || each.namespace === namespace) && hosts.some((host) => matches(host, each.host)),
    );
  };
  return {
    ...(sidecar === undefined ? {} : { ref: refOf(sidecar) }),
    importsHost,
    importsRoutes,
    outbound: sidecar?.spec?.outboundTrafficPolicy?.mode ?? mesh.outboundTrafficPolicy,
  };
}

function merged(listeners: readonly EgressListener[]): EgressListener {
  return { imports: listeners.flatMap(({ imports }) => imports) };
}

function listenersOf({ spec }: Sidecar, client: string): readonly EgressListener[] {
  return (spec?.egress ?? []).map(({ port, hosts = [] }) => ({
    ...(port?.number === undefined || port.number === 0 ? {} : { port: port.number }),
    imports: hosts.flatMap((written) => {
      const slash = written.indexOf('/');
      if (slash < 0) return [];
      const namespace = written.slice(0, slash);
      return [{ namespace: namespace === '.' ? client : namespace, host: written.slice(slash + 1) }];
    }),
  }));
}
