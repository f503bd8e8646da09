/** Every split that configuration knows: those that observed calls get, and those that nobody calls. */
import { NO_LABELS } from '../../istio/labels';
import { type Ref, refKey } from '../../istio/ref';
import { nodeId } from '../../mesh/ids';
import type { Evaluator } from '../../policy/evaluator';
import { portFor } from '../../policy/facts/services';
import { endKey } from '../../policy/keys';
import type { Routing } from '../../policy/model';
import type { ObservedCall } from '../../policy/observation';
import { destinationKey } from '../../policy/routing/route-shares';
import type { RoutingProxy } from '../../policy/routing/routing-question';
import type { Draft } from './draft';
import type { CanaryCaller, CanaryKind } from './model';
import { type RouteHosts, routeHosts } from './route-hosts';
import { type CanaryEvidence, callerKey } from './split';
import { splitRules } from './split-rules';

type Made = Omit<Draft, 'callers'>;

/** Those with one destination are here as well: it may have siblings. Keyed by what they do, so that callers of one split stand together. */
export function findDrafts({ observation, policies }: CanaryEvidence, evaluator: Evaluator): readonly Draft[] {
  const drafts = new Map<string, Draft>();
  const add = (made: Made, caller?: { readonly key: string; readonly caller: CanaryCaller }) => {
    const key = keyOf(made);
    const draft = drafts.get(key) ?? { ...made, callers: new Map() };
    drafts.set(key, draft);
    if (caller !== undefined) draft.callers.set(caller.key, caller.caller);
  };
  const routes = routeHosts(evaluator.inventory);
  const byRef = new Map(routes.map((route) => [refKey(route.ref), route]));
  const hostsOf = (route: Ref) => byRef.get(refKey(route));
  const spoken = new Set(routes.flatMap(({ mesh, reached }) => [...mesh, ...reached]));
  for (const call of observation.calls) {
    const host = hostOf(call, evaluator);
    if (host === undefined || !spoken.has(host) || isFromWaypoint(call, evaluator)) continue;
    const policy = policies.calls.get(call.key);
    for (const routing of routingsOf(call, host, policy?.routing, evaluator)) {
      const made = draftOf(routing, { host, protocol: call.protocol, client: clientOf(call, evaluator), hostsOf });
      if (made !== undefined) add(made, { key: callerKey(call.source), caller: callerOf(call, evaluator, policy?.path) });
    }
  }
  const called = new Set([...drafts.values()].flatMap(({ rules }) => rules.map(({ ref, path }) => `${refKey(ref)} ${path}`)));
  for (const made of routes.flatMap((route) => uncalled(route, evaluator, hostsOf)))
    if (!made.rules.some(({ ref, path }) => called.has(`${refKey(ref)} ${path}`))) add(made);
  return [...drafts.values()];
}

/** The host of what was called, in full length. */
export function hostOf({ service }: ObservedCall, { facts }: Evaluator): string | undefined {
  return service === undefined ? undefined : (facts.services.find(service)?.host ?? service.host);
}

/** What leaves a waypoint was counted when it came in. */
export function isFromWaypoint({ source }: ObservedCall, { facts }: Evaluator): boolean {
  const key = endKey(source);
  return key !== undefined && facts.workloads.get(key)?.dataplane.value === 'waypoint';
}

/** A call that ends at `host` may have been addressed to any host that is routed there. */
function routingsOf(call: ObservedCall, host: string, known: Routing | undefined, evaluator: Evaluator): readonly Routing[] {
  const own = known ?? evaluator.call(evaluator.resolve(call)).routing;
  if (own.kind !== 'none') return [own];
  return evaluator.routing
    .hostsLeadingTo(host)
    .map((addressed) => evaluator.call(evaluator.resolve({ ...call, service: { host: addressed } })).routing);
}

interface Asked {
  /** Where requests end. */
  readonly host: string;
  readonly protocol: Draft['protocol'];
  readonly client: Draft['client'];
  readonly hostsOf: (route: Ref) => RouteHosts | undefined;
}

function draftOf(routing: Routing, { host, protocol, client, hostsOf }: Asked): Made | undefined {
  const found = splitRules(routing, host);
  const [first] = found?.rules ?? [];
  if (found === undefined || first === undefined) return undefined;
  const addressed = addressedHost(found, host, hostsOf(first.ref));
  const port = found.destinations.find(({ to }) => to.host === addressed)?.to.port;
  return {
    addressed,
    kind: kindOf(first.ref),
    route: { ref: first.ref, path: first.path, ...(first.name === undefined ? {} : { name: first.name }) },
    ...found,
    configured: true,
    routing: { kind: routing.kind, because: routing.because },
    protocol,
    ...(port === undefined ? {} : { port }),
    client,
  };
}

