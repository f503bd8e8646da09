/** Where a client's proxy sends the requests for a service: VirtualService, HTTPRoute and faults (docs/policies.md §4.1, §4.4, §5.1). */
import { field, isRecord, type KubernetesObject, listAt, numberAt, pairsAt, textAt, textsAt } from '../kubernetes/object';
import type { Call, RequestClass, Service, Workload } from '../world/description';
import { podLabels, selects } from '../world/pod-labels';
import { destinationRules } from './mutual-tls';
import { fullHost, hostFit, hostKey, type PolicySet } from './policy-set';

/** A part of the traffic that some destination takes. */
export interface RouteLeaf {
  /** `namespace/name`. */
  readonly service: string;
  /** Labels of a subset; absent = all endpoints. */
  readonly labels?: readonly (readonly [string, string])[];
  readonly share: number;
}

/** A part that the proxy answers itself. */
export interface LostShare {
  readonly share: number;
  readonly code: string;
  readonly flags: string;
}

export interface Routed {
  readonly leaves: readonly RouteLeaf[];
  readonly lost: readonly LostShare[];
  readonly aborts: readonly { readonly share: number; readonly code: string }[];
  readonly delays: readonly { readonly share: number; readonly seconds: number }[];
}

export interface RouteQuestion {
  readonly client: Workload;
  readonly service: Service;
  readonly port: number;
  readonly protocol: Call['protocol'];
  readonly requests: readonly RequestClass[];
  /** Who routes: a sidecar, a gateway, or the waypoint in front of the service. */
  readonly router: 'sidecar' | 'gateway' | 'waypoint';
  /** The services there are. */
  readonly knows: (service: string) => boolean;
}

/** What one request meets: weighted destinations, or nothing. */
interface Rule {
  readonly destinations: readonly {
    readonly namespace: string;
    readonly host: string;
    readonly subset?: string;
    readonly weight: number;
  }[];
  readonly kind: 'VirtualService' | 'HTTPRoute';
  readonly fault?: unknown;
}

function stringFits(match: unknown, value: string | undefined): boolean {
  if (value === undefined) return false;
  const [exact, prefix, regex] = ['exact', 'prefix', 'regex'].map((name) => textAt(match, name));
  if (exact !== undefined) return value === exact;
  if (prefix !== undefined) return value.startsWith(prefix);
  return regex === undefined || matchesPattern(regex, value);
}

function matchesPattern(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return false;
  }
}

