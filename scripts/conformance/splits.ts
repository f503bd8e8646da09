/** The suite "splits": which route applies and which shares are configured (docs/policies.md §4, §5.1). */
import { createInventory, type Inventory } from '../../src/istio/inventory';
import { meshConfigOf } from '../../src/istio/mesh-config';
import { readDocuments } from '../../src/istio/read-documents';
import { isRecord } from '../../src/istio/resources/reader';
import type { RequestFacts } from '../../src/policy/authorization/request-facts';
import { createServices } from '../../src/policy/facts/services';
import { createWaypoints } from '../../src/policy/facts/waypoints';
import type { OverallShare, RouteRule, RouteShare, Routing } from '../../src/policy/model';
import { createRouting } from '../../src/policy/routing/create-routing';
import type { RoutingClient, RoutingProxy, RoutingQuestion } from '../../src/policy/routing/routing-question';
import { gatewayApiBase, needsGatewayApiBase } from './gateway-api-base';
import type { AnswerCase, ReadInput } from './suite';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const textsOf = (value: unknown): readonly (readonly [string, string])[] =>
  isRecord(value) ? Object.entries(value).flatMap(([name, each]) => (typeof each === 'string' ? [[name, each] as const] : [])) : [];

export const answerSplits: AnswerCase = (given, readInput) => {
  const inventory = inventoryOf(given, readInput);
  const caller = isRecord(given.caller) ? given.caller : {};
  const client = { namespace: textOf(caller.namespace) ?? 'default', labels: new Map(textsOf(caller.labels)), labelsComplete: true };
  if (given.question === 'virtualHosts') return virtualHosts(inventory, client, Number(given.port));
  if (given.question === 'waypointShares') return waypointShares(inventory, textOf(given.host) ?? '');
  if (given.question !== undefined && given.question !== 'shares') throw new Error(`no such question: ${String(given.question)}`);
  const question = questionOf(given, caller, client);
  return shares(inventory, createRouting(inventory, meshConfigOf(inventory)).routesFor(question), question);
};

function inventoryOf(given: Readonly<Record<string, unknown>>, readInput: ReadInput): Inventory {
  const paths = Array.isArray(given.inputs) ? given.inputs.filter((each) => typeof each === 'string') : [];
  const texts = paths.map((path) => readInput(path));
  const base = needsGatewayApiBase(texts) ? gatewayApiBase().map((each) => JSON.stringify(each)) : [];
  const parsed = [...base, ...texts].flatMap((text, index) =>
    readDocuments(String(index), text, textOf(given.defaultNamespace) ?? 'default'),
  );
  return createInventory(parsed.flatMap((each) => (each.outcome === 'read' ? [each.resource] : [])));
}

function questionOf(
  given: Readonly<Record<string, unknown>>,
  caller: Readonly<Record<string, unknown>>,
  client: RoutingClient,
): RoutingQuestion {
  const protocol = (textOf(given.protocol) ?? 'HTTP').toLowerCase();
  const request = isRecord(given.request) ? requestOf(given.request) : undefined;
  return {
    client,
    proxy: proxyOf(caller),
    host: textOf(given.host) ?? '*',
    ...(typeof given.port === 'number' ? { port: given.port } : {}),
    protocol: protocol === 'grpc' || protocol === 'tcp' || protocol === 'tls' ? protocol : protocol === 'https' ? 'tls' : 'http',
    ...(request === undefined ? {} : { request }),
  };
}

function proxyOf({ dataplane, gateway, waypoint }: Readonly<Record<string, unknown>>): RoutingProxy {
  const named = textOf(gateway);
  if (named !== undefined && named !== 'mesh') return { kind: 'gateway', gateways: [named] };
  const [namespace = '', name = ''] = (textOf(waypoint) ?? '').split('/');
  if (dataplane === 'ambient' && name !== '') return { kind: 'waypoint', namespace, name };
  if (dataplane === 'ambient') return { kind: 'none', why: 'ztunnel knows no routes and the service has no waypoint' };
  return dataplane === 'none' ? { kind: 'none', why: 'the client has no proxy' } : { kind: 'sidecar' };
}

function requestOf({ method, path: bare, host, scheme, headers, queryParams }: Readonly<Record<string, unknown>>): RequestFacts {
  const query = new URLSearchParams(textsOf(queryParams).map(([name, value]) => [name, value])).toString();
  const path = typeof bare === 'string' && query !== '' ? `${bare}?${query}` : bare;
  return {
    ...(typeof scheme === 'string' ? { scheme } : {}),
    ...(typeof method === 'string' ? { method } : {}),
    ...(typeof path === 'string' ? { path } : {}),
    ...(typeof host === 'string' ? { host } : {}),
    ...(isRecord(headers) ? { headers: new Map(textsOf(headers).map(([name, value]) => [name.toLowerCase(), value])) } : {}),
  };
}

const rounded = (value: number) => Number(value.toFixed(6));
const plainLabels = (labels: ReadonlyMap<string, string> | undefined) =>
  labels === undefined ? {} : { labels: Object.fromEntries(labels) };

