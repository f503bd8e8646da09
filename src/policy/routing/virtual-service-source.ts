/** VirtualServices as route sources, with their delegates merged in (docs/policies.md §4.1). */
import { fullHost } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import { compareByAge, type Ref, refKey, refOf } from '../../istio/ref';
import type { VirtualService } from '../../istio/resources/virtual-service';
import type { HttpMatch, HttpRoute } from '../../istio/resources/virtual-service-fields';
import { mergeRoute } from './delegates';
import { connectionConditions, httpConditions } from './route-conditions';
import type { Mirror, RouteSource, RuleAction, SourceMatch, SourceRule, Target } from './route-source';
import type { RoutingMesh } from './routing-question';
import { seconds } from './seconds';
import { isVisible, visibilityOf } from './visibility';

/** A root route whose delegate does not exist or is not exported to it: that route vanishes. */
export interface LostDelegate {
  readonly ref: Ref;
  readonly path: string;
  readonly delegate: Ref;
  readonly why: 'missing' | 'not-exported';
}

export interface VirtualServiceSources {
  /** Oldest first. */
  readonly sources: readonly RouteSource[];
  readonly lostDelegates: readonly LostDelegate[];
}

/** "mesh", or "namespace/name" of a gateway as a VirtualService of `namespace` names it. */
function gatewayName(written: string, namespace: string): string {
  if (written === 'mesh') return written;
  if (written.startsWith('./')) return `${namespace}/${written.slice(2)}`;
  if (written.includes('/')) return written;
  const [name = '', legacyNamespace] = written.split('.');
  return `${legacyNamespace ?? namespace}/${name}`;
}

/** "mesh" and "namespace/name" of gateways; the mesh alone where none is named. */
export function gatewaysOf({ namespace, spec }: VirtualService): readonly string[] {
  const named = (spec?.gateways ?? []).map((each) => gatewayName(each, namespace));
  return named.length === 0 ? ['mesh'] : named;
}

/** VirtualServices without hosts are delegates: they act through the roots that name them only. */
export function virtualServiceSources(inventory: Inventory, mesh: RoutingMesh): VirtualServiceSources {
  const ordered = [...inventory.of('VirtualService')].sort(compareByAge);
  const delegates = new Map(ordered.filter(({ spec }) => (spec?.hosts ?? []).length === 0).map((each) => [refKey(each), each] as const));
  const lostDelegates: LostDelegate[] = [];
  const sources = ordered
    .filter(({ spec }) => (spec?.hosts ?? []).length > 0)
    .map((each) => sourceOf(each, mesh, delegateFinder(each, delegates, mesh, lostDelegates)));
  return { sources, lostDelegates };
}

type FindDelegate = (route: HttpRoute, path: string) => VirtualService | undefined;

function delegateFinder(
  root: VirtualService,
  delegates: ReadonlyMap<string, VirtualService>,
  mesh: RoutingMesh,
  lost: LostDelegate[],
): FindDelegate {
  return ({ delegate }, path) => {
    const wanted = { kind: 'VirtualService', namespace: delegate?.namespace || root.namespace, name: delegate?.name ?? '' };
    const found = delegates.get(refKey(wanted));
    const visible =
      found !== undefined &&
      isVisible(visibilityOf(found.namespace, found.spec?.exportTo, mesh.defaultVirtualServiceExportTo), root.namespace);
    if (visible) return found;
    lost.push({ ref: refOf(root), path: `${path}.delegate`, delegate: wanted, why: found === undefined ? 'missing' : 'not-exported' });
    return undefined;
  };
}

function sourceOf(root: VirtualService, mesh: RoutingMesh, find: FindDelegate): RouteSource {
  const { spec = {}, namespace, createdSeconds } = root;
  const http = (spec.http ?? []).flatMap((route, index) => {
    const path = `spec.http[${index}]`;
    if (route.delegate === undefined) return [httpRule(root, route, index, mesh)];
    const delegate = find(route, path);
    if (delegate === undefined) return [];
    return (delegate.spec?.http ?? []).flatMap((each, number) => {
      const merged = mergeRoute(route, each);
      return merged === undefined ? [] : [httpRule(delegate, merged, number, mesh)];
    });
  });
  return {
    ...refOf(root),
    ...(createdSeconds === undefined ? {} : { createdSeconds }),
    gatewayApi: false,
    hosts: (spec.hosts ?? []).map((host) => fullHost(host, namespace)),
    gateways: gatewaysOf(root),
    visibility: visibilityOf(namespace, spec.exportTo, mesh.defaultVirtualServiceExportTo),
    http,
    tls: (spec.tls ?? []).map((route, index) => connectionRule(root, route, `spec.tls[${index}]`, index)),
    tcp: (spec.tcp ?? []).map((route, index) => connectionRule(root, route, `spec.tcp[${index}]`, index)),
  };
}

type Weighted = NonNullable<HttpRoute['route']>;

function targetsOf(route: Weighted, path: string, namespace: string): readonly Target[] {
  return route.map(({ destination: { host = '', subset = '', port } = {}, weight = 0 }, index) => ({
    host: fullHost(host, namespace),
    ...(port?.number === undefined ? {} : { port: port.number }),
    ...(subset === '' ? {} : { subset }),
    // One destination takes everything, whatever its weight.
    weight: route.length === 1 ? 1 : weight,
    path: `${path}.route[${index}]`,
  }));
}

