/** The rules of one written resource, each with the observed calls it meets: one that meets none changes nothing. */
import { type Ref, refKey } from '../../istio/ref';
import type { Resource } from '../../istio/resources/resource';
import type { ImaginedPolicies } from '../../policy/evaluate-policies';
import { hasTraffic } from '../../policy/findings/evidence';
import type { JudgedCall } from '../../policy/findings/finding-kind';
import type { WorkloadKey } from '../../policy/model';
import type { DraftRule } from './model';
import type { PlacesOfResources } from './places';

/** More than this is not judged rule by rule: the answer would be late, and nobody would read it. */
const MOST_JUDGEMENTS = 20_000;

/** Empty for kinds without rules, and for policies that reach no workload. */
export function rulesOf(resource: Resource, after: ImaginedPolicies, places: PlacesOfResources): readonly DraftRule[] {
  const placed = (path: string, rule: Omit<DraftRule, 'path' | 'line'>): DraftRule => {
    const line = places.positionOf(resource, path)?.line;
    return { path, ...(line !== undefined && { line }), ...rule };
  };
  return isAuthorizationPolicy(resource)
    ? accessRules(resource, after).map(([path, rule]) => placed(path, rule))
    : routeRules(resource, after).map(([path, rule]) => placed(path, rule));
}

type Rule = readonly [path: string, rule: Omit<DraftRule, 'path' | 'line'>];
type AuthorizationPolicy = Parameters<ImaginedPolicies['mayMatch']>[0];

const isAuthorizationPolicy = (resource: Resource): resource is AuthorizationPolicy => resource.kind === 'AuthorizationPolicy';

/** Workloads on which the policy acts. */
export function workloadsReached({ result }: ImaginedPolicies, ref: Ref): ReadonlySet<WorkloadKey> {
  const key = refKey(ref);
  const reached = [...result.workloads.values()].filter(({ attached }) =>
    attached.some((each) => each.effect !== 'ignored' && refKey(each.ref) === key),
  );
  return new Set(reached.map(({ workload }) => workload));
}

/** Observed calls with traffic to these workloads. */
export function callsInto({ judged }: ImaginedPolicies, workloads: ReadonlySet<WorkloadKey>): readonly JudgedCall[] {
  return judged.filter(({ call, destination }) => destination !== undefined && workloads.has(destination.key) && hasTraffic(call));
}

function accessRules(policy: AuthorizationPolicy, after: ImaginedPolicies): readonly Rule[] {
  const { rules = [] } = policy.spec ?? {};
  const workloads = workloadsReached(after, policy);
  const calls = callsInto(after, workloads);
  if (workloads.size === 0 || rules.length * calls.length > MOST_JUDGEMENTS) return [];
  return rules.map((_, index) => {
    const met = calls.filter((judged) => after.mayMatch(policy, index, judged));
    const none =
      calls.length === 0 ? 'No call to its workloads was observed.' : 'None of the observed calls to its workloads can match it.';
    return [`spec.rules[${index}]`, { ...met.reduce(addCall, NONE), ...(met.length === 0 && { changesNothing: none }) }];
  });
}

const NONE = { calls: 0, requestsPerSecond: 0 };
const addCall = (sum: typeof NONE, { call }: JudgedCall) => ({
  calls: sum.calls + 1,
  requestsPerSecond: sum.requestsPerSecond + (call.requestsPerSecond ?? 0),
});

function routeRules(resource: Resource, { judged }: ImaginedPolicies): readonly Rule[] {
  const paths = routePaths(resource);
  if (paths.length === 0) return [];
  const key = refKey(resource);
  const met = new Map<string, typeof NONE>();
  const hidden = new Set<string>();
  for (const each of judged) {
    const { rules, unreachable = [] } = each.policy.routing;
    for (const { ref, path } of unreachable) if (refKey(ref) === key) hidden.add(path);
    if (!hasTraffic(each.call)) continue;
    const taken = new Set(rules.flatMap(({ ref, path }) => (refKey(ref) === key ? [path] : [])));
    for (const path of taken) met.set(path, addCall(met.get(path) ?? NONE, each));
  }
  return paths.map((path) => {
    const sum = met.get(path);
    const none = hidden.has(path) ? 'A rule before it takes every request.' : 'No observed call is routed by it.';
    return [path, { ...(sum ?? NONE), ...(sum === undefined && { changesNothing: none }) }];
  });
}

/** "spec.http[0]" of VirtualServices, "spec.rules[0]" of routes of the Gateway API. */
function routePaths(resource: Resource): readonly string[] {
  const fields = ROUTE_FIELDS.get(resource.kind) ?? [];
  const spec: unknown = 'spec' in resource ? resource.spec : undefined;
  return fields.flatMap((field) => {
    const list: unknown = new Map(Object.entries(spec ?? {})).get(field);
    return Array.isArray(list) ? list.map((_, index) => `spec.${field}[${index}]`) : [];
  });
}

const RULES = ['rules'];
const ROUTE_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['VirtualService', ['http', 'tls', 'tcp']],
  ['HTTPRoute', RULES],
  ['GRPCRoute', RULES],
  ['TCPRoute', RULES],
  ['TLSRoute', RULES],
]);
