/** Which routes of the Gateway API stand before a service, and which of their rules a request meets (docs/policies.md §4.4). */
import { field, type KubernetesObject, listAt, numberAt, textAt } from '../kubernetes/object';
import { serviceHost } from '../kubernetes/service-host';
import type { RequestClass } from '../world/description';
import type { PolicySet } from './policy-set';
import { headerOf, type RouteQuestion, type RouteRule } from './route-rule';

const kinds = { http: ['HTTPRoute'], grpc: ['GRPCRoute', 'HTTPRoute'], tcp: ['TCPRoute'] };

/** Routes of a service: a consumer's own before the producer's; a waypoint knows the producer's only. */
export function routesFor(set: PolicySet, { client, service, router, protocol }: RouteQuestion): readonly KubernetesObject[] {
  const about = set.by(`${protocol} routes by parent`, kinds[protocol], (route) => {
    const { namespace = '' } = route.metadata;
    const backends = listAt(route, 'spec', 'rules').flatMap((rule) => listAt(rule, 'backendRefs'));
    return listAt(route, 'spec', 'parentRefs').flatMap((parent) => {
      const place = textAt(parent, 'namespace') ?? namespace;
      if (textAt(parent, 'kind') === 'Service') return [`mesh ${place}/${textAt(parent, 'name') ?? ''}`];
      return backends.map((backend) => `gateway ${textAt(backend, 'namespace') ?? namespace}/${textAt(backend, 'name') ?? ''}`);
    });
  });
  const routes = about(`${router === 'gateway' ? 'gateway' : 'mesh'} ${service.namespace}/${service.name}`);
  if (router === 'gateway') return routes;
  const own = router === 'sidecar' ? routes.filter(({ metadata }) => metadata.namespace === client.namespace) : [];
  return own.length > 0 ? own : routes.filter(({ metadata }) => metadata.namespace === service.namespace);
}

/** How specific a match is for a request; undefined when it does not fit. */
function matchScore(match: unknown, request: RequestClass): number | undefined {
  const path = request.path ?? '/';
  const value = textAt(match, 'path', 'value') ?? '/';
  const exact = textAt(match, 'path', 'type') === 'Exact';
  const inside = value === '/' || path === value || path.startsWith(`${value.replace(/\/$/, '')}/`);
  const method = textAt(match, 'method');
  const headers = listAt(match, 'headers');
  const headersFit = headers.every((header) => headerOf(request, textAt(header, 'name') ?? '') === textAt(header, 'value'));
  if ((exact ? path !== value : !inside) || (method !== undefined && method !== (request.method ?? 'GET')) || !headersFit) return undefined;
  return (exact ? 1e6 : 0) + value.length * 100 + (method === undefined ? 0 : 50) + headers.length;
}

/** The most specific match wins, whichever route it stands in. */
export function httpRouteRule(routes: readonly KubernetesObject[], request: RequestClass): RouteRule | undefined {
  let best: { readonly rule: unknown; readonly route: KubernetesObject; readonly score: number } | undefined;
  for (const route of routes) {
    for (const rule of listAt(route, 'spec', 'rules')) {
      const matches = listAt(rule, 'matches');
      const scores = (matches.length === 0 ? [{}] : matches).flatMap((match) => matchScore(match, request) ?? []);
      const score = Math.max(...scores);
      if (scores.length > 0 && (best === undefined || score > best.score)) best = { rule, route, score };
    }
  }
  if (best === undefined) return undefined;
  const { rule, route } = best;
  const hostOf = (backend: unknown): string =>
    serviceHost({ name: textAt(backend, 'name') ?? '', namespace: textAt(backend, 'namespace') ?? route.metadata.namespace ?? '' });
  const mirrors = listAt(rule, 'filters').filter((filter) => textAt(filter, 'type') === 'RequestMirror');
  return {
    kind: 'HTTPRoute',
    destinations: listAt(rule, 'backendRefs').map((backend) => ({ host: hostOf(backend), weight: numberAt(backend, 'weight') ?? 1 })),
    mirrors: mirrors.map((filter) => ({
      host: hostOf(field(filter, 'requestMirror', 'backendRef')),
      percent: numberAt(filter, 'requestMirror', 'percent') ?? 100,
    })),
  };
}
