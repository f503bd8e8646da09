/** Which hosts routes speak of: what is called, and where it ends (docs/policies.md §4.1, §4.4). */
import { fullHost, isWildcard, serviceHost } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import { type Ref, refOf } from '../../istio/ref';
import type { RoutingProxy } from '../../policy/routing/routing-question';
import { gatewaysOf } from '../../policy/routing/virtual-service-source';
import { routeTargets } from '../../policy/virtual-service-targets';

export interface RouteHosts {
  readonly ref: Ref;
  readonly protocol: 'http' | 'grpc' | 'tcp' | 'tls';
  /** Hosts that sidecars (and waypoints) call by; full names without wildcards. */
  readonly mesh: readonly string[];
  /** "namespace/name" of gateways it is bound to, and a host it has there. */
  readonly gateways: Extract<RoutingProxy, { kind: 'gateway' }>['gateways'];
  readonly gatewayHost: string;
  readonly reached: readonly string[];
}

export function routeHosts(inventory: Inventory): readonly RouteHosts[] {
  return [...virtualServices(inventory), ...gatewayApiRoutes(inventory)];
}

function virtualServices(inventory: Inventory): readonly RouteHosts[] {
  return inventory.of('VirtualService').map((resource) => {
    const { namespace, spec } = resource;
    const hosts = (spec?.hosts ?? []).map((host) => fullHost(host, namespace));
    const gateways = gatewaysOf(resource);
    return {
      ref: refOf(resource),
      protocol: spec?.http !== undefined ? 'http' : spec?.tcp !== undefined ? 'tcp' : 'tls',
      mesh: gateways.includes('mesh') ? hosts.filter((host) => !isWildcard(host)) : [],
      gateways: gateways.filter((name) => name !== 'mesh'),
      gatewayHost: hosts[0] ?? '*',
      reached: [...new Set(routeTargets(resource).map(({ host }) => host))],
    };
  });
}

const PROTOCOLS = { HTTPRoute: 'http', GRPCRoute: 'grpc', TCPRoute: 'tcp', TLSRoute: 'tls' } as const;

function gatewayApiRoutes(inventory: Inventory): readonly RouteHosts[] {
  return (['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'] as const).flatMap((kind) =>
    inventory.of(kind).map((route): RouteHosts => {
      const { namespace, spec } = route;
      const parents = (spec?.parentRefs ?? []).map(({ kind: parent = 'Gateway', name = '', namespace: at = namespace }) => ({
        parent,
        name,
        at,
      }));
      const hostnames = spec !== undefined && 'hostnames' in spec ? (spec.hostnames as readonly string[] | undefined) : undefined;
      const backends = (spec?.rules ?? []).flatMap(({ backendRefs = [] }) => backendRefs);
      return {
        ref: refOf(route),
        protocol: PROTOCOLS[kind],
        mesh: parents.filter(({ parent }) => parent === 'Service').map(({ name, at }) => serviceHost(name, at)),
        gateways: parents.filter(({ parent }) => parent === 'Gateway').map(({ name, at }) => `${at}/${name}`),
        gatewayHost: hostnames?.[0] ?? '*',
        reached: [...new Set(backends.map(({ name = '', namespace: at = namespace }) => serviceHost(name, at)))],
      };
    }),
  );
}
