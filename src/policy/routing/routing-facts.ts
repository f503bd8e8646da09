/** What is wrong or without effect in routing resources, as facts that findings are made of (docs/policies.md §4, §6.4). */
import { fullHost, isWildcard } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import { compareByAge, decidedByAge, type Ref, refKey, refOf } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import type { DestinationRuleLookup } from '../destination-rule-lookup';
import type { GatewayApiSources, LostParent } from './gateway-api-source';
import type { KnownHosts } from './known-hosts';
import type { RouteSource, SourceRule } from './route-source';
import type { HasPods } from './subset-pods';
import type { LostDelegate, VirtualServiceSources } from './virtual-service-source';
import { exportGroup } from './visibility';

interface Placed {
  readonly ref: Ref;
  readonly path: string;
}

export interface RoutingFacts {
  /** A destination that no Service or ServiceEntry has. */
  readonly missingHosts: readonly (Placed & { readonly host: string })[];
  /** A destination whose subset no DestinationRule defines for clients of the resource's namespace. */
  readonly missingSubsets: readonly (Placed & { readonly host: string; readonly subset: string })[];
  /** A subset that selects no workload of its service. */
  readonly emptySubsets: readonly (Placed & { readonly host: string; readonly subset: string })[];
  /** Backends of the Gateway API that are answered with 500, and why. */
  readonly refusedBackends: readonly (Placed & { readonly host: string; readonly reason: string })[];
  /** Several weights that do not add up to 100: they are shares of their sum. */
  readonly oddWeights: readonly (Placed & { readonly sum: number })[];
  /** VirtualServices of one host at sidecars: the first decides, unless `ambiguous` (IST0109). */
  readonly sharedHosts: readonly { readonly host: string; readonly refs: readonly Ref[]; readonly ambiguous: boolean }[];
  /** A VirtualService and routes of the Gateway API for one host: not supported together. */
  readonly mixedHosts: readonly { readonly host: string; readonly virtualServices: readonly Ref[]; readonly routes: readonly Ref[] }[];
  /** A subset with a policy of its own that no route selects: the policy does nothing. */
  readonly idleSubsetPolicies: readonly (Placed & { readonly host: string; readonly subset: string })[];
  readonly lostDelegates: readonly LostDelegate[];
  readonly lostParents: readonly LostParent[];
}

export interface FactParts {
  readonly inventory: Inventory;
  readonly hosts: KnownHosts;
  readonly lookup: DestinationRuleLookup;
  readonly hasPods: HasPods;
  readonly virtualServices: VirtualServiceSources;
  readonly gatewayApi: GatewayApiSources;
  readonly meshSources: readonly RouteSource[];
}

export function collectRoutingFacts(parts: FactParts): RoutingFacts {
  const rules = allRules(parts);
  return {
    ...destinationFacts(parts, rules),
    oddWeights: rules.flatMap(oddWeight),
    sharedHosts: sharedHosts(parts),
    mixedHosts: mixedHosts(parts),
    emptySubsets: emptySubsets(parts),
    idleSubsetPolicies: idlePolicies(parts, rules),
    lostDelegates: parts.virtualServices.lostDelegates,
    lostParents: parts.gatewayApi.lostParents,
  };
}

function allRules({ virtualServices, gatewayApi }: FactParts): readonly SourceRule[] {
  const sources = [...virtualServices.sources, ...gatewayApi.mesh].flatMap(({ http, tls, tcp }) => [...http, ...tls, ...tcp]);
  const seen = new Map<string, SourceRule>();
  for (const rule of [...sources, ...[...gatewayApi.byGateway.values()].flat().flatMap((each) => each.rules)]) {
    const key = `${refKey(rule.ref)} ${rule.path}`;
    const refused = rule.action.targets.some(({ invalid }) => invalid !== undefined);
    if (!seen.has(key) || refused) seen.set(key, rule);
  }
  return [...seen.values()];
}

function destinationFacts(
  { hosts, lookup, inventory }: FactParts,
  rules: readonly SourceRule[],
): Pick<RoutingFacts, 'missingHosts' | 'missingSubsets' | 'refusedBackends'> {
  const missingHosts: (Placed & { host: string })[] = [];
  const missingSubsets: (Placed & { host: string; subset: string })[] = [];
  const refusedBackends: (Placed & { host: string; reason: string })[] = [];
  for (const { ref, action } of rules)
    for (const { host, subset, path, invalid } of action.targets) {
      if (invalid !== undefined) refusedBackends.push({ ref, path, host, reason: invalid });
      else if (hosts.exists(host) === 'F') missingHosts.push({ ref, path, host });
      else if (subset !== undefined) {
        const namespace = hosts.covering(host, ref.namespace)?.namespace;
        const client = { namespace: ref.namespace, labels: new Map<string, string>(), labelsComplete: false };
        const { rule, alternatives } = lookup.find(client, host, namespace);
        const defined = [rule, ...alternatives].some((each) => each?.subsets.has(subset));
        if (!defined && (rule !== undefined || inventory.knows('DestinationRule'))) missingSubsets.push({ ref, path, host, subset });
      }
    }
  return { missingHosts, missingSubsets, refusedBackends };
}