function httpRule(resource: VirtualService, route: HttpRoute, index: number, mesh: RoutingMesh): SourceRule {
  const path = `spec.http[${index}]`;
  return {
    ref: refOf(resource),
    path,
    index,
    ...(route.name === undefined || route.name === '' ? {} : { name: route.name }),
    gatewayApi: false,
    matches: (route.match ?? []).map((each, number) => ({
      ...staticMatch(each, `${path}.match[${number}]`, resource.namespace),
      conditions: httpConditions(each),
    })),
    action: actionOf(route, path, resource.namespace, mesh),
  };
}

function staticMatch(
  match: Pick<HttpMatch, 'port' | 'gateways' | 'sourceLabels' | 'sourceNamespace'>,
  path: string,
  namespace: string,
): SourceMatch {
  const { port, gateways = [], sourceLabels, sourceNamespace = '' } = match;
  return {
    path,
    ...(port === undefined || port === 0 ? {} : { port }),
    ...(gateways.length === 0 ? {} : { gateways: gateways.map((each) => gatewayName(each, namespace)) }),
    ...(sourceLabels === undefined ? {} : { sourceLabels }),
    ...(sourceNamespace === '' ? {} : { sourceNamespace }),
    conditions: [],
    rank: [],
  };
}

function actionOf(route: HttpRoute, path: string, namespace: string, mesh: RoutingMesh): RuleAction {
  const { redirect, directResponse } = route;
  const fault = faultOf(route);
  const base = { mirrors: mirrorsOf(route, namespace), ...(fault === undefined ? {} : { fault }) };
  if (redirect !== undefined)
    return { ...base, targets: [], answer: { status: redirect.redirectCode || 301, reason: 'redirect', path: `${path}.redirect` } };
  if (directResponse !== undefined)
    return {
      ...base,
      targets: [],
      answer: { status: directResponse.status ?? 0, reason: 'direct response', path: `${path}.directResponse` },
    };
  const targets = targetsOf(route.route ?? [], path, namespace);
  // With a fault, timeouts and retries of the route are not applied.
  return { ...base, targets, ...(fault === undefined ? timingOf(route, mesh) : {}) };
}

function timingOf({ timeout, retries }: HttpRoute, mesh: RoutingMesh): Pick<RuleAction, 'timeoutSeconds' | 'retries'> {
  const timeoutSeconds = seconds(timeout);
  const { attempts = 0, perTryTimeout, retryOn } = retries ?? mesh.defaultHttpRetryPolicy;
  const perTryTimeoutSeconds = seconds(perTryTimeout);
  return {
    ...(timeoutSeconds === undefined || timeoutSeconds === 0 ? {} : { timeoutSeconds }),
    retries: {
      attempts,
      ...(perTryTimeoutSeconds === undefined ? {} : { perTryTimeoutSeconds }),
      ...(attempts === 0 ? {} : { retryOn: retryOn || mesh.defaultHttpRetryPolicy.retryOn }),
      ...(retries === undefined && { byDefault: true as const }),
    },
  };
}

function faultOf({ fault }: HttpRoute): RuleAction['fault'] | undefined {
  const delaySeconds = seconds(fault?.delay?.fixedDelay);
  const delayPercent = fault?.delay?.percentage?.value ?? fault?.delay?.percent ?? 0;
  const { httpStatus, grpcStatus } = fault?.abort ?? {};
  // Without a percentage nothing is aborted.
  const abortPercent = fault?.abort?.percentage?.value ?? 0;
  const delayed = delaySeconds !== undefined && delayPercent > 0;
  const aborted = (httpStatus !== undefined || grpcStatus !== undefined) && abortPercent > 0;
  if (!delayed && !aborted) return undefined;
  return {
    ...(delayed ? { delayPercent, delaySeconds } : {}),
    ...(aborted ? { abortPercent } : {}),
    ...(aborted && httpStatus !== undefined ? { abortStatus: httpStatus } : {}),
    ...(aborted && grpcStatus !== undefined ? { abortGrpcStatus: grpcStatus } : {}),
  };
}

function mirrorsOf(route: HttpRoute, namespace: string): readonly Mirror[] {
  const single = route.mirrorPercentage?.value ?? route.mirrorPercent ?? route.mirror_percent ?? 100;
  const all = [
    ...(route.mirror === undefined ? [] : [{ destination: route.mirror, percent: single }]),
    ...(route.mirrors ?? []).map(({ destination, percentage }) => ({
      destination,
      percent: percentage?.value ?? (percentage === undefined ? 100 : 0),
    })),
  ];
  return all.flatMap(({ destination: { host = '', subset = '', port } = {}, percent }) =>
    percent <= 0
      ? []
      : [
          {
            host: fullHost(host, namespace),
            ...(port?.number === undefined ? {} : { port: port.number }),
            ...(subset === '' ? {} : { subset }),
            percent,
          },
        ],
  );
}

type ConnectionRoute =
  | NonNullable<NonNullable<VirtualService['spec']>['tls']>[number]
  | NonNullable<NonNullable<VirtualService['spec']>['tcp']>[number];

function connectionRule(resource: VirtualService, route: ConnectionRoute, path: string, index: number): SourceRule {
  return {
    ref: refOf(resource),
    path,
    index,
    gatewayApi: false,
    matches: (route.match ?? []).flatMap((each, number) => {
      const fixed = staticMatch(each, `${path}.match[${number}]`, resource.namespace);
      return connectionConditions(each).map((conditions) => ({ ...fixed, conditions }));
    }),
    action: { targets: targetsOf(route.route ?? [], path, resource.namespace), mirrors: [] },
  };
}
