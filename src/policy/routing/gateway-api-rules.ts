/** Rules of HTTPRoutes, GRPCRoutes, TCPRoutes and TLSRoutes, one for each match (docs/policies.md §4.4). */
import { serviceHost } from '../../istio/host';
import { refOf } from '../../istio/ref';
import type { BackendReference, RouteFilter } from '../../istio/resources/gateway-api-fields';
import type { GRPCRoute } from '../../istio/resources/grpc-route';
import type { HTTPRoute } from '../../istio/resources/http-route';
import type { TCPRoute } from '../../istio/resources/tcp-route';
import type { TLSRoute } from '../../istio/resources/tls-route';
import type { RouteCondition } from '../model';
import type { KnownHosts } from './known-hosts';
import type { IsGranted } from './reference-grants';
import { headerAttribute } from './route-conditions';
import type { Mirror, RuleAction, SourceMatch, SourceRule, Target } from './route-source';
import type { RoutingMesh } from './routing-question';
import { seconds } from './seconds';

export type GatewayApiRoute = HTTPRoute | GRPCRoute | TCPRoute | TLSRoute;

/** What decides over backends. Grants count for routes of gateways only. */
export interface BackendContext {
  readonly hosts: KnownHosts;
  readonly isGranted: IsGranted;
  readonly mesh: RoutingMesh;
  readonly forGateway: boolean;
}

type HttpRule = NonNullable<NonNullable<HTTPRoute['spec']>['rules']>[number];
type GrpcRule = NonNullable<NonNullable<GRPCRoute['spec']>['rules']>[number];
type HttpMatch = NonNullable<HttpRule['matches']>[number];
type GrpcMatch = NonNullable<GrpcRule['matches']>[number];

/** The API server fills in the path "/" for HTTPRoutes; a GRPCRoute without a match goes last. */
function everything(kind: string, path: string): SourceMatch {
  return { path, conditions: [], rank: kind === 'HTTPRoute' ? [2, 1, 0, 0, 0] : [-2, 0, 0, 0, 0] };
}

type NamedMatch = NonNullable<HttpMatch['headers']>[number];

function named(attribute: (name: string) => string, matches: readonly NamedMatch[] | undefined): readonly RouteCondition[] {
  return (matches ?? []).map(({ name = '', type, value = '' }) => ({
    attribute: attribute(name),
    op: type === 'RegularExpression' ? 'regex' : 'exact',
    value,
  }));
}

function httpMatch(match: HttpMatch, path: string): SourceMatch {
  const { type = 'PathPrefix', value = '/' } = match.path ?? {};
  // A trailing slash of a prefix does not count.
  const text = type === 'PathPrefix' && value.length > 1 ? value.replace(/\/$/, '') : value;
  const op = { Exact: 'exact', PathPrefix: 'pathPrefix', RegularExpression: 'regex' }[type];
  const always = (op === 'pathPrefix' && text === '/') || (op === 'regex' && text === '.*');
  const headers = named(headerAttribute, match.headers);
  const query = named((name) => `request.queryParams[${name}]`, match.queryParams);
  return {
    path,
    conditions: [
      ...(always ? [] : [{ attribute: 'request.path', op, value: text }]),
      ...(match.method === undefined ? [] : [{ attribute: 'request.method', op: 'exact', value: match.method }]),
      ...headers,
      ...query,
    ],
    rank: [{ exact: 3, pathPrefix: 2, regex: 1 }[op] ?? 0, text.length, match.method === undefined ? 0 : 1, headers.length, query.length],
  };
}

/** A gRPC method is the path "/service/method". */
function grpcMatch(match: GrpcMatch, path: string): SourceMatch {
  const headers = named(headerAttribute, match.headers);
  const method = grpcPath(match);
  const kind = method === undefined ? -1 : ({ exact: 3, pathPrefix: 2, regex: 1 }[method.op] ?? 0);
  return {
    path,
    conditions: [...(method === undefined ? [] : [{ attribute: 'request.path', ...method }]), ...headers],
    rank: [kind, method?.value.length ?? 0, 0, headers.length, 0],
  };
}

function grpcPath({ method: match }: GrpcMatch): { readonly op: string; readonly value: string } | undefined {
  if (match === undefined) return undefined;
  const { type = 'Exact', service = '', method = '' } = match;
  if (service === '' && method === '') return undefined;
  if (service === '') return { op: 'regex', value: `/[^/]+/${method}` };
  if (type === 'RegularExpression') return { op: 'regex', value: method === '' ? `/${service}/.+` : `/${service}/${method}` };
  return method === '' ? { op: 'pathPrefix', value: `/${service}` } : { op: 'exact', value: `/${service}/${method}` };
}

/** Rules of an HTTPRoute in the order they are written. */
export function httpRules(route: HTTPRoute, context: BackendContext): readonly SourceRule[] {
  return requestRules(route, route.spec?.rules ?? [], httpMatch, context);
}

/** Rules of a GRPCRoute in the order they are written. */
export function grpcRules(route: GRPCRoute, context: BackendContext): readonly SourceRule[] {
  return requestRules(route, route.spec?.rules ?? [], grpcMatch, context);
}

interface MatchingRule<Match> extends Omit<HttpRule, 'matches'> {
  readonly matches?: readonly Match[];
}