function headerOf(request: RequestClass, name: string): string | undefined {
  return Object.entries(request.headers ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

function matchFits(match: unknown, request: RequestClass, { client, port }: RouteQuestion): boolean {
  const place = textAt(match, 'sourceNamespace');
  const headers = field(match, 'headers');
  const matchPort = numberAt(match, 'port');
  return (
    selects(pairsAt(match, 'sourceLabels'), podLabels(client)) &&
    (place === undefined || place === client.namespace) &&
    (matchPort === undefined || matchPort === port) &&
    (field(match, 'uri') === undefined || stringFits(field(match, 'uri'), request.path ?? '/')) &&
    (field(match, 'method') === undefined || stringFits(field(match, 'method'), request.method ?? 'GET')) &&
    (!isRecord(headers) || Object.entries(headers).every(([name, wanted]) => stringFits(wanted, headerOf(request, name))))
  );
}

function hostsService(host: string, namespace: string, service: Service): number | undefined {
  return hostFit(fullHost(host, namespace), `${service.name}.${service.namespace}.svc.cluster.local`);
}

function boundToGateway(resource: KubernetesObject): boolean {
  return textsAt(resource, 'spec', 'gateways').some((gateway) => gateway !== 'mesh');
}

/** What may decide: for a gateway what is bound to one and leads to the service, for the mesh what names its host. */
function virtualServicesAbout(set: PolicySet, { service, router }: RouteQuestion): readonly KubernetesObject[] {
  const host = `${service.name}.${service.namespace}.svc.cluster.local`;
  if (router === 'gateway') {
    const leading = set.by('routes by destination', ['VirtualService'], (candidate) => {
      if (!boundToGateway(candidate)) return [];
      const routes = listAt(candidate, 'spec', 'http').flatMap((rule) => listAt(rule, 'route'));
      return routes.map((route) => fullHost(textAt(route, 'destination', 'host') ?? '', candidate.metadata.namespace ?? ''));
    });
    return leading(host);
  }
  const naming = set.by('routes by host', ['VirtualService'], (candidate) => {
    if (boundToGateway(candidate) && !textsAt(candidate, 'spec', 'gateways').includes('mesh')) return [];
    return textsAt(candidate, 'spec', 'hosts').map((name) => hostKey(fullHost(name, candidate.metadata.namespace ?? '')));
  });
  return [...naming(host), ...naming('*')];
}

/** The VirtualService that a client uses for a service: most specific host, then oldest. */
function virtualServiceFor(set: PolicySet, question: RouteQuestion): KubernetesObject | undefined {
  const { client, service, router } = question;
  const candidates = virtualServicesAbout(set, question).flatMap((candidate) => {
    const namespace = candidate.metadata.namespace ?? '';
    if (textsAt(candidate, 'spec', 'exportTo').includes('.') && namespace !== client.namespace) return [];
    if (router === 'gateway') return [{ candidate, fit: 0 }];
    if (router === 'waypoint' && namespace !== service.namespace) return [];
    const fits = textsAt(candidate, 'spec', 'hosts').map((host) => hostsService(host, namespace, service) ?? -1);
    const fit = Math.max(-1, ...fits);
    return fit < 0 ? [] : [{ candidate, fit }];
  });
  const best = Math.max(...candidates.map(({ fit }) => fit));
  return candidates.find(({ fit }) => fit === best)?.candidate;
}

function virtualServiceRule(resource: KubernetesObject, request: RequestClass, question: RouteQuestion): Rule | undefined {
  const namespace = resource.metadata.namespace ?? '';
  const rules = listAt(resource, 'spec', question.protocol === 'tcp' ? 'tcp' : 'http');
  const rule = rules.find((candidate) => {
    const matches = listAt(candidate, 'match');
    return matches.length === 0 || matches.some((match) => matchFits(match, request, question));
  });
  if (rule === undefined) return undefined;
  const routes = listAt(rule, 'route');
  const destinations = routes.map((route) => {
    const subset = textAt(route, 'destination', 'subset');
    return {
      namespace,
      host: fullHost(textAt(route, 'destination', 'host') ?? '', namespace),
      ...(subset === undefined ? {} : { subset }),
      weight: routes.length === 1 ? 1 : (numberAt(route, 'weight') ?? 0),
    };
  });
  return { destinations, kind: 'VirtualService', fault: field(rule, 'fault') };
}

/** HTTPRoutes of a service: a consumer's own before the producer's; a waypoint knows the producer's only. */
function httpRoutesFor(set: PolicySet, { client, service, router }: RouteQuestion): readonly KubernetesObject[] {
  const about = set.by('routes by parent', ['HTTPRoute', 'GRPCRoute'], (route) => {
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

function httpRouteRule(routes: readonly KubernetesObject[], request: RequestClass): Rule | undefined {
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
  const destinations = listAt(rule, 'backendRefs').map((backend) => {
    const namespace = textAt(backend, 'namespace') ?? route.metadata.namespace ?? '';
    const host = `${textAt(backend, 'name') ?? ''}.${namespace}.svc.cluster.local`;
    return { namespace, host, weight: numberAt(backend, 'weight') ?? 1 };
  });
  return { destinations, kind: 'HTTPRoute' };
}

function serviceOfHost(host: string): string {
  const [name = '', namespace = ''] = host.split('.');
  return `${namespace}/${name}`;
}

/** Subset labels as the client's DestinationRule defines them; undefined when it does not. */
function subsetLabels(set: PolicySet, client: Workload, host: string, subset: string): readonly (readonly [string, string])[] | undefined {
  const [name = '', namespace = ''] = host.split('.');
  const subsets = destinationRules(set, client, { id: '', name, namespace, backends: [] }).flatMap((rule) =>
    listAt(rule, 'spec', 'subsets'),
  );
  const found = subsets.find((candidate) => textAt(candidate, 'name') === subset);
  return found === undefined ? undefined : pairsAt(found, 'labels');
}

function percentOf(value: unknown): number {
  return Math.min(1, Math.max(0, (numberAt(value, 'percentage', 'value') ?? 0) / 100));
}

function secondsOf(text: string | undefined): number {
  const [, amount = '0', unit = 's'] = /^([\d.]+)(ms|s|m)$/.exec(text ?? '') ?? [];
  return Number(amount) * ({ ms: 0.001, s: 1, m: 60 }[unit] ?? 1);
}

/** Turns the rule that one class of requests meets into parts of the whole. */
function spread(set: PolicySet, question: RouteQuestion, rule: Rule | undefined, whole: number): Routed {
  if (rule === undefined) return { leaves: [], lost: [{ share: whole, code: '404', flags: 'NR' }], aborts: [], delays: [] };
  const total = rule.destinations.reduce((sum, { weight }) => sum + Math.max(0, weight), 0);
  const missing = rule.kind === 'HTTPRoute' ? { code: '500', flags: '-' } : { code: '503', flags: 'NC' };
  const leaves: RouteLeaf[] = [];
  const lost: LostShare[] = total === 0 ? [{ share: whole, ...missing }] : [];
  for (const { host, subset, weight } of rule.destinations) {
    if (weight <= 0) continue;
    const share = (weight / total) * whole;
    const labels = subset === undefined ? undefined : subsetLabels(set, question.client, host, subset);
    const service = serviceOfHost(host);
    if (!question.knows(service) || (subset !== undefined && labels === undefined)) lost.push({ share, ...missing });
    else leaves.push({ service, share, ...(labels === undefined ? {} : { labels }) });
  }
  const abort = field(rule.fault, 'abort');
  const delay = field(rule.fault, 'delay');
  return {
    leaves,
    lost,
    aborts: abort === undefined ? [] : [{ share: percentOf(abort) * whole, code: String(numberAt(abort, 'httpStatus') ?? 503) }],
    delays: delay === undefined ? [] : [{ share: percentOf(delay) * whole, seconds: secondsOf(textAt(delay, 'fixedDelay')) }],
  };
}

/** The route of a call; undefined where no resource says anything. */
export function routeOf(set: PolicySet, question: RouteQuestion): Routed | undefined {
  const routes = question.protocol === 'tcp' ? [] : httpRoutesFor(set, question);
  const virtualService = virtualServiceFor(set, question);
  const silent = virtualService === undefined || listAt(virtualService, 'spec', question.protocol === 'tcp' ? 'tcp' : 'http').length === 0;
  if (routes.length === 0 && silent) return undefined;
  const parts = question.requests.map((request) => {
    const rule =
      virtualService !== undefined && !silent ? virtualServiceRule(virtualService, request, question) : httpRouteRule(routes, request);
    return spread(set, question, rule, request.share);
  });
  return {
    leaves: parts.flatMap(({ leaves }) => leaves),
    lost: parts.flatMap(({ lost }) => lost),
    aborts: parts.flatMap(({ aborts }) => aborts).filter(({ share }) => share > 0),
    delays: parts.flatMap(({ delays }) => delays).filter(({ share }) => share > 0),
  };
}
