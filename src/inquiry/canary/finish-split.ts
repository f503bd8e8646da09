/** A draft → a split: its versions with names, roles and places, and what stands against comparing them. */
import { NO_LABELS } from '../../istio/labels';
import { refKey, refText } from '../../istio/ref';
import type { DestinationRuleLookup } from '../../policy/destination-rule-lookup';
import type { AppliedDestinationRule } from '../../policy/destination-rule-merge';
import type { Evaluator } from '../../policy/evaluator';
import type { RouteRule } from '../../policy/model';
import { destinationKey } from '../../policy/routing/route-shares';
import { trafficSettings } from '../../policy/traffic-settings';
import { backendPlace } from './backend-place';
import type { Draft } from './draft';
import type { Caution, Placed } from './model';
import { assignRoles, toolOf } from './roles';
import type { EndSelector, Split, SplitVersion } from './split';
import type { SharedDestination } from './split-rules';
import { namedService, versionSelectors } from './version-selectors';

/** Undefined where only one version is left: nothing is split. */
export function finishSplit(draft: Draft, evaluator: Evaluator, lookup: DestinationRuleLookup): Split | undefined {
  const { facts, inventory } = evaluator;
  const ruleOf = (host: string) => lookup.find(draft.client, host, facts.services.find({ host })?.namespace).rule;
  const destinations = mergeSameLabels(withSiblings(draft, ruleOf));
  if (destinations.length < 2) return undefined;
  const named = namedService(draft.addressed, facts);
  const namespace = named.namespace ?? draft.route.ref.namespace;
  const tool = toolOf(destinations, draft, evaluator);
  const { versions, says } = assignRoles(versionsOf(draft, destinations, evaluator), evaluator);
  const resources = resourcesOf(draft, destinations, ruleOf);
  const { port } = draft;
  return {
    id: `${draft.kind} ${draft.route.ref.namespace}/${draft.route.ref.name} ${draft.route.path} ${draft.addressed} ${keyOf(draft)}`,
    host: draft.addressed,
    name: named.name,
    namespace,
    ...(port === undefined ? {} : { port }),
    protocol: draft.protocol,
    kind: draft.kind,
    ...(tool === undefined ? {} : { tool }),
    route: draft.route,
    resources,
    conditions: draft.rules.flatMap(({ when }) => when),
    callers: draft.callers,
    unit: draft.protocol === 'tcp' ? 'connections' : 'requests',
    versions,
    roles: says,
    services: servicesOf(versions, named),
    mirrors: draft.rules.flatMap((rule) =>
      rule.mirrors.map(({ host, subset, percent }) => ({
        host,
        ...(subset === undefined ? {} : { subset }),
        percent,
        at: { ref: rule.ref, path: backendPlace(rule, { host, ...(subset && { subset }) }, inventory, 'mirror') },
      })),
    ),
    ...notComparable(draft, versions),
    ...clustered(draft, ruleOf, evaluator),
    cautions: cautionsOf(draft),
    because: draft.routing.because.filter(
      ({ ref }) => ref === undefined || draft.kind === 'subsets' || draft.rules.some((rule) => refKey(rule.ref) === refKey(ref)),
    ),
  };
}

type RuleOf = (host: string) => AppliedDestinationRule | undefined;

/** Short and the same for the same callers' kind of split: the shares are no part of it, so that a step keeps the report. */
function keyOf({ rules, protocol }: Draft): string {
  return [...rules.map(({ path, rule }) => `${path}#${rule}`), protocol === 'tcp' ? 'tcp' : 'http'].join(' ');
}

/** Subsets of the same host that no rule names: deployed, and without share. */
function withSiblings(draft: Draft, ruleOf: RuleOf): readonly SharedDestination[] {
  const { destinations } = draft;
  const known = new Set(destinations.map(({ to }) => destinationKey(to)));
  const hosts = new Set(destinations.filter(({ to }) => to.subset !== undefined).map(({ to }) => to.host));
  const siblings = [...hosts].flatMap((host) =>
    [...(ruleOf(host)?.subsets.values() ?? [])].map(({ name, labels }) => ({ to: { host, subset: name, labels }, min: 0, max: 0 })),
  );
  return [...destinations, ...siblings.filter(({ to }) => !known.has(destinationKey(to)))];
}

/** Several destinations may be the same version: their shares are added (docs/policies.md §5.1). */
function mergeSameLabels(destinations: readonly SharedDestination[]): readonly SharedDestination[] {
  const merged = new Map<string, SharedDestination>();
  for (const each of destinations) {
    const { host, subset, labels } = each.to;
    const key = subset === undefined || labels === undefined ? destinationKey(each.to) : JSON.stringify([host, [...labels].sort()]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? each : { ...known, min: known.min + each.min, max: Math.min(1, known.max + each.max) });
  }
  return [...merged.values()];
}