/** What answers itself has no destination; a subset without endpoints keeps its own. */
function placeOf({ host, port, subset, labels, status, reason }: Omit<RouteShare, 'share'>) {
  const destination = status === undefined ? reason === undefined : status === 503;
  return {
    ...(destination
      ? { host, ...(port === undefined ? {} : { port }), ...(subset === undefined ? {} : { subset }), ...plainLabels(labels) }
      : {}),
    ...(status === undefined ? {} : { status }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function boundsOf({ min, max, ...place }: OverallShare) {
  const { status, reason } = place;
  const shown = status === undefined ? placeOf(place) : { status };
  return { ...(reason !== undefined && status === undefined ? { reason } : {}), ...shown, min: rounded(min), max: rounded(max) };
}

function ruleOf(inventory: Inventory, rule: RouteRule) {
  const { ref, fault } = rule;
  const written =
    ref.kind === 'VirtualService' ? inventory.find('VirtualService', ref.namespace, ref.name)?.spec?.http?.[rule.rule] : undefined;
  const mirrored = rule.mirrors.length > 0 || written?.mirror !== undefined || written?.mirrors !== undefined;
  return {
    source: { ...ref, rule: rule.rule },
    conditional: rule.conditional,
    when: rule.whenLogic === 'any-of-all' ? rule.alternatives : rule.when,
    ...(rule.whenLogic === undefined ? {} : { whenLogic: rule.whenLogic }),
    shares: rule.shares.map(({ share, ...place }) => ({ ...placeOf(place), share: rounded(share) })),
    ...(fault === undefined ? {} : { fault: faultOf(fault) }),
    ...(mirrored ? { mirrors: rule.mirrors } : {}),
    ...(rule.name === undefined ? {} : { name: rule.name }),
  };
}

function faultOf({ abortPercent, abortStatus, abortGrpcStatus, delayPercent, delaySeconds }: NonNullable<RouteRule['fault']>) {
  const status = {
    ...(abortStatus === undefined ? {} : { httpStatus: abortStatus }),
    ...(abortGrpcStatus === undefined ? {} : { grpcStatus: abortGrpcStatus }),
  };
  return {
    ...(delayPercent === undefined ? {} : { delay: { percent: delayPercent, fixedDelay: `${delaySeconds ?? 0}s` } }),
    ...(abortPercent === undefined ? {} : { abort: { percent: abortPercent, ...status } }),
  };
}

function shares(inventory: Inventory, routing: Routing, { request, host }: RoutingQuestion): unknown {
  const { rules, overall, selected, noRoute, unreachable, reachesWorkload, loadBalancedOver } = routing;
  const over =
    loadBalancedOver === undefined
      ? {}
      : { loadBalancedOver: { service: loadBalancedOver.service, ...plainLabels(loadBalancedOver.labels) } };
  if (routing.kind === 'not-applied') return { routes: [], noL7Proxy: true, ...over };
  if (routing.kind === 'none') return { routes: [], noRoutePolicy: true, loadBalancedOver: { service: host }, ...over };
  const lost = selected === null || rules.length === 0;
  return {
    routes: rules.map((rule) => ruleOf(inventory, rule)),
    ...(request === undefined ? { overall: overall.map(boundsOf) } : {}),
    ...(selected === undefined ? {} : { selected }),
    ...(lost && noRoute !== undefined ? { noRoute } : {}),
    ...(unreachable === undefined ? {} : { unreachableRules: [...new Set(unreachable.map(({ rule }) => rule))] }),
    ...(reachesWorkload === undefined ? {} : { reachesWorkload: rounded(reachesWorkload) }),
  };
}

function virtualHosts(inventory: Inventory, client: RoutingClient, port: number): unknown {
  const found = createRouting(inventory, meshConfigOf(inventory)).virtualHosts(client, port);
  const named = [...(found ?? [])].map(([domain, target]) => {
    if (target === null) return [domain, null];
    const { host, port: to = port, subset = null } = target;
    return [domain, { destinationHost: host, port: to, subset, cluster: `outbound|${to}|${subset ?? ''}|${host}` }];
  });
  return { virtualHosts: Object.fromEntries(named), noRouteConfiguration: found === undefined };
}

function waypointShares(inventory: Inventory, host: string): unknown {
  const service = createServices(inventory).find({ host });
  const binding = service === undefined ? undefined : createWaypoints(inventory).beforeService(service);
  if (binding?.state !== 'bound' || binding.usable.value === 'F') return { routes: [], waypointShares: [], unit: 'connection' };
  const { waypoint, canary } = binding;
  const canaryShare = (canary?.percent ?? 0) / 100;
  const all = [
    { waypoint: `${waypoint.namespace}/${waypoint.name}`, share: 1 - canaryShare },
    ...(canary === undefined ? [] : [{ waypoint: `${canary.waypoint.namespace}/${canary.waypoint.name}`, share: canaryShare }]),
  ];
  return { routes: [], waypointShares: all.filter(({ share }) => share > 0), unit: 'connection' };
}