/** The name people know the split by: the host that is called, where requests do not end there themselves. */
function addressedHost({ destinations }: Pick<Made, 'destinations'>, host: string, route: RouteHosts | undefined): string {
  if (route === undefined || route.mesh.includes(host) || destinations.every(({ to }) => to.host === host)) return host;
  return route.mesh[0] ?? (route.gatewayHost === '*' ? host : route.gatewayHost);
}

const ROUTE_KINDS: readonly CanaryKind[] = ['VirtualService', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'];
const kindOf = ({ kind }: Ref): CanaryKind => ROUTE_KINDS.find((each) => each === kind) ?? 'VirtualService';

/** What a route does for somebody of its own namespace, asked where no observed call gets it. */
function uncalled(
  { ref, protocol, mesh, gateways, gatewayHost }: RouteHosts,
  evaluator: Evaluator,
  hostsOf: Asked['hostsOf'],
): readonly Made[] {
  const client = { namespace: ref.namespace, labels: NO_LABELS, labelsComplete: false };
  const questions: readonly { readonly host: string; readonly proxy: RoutingProxy }[] = [
    ...mesh.map((host) => ({ host, proxy: proxyBefore(host, evaluator) })),
    ...(gateways.length === 0 ? [] : [{ host: gatewayHost, proxy: { kind: 'gateway', gateways } as const }]),
  ];
  return questions.flatMap(({ host: addressed, proxy }) => {
    const port = portFor(evaluator.facts.services.find({ host: addressed }), protocol === 'tls' ? 'tcp' : protocol)?.number;
    const routing = evaluator.routing.routesFor({ client, proxy, host: addressed, protocol, ...(port === undefined ? {} : { port }) });
    const hosts = new Set(
      routing.rules.filter((rule) => refKey(rule.ref) === refKey(ref)).flatMap(({ shares }) => shares.map(({ host }) => host)),
    );
    return [...hosts].flatMap((host) => draftOf(routing, { host, protocol: protocol === 'tls' ? 'tcp' : protocol, client, hostsOf }) ?? []);
  });
}

function proxyBefore(host: string, { facts }: Evaluator): RoutingProxy {
  const service = facts.services.find({ host });
  const binding = service === undefined ? undefined : facts.waypoints.beforeService(service);
  if (binding?.state !== 'bound') return { kind: 'sidecar' };
  return { kind: 'waypoint', namespace: binding.waypoint.namespace, name: binding.waypoint.name };
}

export function clientOf({ source }: ObservedCall, { facts }: Evaluator): Draft['client'] {
  const key = endKey(source);
  const known = key === undefined ? undefined : facts.workloads.get(key);
  if (known === undefined) return { namespace: source.namespace ?? '', labels: NO_LABELS, labelsComplete: false };
  return { namespace: known.namespace, labels: known.labels, labelsComplete: known.labelsComplete };
}

export function callerOf({ source }: ObservedCall, { facts }: Evaluator, path?: readonly { readonly enforcer: string }[]): CanaryCaller {
  const key = endKey(source);
  const plane = key === undefined ? undefined : facts.workloads.get(key)?.dataplane.value;
  const { cluster, namespace, workload } = source;
  const through = (): CanaryCaller['through'] => {
    if (path?.[0]?.enforcer === 'waypoint') return 'waypoint';
    if (plane === 'sidecar' || plane === 'gateway') return plane;
    return plane === 'ambient' ? 'ztunnel' : 'unknown';
  };
  return {
    ...(workload === undefined ? {} : { node: nodeId('workload', { cluster, namespace, name: workload }), workload }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(namespace === undefined ? {} : { namespace }),
    through: through(),
  };
}

function keyOf({ rules, destinations, routing, protocol }: Made): string {
  return JSON.stringify([
    rules.map(({ ref, path, when }) => [refKey(ref), path, when]),
    destinations.map(({ to, min, max }) => [destinationKey(to), min, max, [...(to.labels ?? [])].sort()]),
    routing.kind === 'ambiguous',
    protocol === 'tcp',
  ]);
}