function oddWeight({ ref, path, gatewayApi, action: { targets } }: SourceRule): readonly (Placed & { readonly sum: number })[] {
  const sum = targets.reduce((total, { weight }) => total + weight, 0);
  return !gatewayApi && targets.length > 1 && sum !== 100 ? [{ ref, path: `${path}.route`, sum }] : [];
}

/** VirtualServices conflict where one client sees both. */
function sharedHosts({ meshSources }: FactParts): RoutingFacts['sharedHosts'] {
  return hostsOfSeveral(meshSources.filter(({ gatewayApi }) => !gatewayApi)).map(([host, sources]) => {
    const ordered = sources.toSorted(compareByAge);
    const ambiguous = ordered.some((each, index) => ordered.slice(index + 1).some((other) => !decidedByAge(each, other)));
    return { host, refs: ordered.map(refOf), ambiguous };
  });
}

function hostsOfSeveral(sources: readonly RouteSource[]): readonly (readonly [string, readonly RouteSource[]])[] {
  const byHost = new Map<string, RouteSource[]>();
  for (const source of sources)
    for (const host of new Set(source.hosts)) {
      listIn(byHost, host).push(source);
    }
  return [...byHost].flatMap(([host, all]) => {
    const meeting = all.filter((each) => all.some((other) => other !== each && meet(each, other)));
    return meeting.length < 2 ? [] : [[host, meeting] as const];
  });
}

function meet(a: RouteSource, b: RouteSource): boolean {
  const namespaces = [a, b].flatMap(({ namespace, visibility }) => [
    namespace,
    ...visibility.exportTo.filter((each) => each !== '*' && each !== '.'),
  ]);
  const open = [a, b].every(({ visibility }) => visibility.exportTo.includes('*'));
  return open || namespaces.some((each) => exportGroup(a.visibility, each) !== undefined && exportGroup(b.visibility, each) !== undefined);
}

function mixedHosts({ meshSources }: FactParts): RoutingFacts['mixedHosts'] {
  return hostsOfSeveral(meshSources).flatMap(([host, sources]) => {
    const virtualServices = sources.filter(({ gatewayApi }) => !gatewayApi).map(refOf);
    const routes = sources.filter(({ gatewayApi }) => gatewayApi).map(refOf);
    return virtualServices.length > 0 && routes.length > 0 ? [{ host, virtualServices, routes }] : [];
  });
}

function* subsetsOf({ inventory }: FactParts) {
  for (const rule of inventory.of('DestinationRule'))
    for (const [index, subset] of (rule.spec?.subsets ?? []).entries())
      yield { ref: refOf(rule), path: `spec.subsets[${index}]`, host: fullHost(rule.spec?.host ?? '', rule.namespace), subset };
}

function emptySubsets(parts: FactParts): RoutingFacts['emptySubsets'] {
  return [...subsetsOf(parts)].flatMap(({ ref, path, host, subset: { name = '', labels } }) => {
    const known = parts.hosts.find(host);
    const empty = known !== undefined && labels !== undefined && labels.size > 0 && parts.hasPods(known, labels) === 'F';
    return empty ? [{ ref, path, host, subset: name }] : [];
  });
}

function idlePolicies(parts: FactParts, rules: readonly SourceRule[]): RoutingFacts['idleSubsetPolicies'] {
  const selected = new Set(
    rules.flatMap(({ action }) =>
      [...action.targets, ...action.mirrors].flatMap(({ host, subset }) => (subset === undefined ? [] : [`${host} ${subset}`])),
    ),
  );
  const chosenNames = new Set(rules.flatMap(({ action }) => action.targets.flatMap(({ subset }) => subset ?? [])));
  return [...subsetsOf(parts)].flatMap(({ ref, path, host, subset: { name = '', trafficPolicy } }) => {
    if (trafficPolicy === undefined || Object.keys(trafficPolicy).length === 0) return [];
    const used = isWildcard(host) ? chosenNames.has(name) : selected.has(`${host} ${name}`);
    return used ? [] : [{ ref, path: `${path}.trafficPolicy`, host, subset: name }];
  });
}
