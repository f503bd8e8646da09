/** The rules of a route table that split the traffic of one destination, and the shares they give (docs/policies.md §5.1). */
import { refKey } from '../../istio/ref';
import type { RouteRule, RouteShare, Routing } from '../../policy/model';
import { choosesDestination, destinationKey, reachesWorkloads, sharesAmong } from '../../policy/routing/route-shares';
import type { ConfiguredShare } from './model';

export interface SharedDestination extends ConfiguredShare {
  readonly to: Omit<RouteShare, 'share'>;
}

export interface SplitRules {
  readonly rules: readonly RouteRule[];
  readonly destinations: readonly SharedDestination[];
}

const ROUTED = new Set<Routing['kind']>(['fixed', 'conditional', 'ambiguous']);

/**
 * Rules that lead to `host`, and those they are entangled with: another rule for the same hosts, or one of the same resource that asks for
 * the same path. What takes another rule ends elsewhere and is not counted, so a rule that stands alone has a fixed split whatever stands
 * before it. Shares are of the requests that choose a destination. Undefined where no rule leads there.
 */
export function splitRules(routing: Routing, host: string): SplitRules | undefined {
  if (!ROUTED.has(routing.kind)) return undefined;
  const idle = routing.overall.filter((each) => each.max === 0 && reachesWorkloads(each));
  const rules = entangled(
    routing,
    host,
    idle.some((each) => each.host === host),
  );
  if (rules.length === 0) return undefined;
  const splits = rules.map(({ shares }) => sharesAmong(shares, choosesDestination)).filter((shares) => shares.size > 0);
  const places = new Map<string, Omit<RouteShare, 'share'>>();
  for (const { share: _, ...to } of rules.flatMap(({ shares }) => shares)) if (choosesDestination(to)) places.set(destinationKey(to), to);
  const isLast = rules.some(({ conditional }) => !conditional) || rules.length === routing.rules.length;
  for (const { min: _, max: __, ...to } of idle) {
    const beside = isLast || rules.some(({ shares }) => shares.some((share) => share.host === to.host));
    if (beside && !places.has(destinationKey(to))) places.set(destinationKey(to), to);
  }
  const destinations = [...places].map(([key, to]) => {
    const shares = splits.map((split) => split.get(key) ?? 0);
    return { to, min: Math.min(...shares), max: Math.max(...shares) };
  });
  return { rules, destinations };
}

function entangled({ rules }: Routing, host: string, isIdle: boolean): readonly RouteRule[] {
  const hostsOf = (rule: RouteRule) => rule.shares.filter(choosesDestination).map((share) => share.host);
  const found = new Set(rules.filter((rule) => hostsOf(rule).includes(host)));
  const last = rules.findLast(({ conditional }) => !conditional) ?? rules.at(-1);
  if (found.size === 0 && isIdle && last !== undefined) found.add(last);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    const hosts = new Set([...found].flatMap(hostsOf));
    const paths = new Set([...found].map(pathKey));
    for (const rule of rules)
      if (hostsOf(rule).some((each) => hosts.has(each)) || (hostsOf(rule).length > 0 && paths.has(pathKey(rule)))) found.add(rule);
  }
  return rules.filter((rule) => found.has(rule));
}

/** The resource and the paths a rule asks for; header, method and the like leave it the same. */
function pathKey({ ref, when }: RouteRule): string {
  return JSON.stringify([refKey(ref), when.filter(({ attribute }) => attribute === 'request.path' || attribute === 'request.host')]);
}