/** One rule for each match, since each has a rank of its own. */
function requestRules<Match>(
  route: GatewayApiRoute,
  rules: readonly MatchingRule<Match>[],
  readMatch: (match: Match, path: string) => SourceMatch,
  context: BackendContext,
): readonly SourceRule[] {
  return rules.flatMap((rule, index) => {
    const path = `spec.rules[${index}]`;
    const matches = (rule.matches ?? []).map((match, number) => readMatch(match, `${path}.matches[${number}]`));
    const action = requestAction(route, rule, path, context);
    return (matches.length === 0 ? [everything(route.kind, path)] : matches).map((match) => ({
      ref: refOf(route),
      path,
      index,
      ...(rule.name === undefined ? {} : { name: rule.name }),
      gatewayApi: true,
      matches: [match],
      action,
    }));
  });
}

/** Rules of a TCPRoute or TLSRoute: they match every connection. */
export function connectionRules(route: TCPRoute | TLSRoute, context: BackendContext): readonly SourceRule[] {
  return (route.spec?.rules ?? []).map((rule, index) => {
    const path = `spec.rules[${index}]`;
    const backends = rule.backendRefs ?? [];
    return {
      ref: refOf(route),
      path,
      index,
      ...(rule.name === undefined ? {} : { name: rule.name }),
      gatewayApi: true,
      matches: [],
      action: {
        targets: targetsOf(route, backends, path, context),
        mirrors: [],
        ...(totalWeight(backends) === 0 ? { answer: { reason: 'blackhole: all weights are 0', path: `${path}.backendRefs` } } : {}),
      },
    };
  });
}

function totalWeight(backends: readonly BackendReference[]): number {
  return backends.reduce((sum, { weight = 1 }) => sum + weight, 0);
}

function requestAction(route: GatewayApiRoute, rule: Omit<HttpRule, 'matches'>, path: string, context: BackendContext): RuleAction {
  const backends = rule.backendRefs ?? [];
  const filters = rule.filters ?? [];
  const redirect = filters.findIndex(({ type }) => type === 'RequestRedirect');
  const mirrors = mirrorsOf(route, filters, context);
  if (redirect >= 0)
    return {
      targets: [],
      mirrors,
      answer: { status: filters[redirect]?.requestRedirect?.statusCode ?? 302, reason: 'redirect', path: `${path}.filters[${redirect}]` },
    };
  const targets = targetsOf(route, backends, path, context);
  const action = { targets, mirrors, ...timingOf(rule, context.mesh) };
  if (totalWeight(backends) > 0) return action;
  const reason = backends.length === 0 ? 'no backendRefs' : 'all weights are 0';
  return { ...action, answer: { status: 500, reason, path: backends.length === 0 ? path : `${path}.backendRefs` } };
}

function timingOf({ timeouts, retry }: Omit<HttpRule, 'matches'>, mesh: RoutingMesh): Pick<RuleAction, 'timeoutSeconds' | 'retries'> {
  const request = seconds(timeouts?.request) || undefined;
  const backend = seconds(timeouts?.backendRequest) || undefined;
  const policy = mesh.defaultHttpRetryPolicy;
  if (retry === undefined) {
    const timeoutSeconds = backend ?? request;
    return {
      ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
      retries: { attempts: policy.attempts, retryOn: policy.retryOn, byDefault: true },
    };
  }
  const { attempts = 2, codes = [] } = retry;
  const retryOn = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled', ...codes].join(',');
  return {
    ...(request === undefined ? {} : { timeoutSeconds: request }),
    retries: { attempts, ...(attempts === 0 ? {} : { retryOn }), ...(backend === undefined ? {} : { perTryTimeoutSeconds: backend }) },
  };
}

function mirrorsOf(route: GatewayApiRoute, filters: readonly RouteFilter[], context: BackendContext): readonly Mirror[] {
  return filters.flatMap(({ type, requestMirror }) => {
    if (type !== 'RequestMirror' || requestMirror === undefined) return [];
    const [target] = targetsOf(route, [requestMirror.backendRef ?? {}], '', context);
    const { fraction, percent } = requestMirror;
    const share = fraction === undefined ? (percent ?? 100) : (100 * (fraction.numerator ?? 0)) / (fraction.denominator ?? 100);
    if (target === undefined || target.invalid !== undefined || share <= 0) return [];
    return [{ host: target.host, ...(target.port === undefined ? {} : { port: target.port }), percent: share }];
  });
}

function targetsOf(
  route: GatewayApiRoute,
  backends: readonly Omit<BackendReference, 'filters'>[],
  path: string,
  context: BackendContext,
): readonly Target[] {
  return backends.map((backend, index) => {
    const { group = '', kind = 'Service', name = '', port, weight = 1 } = backend;
    const namespace = backend.namespace ?? route.namespace;
    const service = group === '' && kind === 'Service';
    const hostname = group === 'networking.istio.io' && kind === 'Hostname';
    const host = service || kind === 'ServiceImport' ? serviceHost(name, namespace) : name;
    const known = service || hostname || kind === 'ServiceImport';
    const invalid = known ? refusal(route, host, namespace, name, context) : `InvalidKind: ${kind}`;
    return {
      host,
      ...(port === undefined ? {} : { port }),
      weight,
      path: `${path}.backendRefs[${index}]`,
      ...(invalid === undefined ? {} : { invalid }),
    };
  });
}

function refusal(
  route: GatewayApiRoute,
  host: string,
  namespace: string,
  name: string,
  { hosts, isGranted, forGateway }: BackendContext,
): string | undefined {
  const foreign = namespace !== route.namespace;
  if (forGateway && foreign && isGranted({ kind: route.kind, namespace: route.namespace }, { namespace, name }) === 'F')
    return `RefNotPermitted: no ReferenceGrant for Service ${name}`;
  return hosts.exists(host) === 'F' ? 'BackendNotFound' : undefined;
}
