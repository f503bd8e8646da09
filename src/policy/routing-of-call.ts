/** Where the requests of a call are routed: which proxy reads the routes, and what it finds there. */
import type { Inventory } from '../istio/inventory';
import { GATEWAY_NAME } from '../istio/label-names';
import { NO_LABELS, selects } from '../istio/labels';
import type { MeshConfig } from '../istio/mesh-config';
import { refKey } from '../istio/ref';
import type { KindName } from '../istio/resources/index';
import type { EnforcementPath } from './authorization/enforcement-path';
import type { WorkloadFacts } from './facts/workload-facts';
import { endKey } from './keys';
import { routingOfLeaving } from './leaving-call';
import type { Routing } from './model';
import type { ResolvedCall } from './resolve-call';
import type { RoutingEngine } from './routing/create-routing';
import type { RoutingClient, RoutingProxy, RoutingQuestion } from './routing/routing-question';

export type RoutingOfCall = (call: ResolvedCall, path: EnforcementPath) => Routing;

const ANY_HOST = '*';
const GATEWAY_KINDS: readonly KindName[] = ['Gateway', 'KubernetesGateway'];
const ROUTE_KINDS: readonly KindName[] = ['VirtualService', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'];

export function createRoutingOfCall(inventory: Inventory, routing: RoutingEngine, mesh: MeshConfig): RoutingOfCall {
  const gatewaysOf = createGatewaysOf(inventory);
  const knowsGateways = GATEWAY_KINDS.some(inventory.knows) && ROUTE_KINDS.some(inventory.knows);
  return (call, path) => {
    const { question, service, servicePort } = call;
    const host = service?.host ?? question.service?.host ?? question.service?.name;
    const protocol = protocolOf(call);
    if (host === undefined || protocol === undefined)
      return notApplied(host === undefined ? 'The call names no service, so no route is looked up.' : 'UDP is not routed by the mesh.');
    if (call.leavesBy !== undefined) return routingOfLeaving(call.leavesBy, { client: clientOf(call), host, protocol }, routing, mesh);
    const proxy = proxyOf(call, path, gatewaysOf);
    const isGateway = proxy.kind === 'gateway';
    if (isGateway && !knowsGateways) return routesNotGiven;
    const named = question.request?.host;
    const asked: RoutingQuestion = {
      client: clientOf(call),
      proxy,
      // A gateway is called by names of its own; telemetry tells the host behind its routes only.
      host: isGateway ? (named ?? ANY_HOST) : host,
      ...(isGateway && named === undefined ? { reached: host } : {}),
      ...(servicePort === undefined || isGateway ? {} : { port: servicePort.number }),
      protocol,
      ...(question.request === undefined ? {} : { request: question.request }),
    };
    const found = routing.routesFor(asked);
    if (isGateway && named === undefined) return found.kind === 'unreachable' ? insideConnections(asked, found, routing) : found;
    if (isGateway) return leadingTo(found, host);
    return found.kind === 'none' ? throughAnother(asked, found, routing) : found;
  };
}

/** What was never given is not absent (docs/policies.md §0.1). */
const routesNotGiven: Routing = {
  kind: 'none',
  rules: [],
  overall: [],
  limits: [],
  because: [{ sentence: 'Which routes this gateway has is not known: its Gateway or its routes were not given.', certainty: 'unknown' }],
};

/** ztunnel calls all traffic TCP: requests may be inside. */
function insideConnections(asked: RoutingQuestion, found: Routing, routing: RoutingEngine): Routing {
  if (asked.protocol !== 'tcp') return found;
  const requests = routing.routesFor({ ...asked, protocol: 'http' });
  return requests.kind === 'unreachable' ? found : requests;
}

/** Metrics name the host a request ended at. Where only one other host routes there, that one was called. */
function throughAnother(asked: RoutingQuestion, found: Routing, routing: RoutingEngine): Routing {
  const [only, another] = routing.hostsLeadingTo(asked.host);
  if (only === undefined || another !== undefined) return found;
  const { port: _, ...question } = asked;
  const through = routing.routesFor({ ...question, host: only });
  if (!through.overall.some(({ host, max }) => host === asked.host && max > 0)) return found;
  const sentence = `Calls that end at ${asked.host} are taken for calls of ${only}, which is routed there.`;
  return { ...through, because: [{ sentence, certainty: 'assumed' }, ...through.because] };
}

function notApplied(sentence: string): Routing {
  return { kind: 'not-applied', rules: [], overall: [], limits: [], because: [{ sentence, certainty: 'computed' }] };
}

function protocolOf({ protocol, servicePort }: ResolvedCall): RoutingQuestion['protocol'] | undefined {
  const seen = protocol === 'tcp' && servicePort?.protocol === 'tls' ? 'tls' : protocol;
  if (seen === 'udp') return undefined;
  return seen === 'auto' ? 'http' : seen;
}

function clientOf({ source, question }: ResolvedCall): RoutingClient {
  if (source === undefined) return { namespace: question.source.namespace ?? '', labels: NO_LABELS, labelsComplete: false };
  return { namespace: source.namespace, labels: source.labels, labelsComplete: source.labelsComplete };
}

function proxyOf({ source, question }: ResolvedCall, { ways }: EnforcementPath, gatewaysOf: GatewaysOf): RoutingProxy {
  const [waypoint] = ways[0] ?? [];
  const through = waypoint?.behind === undefined && waypoint?.enforcer === 'waypoint' && waypoint.at !== endKey(question.destination);
  if (through && ways.every(([first]) => first?.at === waypoint.at)) {
    const { namespace, labels } = waypoint.subject;
    return { kind: 'waypoint', namespace, name: labels.get(GATEWAY_NAME) ?? '' };
  }
  const name = source === undefined ? 'the caller' : `${source.namespace}/${source.name}`;
  switch (source?.dataplane.value) {
    case 'sidecar':
      return { kind: 'sidecar' };
    case 'gateway':
      return { kind: 'gateway', gateways: gatewaysOf(source) };
    case 'waypoint':
      return { kind: 'waypoint', namespace: source.namespace, name: source.labels.get(GATEWAY_NAME) ?? source.name };
    case 'ambient':
      return { kind: 'none', why: `${name} is in ambient mode and no waypoint is on the way` };
    case 'none':
      return { kind: 'none', why: `${name} has no proxy` };
    default:
      return { kind: 'none', why: `the data plane of ${name} is not known` };
  }
}

type GatewaysOf = (workload: WorkloadFacts) => readonly string[];

/** Gateways a gateway workload serves: Istio's by selector, the Gateway API's by the label of its Pods. */
function createGatewaysOf(inventory: Inventory): GatewaysOf {
  const known = new WeakMap<WorkloadFacts, readonly string[]>();
  return (workload) => {
    const found = known.get(workload) ?? [
      ...inventory
        .of('Gateway')
        .filter(({ spec }) => selects(spec?.selector ?? NO_LABELS, workload.labels))
        .map(({ namespace, name }) => `${namespace}/${name}`),
      ...[workload.labels.get(GATEWAY_NAME)].filter((name) => name !== undefined).map((name) => `${workload.namespace}/${name}`),
    ];
    known.set(workload, found);
    return found;
  };
}

/** Of all routes of a gateway only those that lead to the host that was reached. */
function leadingTo(found: Routing, host: string): Routing {
  const rules = found.rules.filter(({ shares }) => shares.some((share) => share.host === host));
  if (rules.length === found.rules.length) return found;
  const refs = new Set(rules.map(({ ref }) => refKey(ref)));
  const { selected: _, ...rest } = found;
  return {
    ...rest,
    kind: rules.length === 0 ? 'unreachable' : found.kind,
    rules,
    overall: found.overall.filter((share) => share.host === host),
    because:
      rules.length === 0
        ? [{ sentence: `No route of the gateway leads to ${host}.`, certainty: 'computed' }]
        : found.because.filter(({ ref }) => ref === undefined || refs.has(refKey(ref))),
  };
}