function versionsOf(draft: Draft, destinations: readonly SharedDestination[], evaluator: Evaluator): readonly SplitVersion[] {
  const { facts, inventory } = evaluator;
  const plain = destinations.map(({ to: { host, subset, labels = NO_LABELS } }) => ({
    host,
    ...(subset === undefined ? {} : { subset }),
    labels,
  }));
  const selectors = versionSelectors(plain, draft.addressed, facts);
  const hosts = new Set(plain.map(({ host }) => host));
  const versions = destinations.map(({ to, min, max }, index): SplitVersion => {
    const { host, subset, labels = NO_LABELS, reason } = to;
    const service = namedService(host, facts).name;
    const name =
      subset === undefined
        ? service
        : hosts.size > 1 && plain.some((each) => each.subset === subset && each.host !== host)
          ? `${service} ${subset}`
          : subset;
    const path = placeOf(draft, to, inventory);
    return {
      id: destinationKey(to),
      name,
      role: 'other',
      host,
      ...(subset === undefined ? {} : { subset }),
      labels,
      ...(path === undefined ? {} : { at: path }),
      ...(draft.configured ? { configured: { min, max } } : {}),
      selectors: selectors[index] ?? [],
      ...(reason === undefined ? {} : { withoutEndpoints: true as const }),
    };
  });
  return versions;
}

function placeOf(
  draft: Draft,
  to: { readonly host: string; readonly subset?: string },
  inventory: Evaluator['inventory'],
): Placed | undefined {
  for (const rule of draft.rules) {
    const path = backendPlace(rule, to, inventory, 'route');
    if (path !== rule.path) return { ref: rule.ref, path };
  }
  return undefined;
}

function resourcesOf({ route, rules }: Draft, destinations: readonly SharedDestination[], ruleOf: RuleOf): readonly Placed[] {
  const found = new Map<string, Placed>();
  const add = (placed: Placed) => found.set(`${refKey(placed.ref)} ${placed.path}`, placed);
  if (rules.length === 0) add(route);
  for (const { ref, path } of rules) add({ ref, path });
  for (const { host, subset } of destinations.map(({ to }) => to)) {
    const placed = subset === undefined ? undefined : ruleOf(host)?.subsets.get(subset);
    if (placed !== undefined) add({ ref: placed.ref, path: placed.path });
  }
  return [...found.values()];
}

function servicesOf(versions: readonly SplitVersion[], addressed: Split['services'][number]): Split['services'] {
  const named = [addressed, ...versions.flatMap(({ selectors }) => selectors.map(({ service }: EndSelector) => service))];
  return [...new Map(named.map((service) => [service.host, service])).values()];
}

function notComparable({ configured, routing, rules }: Draft, versions: readonly SplitVersion[]): Pick<Split, 'notComparable'> {
  if (!configured) return { notComparable: { reason: 'no-share', because: 'Subsets without a route: nobody configured shares.' } };
  if (routing.kind === 'ambiguous')
    return { notComparable: { reason: 'ambiguous', because: 'Several resources may decide: which is older is not told.' } };
  const vague = versions.find(({ selectors }) => selectors.length === 0);
  if (vague !== undefined)
    return {
      notComparable: {
        reason: 'indistinguishable',
        because: `Telemetry does not tell ${vague.name} from the others: their workloads and canonical revisions are the same.`,
      },
    };
  const whole = rules
    .flatMap(({ shares }) => shares)
    .find((share) => share.subset === undefined && versions.some(({ host, subset }) => host === share.host && subset !== undefined));
  if (whole !== undefined)
    return {
      notComparable: { reason: 'no-share', because: `A share goes to ${whole.host} without a subset: it is spread over all its versions.` },
    };
  return {};
}

/** Hashing that keeps a client where it was: draws are not independent (docs/policies.md §5.3.6). */
function clustered({ rules, destinations, protocol }: Draft, ruleOf: RuleOf, { inventory }: Evaluator): Pick<Split, 'clustered'> {
  if (protocol === 'tcp') return {};
  for (const { to } of destinations) {
    const rule = ruleOf(to.host);
    const balancer = rule === undefined ? undefined : trafficSettings(rule, to.subset, to.port).loadBalancer;
    if (balancer?.value.consistentHash !== undefined)
      return {
        clustered: {
          reason: 'sticky',
          because: `${refText(balancer.ref)} keeps clients where they were (${balancer.path}.consistentHash).`,
        },
      };
  }
  for (const { ref, rule } of rules) {
    const kind = ref.kind === 'HTTPRoute' || ref.kind === 'GRPCRoute' ? ref.kind : undefined;
    const persistent =
      kind === undefined ? undefined : inventory.find(kind, ref.namespace, ref.name)?.spec?.rules?.[rule]?.sessionPersistence;
    if (persistent !== undefined)
      return {
        clustered: {
          reason: 'sticky',
          because: `${refText(ref)} keeps sessions where they began (spec.rules[${rule}].sessionPersistence).`,
        },
      };
  }
  return {};
}

function cautionsOf({ rules }: Draft): readonly Caution[] {
  const mirrored = rules.find(({ mirrors }) => mirrors.length > 0);
  const retried = rules.find(({ retries }: RouteRule) => retries !== undefined && retries.byDefault !== true && retries.attempts > 0);
  return [
    ...(mirrored === undefined ? [] : [{ code: 'mirror', says: 'Mirrored copies are counted beside the split, never in it.' } as const]),
    ...(retried === undefined
      ? []
      : [{ code: 'retries', says: `Up to ${retried.retries?.attempts} retries: a request counts once, by its last answer.` } as const]),
    ...(rules.length > 1
      ? [{ code: 'conditional', says: 'The request decides which rule it takes: versions may get different kinds of requests.' } as const]
      : []),
  ];
}
