/** Which DestinationRule a client applies to a host (docs/policies.md §4.2). */
import { compareSpecificity, fullHost, hostWithin, isWildcard, wildcardsAbove } from '../istio/host';
import type { Inventory } from '../istio/inventory';
import { type Labels, selects } from '../istio/labels';
import type { MeshConfig } from '../istio/mesh-config';
import { decidedByAge } from '../istio/ref';
import type { DestinationRule } from '../istio/resources/destination-rule';
import { listIn } from '../lib/list-in';
import { type AppliedDestinationRule, compareRules, exportsOf, mergeRules } from './destination-rule-merge';

/** Who looks: a proxy of this namespace with these labels. */
export interface RuleClient {
  readonly namespace: string;
  readonly labels: Labels;
  /** False where it may have further labels. */
  readonly labelsComplete?: boolean;
}

export interface FoundDestinationRule {
  /** undefined = none applies. */
  readonly rule: AppliedDestinationRule | undefined;
  /**
   * What would apply as well, as far as is known: creation times are missing where they decide (docs/policies.md §0.3), or a label of the
   * client that a workloadSelector names. Empty = decided.
   */
  readonly alternatives: readonly (AppliedDestinationRule | undefined)[];
}

export interface DestinationRuleLookup {
  /** `host` in full length; `serviceNamespace` undefined for a host no service is known of. */
  readonly find: (client: RuleClient, host: string, serviceNamespace: string | undefined) => FoundDestinationRule;
}

const NONE: FoundDestinationRule = { rule: undefined, alternatives: [] };
/** More rules of unknown age on one host are not tried one by one. */
const MOST_ORDERS = 16;

/** The ways in which one host's rules may have been merged: the first as istiod would with equal ages, then with others as the oldest. */
type Orders = readonly (readonly AppliedDestinationRule[])[];

/** Rules of one namespace by host. */
interface HostRules {
  readonly matching: (host: string) => Orders | undefined;
}

export function createDestinationRuleLookup(
  inventory: Inventory,
  mesh: Pick<MeshConfig, 'rootNamespace' | 'defaultDestinationRuleExportTo'>,
): DestinationRuleLookup {
  const [local, exported, rootOnly] = [new Map<string, DestinationRule[]>(), new Map<string, DestinationRule[]>(), [] as DestinationRule[]];
  for (const rule of inventory.of('DestinationRule')) {
    const exports = exportsOf(rule);
    if (exports.size === 0 || ['*', '.', rule.namespace].some((each) => exports.has(each))) listIn(local, rule.namespace).push(rule);
    const only = [...exports].every((each) => each === '.' || each === rule.namespace) && exports.size <= 1;
    const isPrivate = exports.size === 0 ? mesh.defaultDestinationRuleExportTo.includes('.') : only;
    if (!isPrivate) listIn(exported, rule.namespace).push(rule);
    else if (rule.namespace === mesh.rootNamespace) rootOnly.push(rule);
  }
  const [locals, exporteds, root] = [indexEach(local), indexEach(exported), indexHosts(rootOnly)];
  const find = (client: RuleClient, host: string, serviceNamespace: string | undefined): FoundDestinationRule => {
    const own = client.namespace === mesh.rootNamespace ? root : locals.get(client.namespace);
    const orders = own?.matching(host);
    if (orders !== undefined) return choose(orders, client);
    for (const namespace of [serviceNamespace, mesh.rootNamespace]) {
      const offered = namespace === undefined ? undefined : exporteds.get(namespace)?.matching(host);
      const visible = offered?.map((rules) => rules.filter(({ exportTo }) => isExportedTo(exportTo, client.namespace)));
      if (visible?.some((rules) => rules.length > 0)) return choose(visible, client);
    }
    return NONE;
  };
  return { find };
}

function isExportedTo(exportTo: ReadonlySet<string>, namespace: string): boolean {
  return exportTo.size === 0 || exportTo.has('*') || exportTo.has(namespace);
}

function indexEach(lists: ReadonlyMap<string, readonly DestinationRule[]>): ReadonlyMap<string, HostRules> {
  return new Map([...lists].map(([namespace, rules]) => [namespace, indexHosts(rules)]));
}

function indexHosts(rules: readonly DestinationRule[]): HostRules {
  const byHost = new Map<string, DestinationRule[]>();
  for (const rule of rules) {
    const host = fullHost(rule.spec?.host ?? '', rule.namespace);
    listIn(byHost, host).push(rule);
  }
  // "*foo.example" stands before no dot, so no index by dots finds it.
  const odd = [...byHost.keys()].filter((host) => isWildcard(host) && host !== '*' && host[1] !== '.');
  const hasWildcards = [...byHost.keys()].some(isWildcard);
  const merged = new Map<string, Orders>();
  const known = new Map<string, Orders | undefined>();
  const bestOf = (host: string): string | undefined => {
    if (byHost.has(host)) return host;
    if (!hasWildcards) return undefined;
    const candidates = [...wildcardsAbove(host), ...odd].filter((pattern) => byHost.has(pattern) && hostWithin(host, pattern));
    return candidates.sort(compareSpecificity)[0];
  };
  const ordersOf = (pattern: string): Orders => {
    const orders = merged.get(pattern) ?? mergeOrders(byHost.get(pattern) ?? [], pattern);
    merged.set(pattern, orders);
    return orders;
  };
  return {
    matching: (host) => {
      if (known.has(host)) return known.get(host);
      const best = bestOf(host);
      const orders = best === undefined ? undefined : ordersOf(best);
      known.set(host, orders);
      return orders;
    },
  };
}

function mergeOrders(rules: readonly DestinationRule[], host: string): Orders {
  const ordered = rules.toSorted(compareRules);
  const first = mergeRules(ordered, host);
  const undated = ordered.filter((rule) => ordered.some((other) => other !== rule && !decidedByAge(rule, other)));
  const others = undated.slice(0, MOST_ORDERS).filter((rule) => rule !== ordered[0]);
  return [first, ...others.map((oldest) => mergeRules(putFirst(ordered, oldest), host))];
}

/** The rule before all others with which it could change places: those with a selector stay before those without. */
function putFirst(ordered: readonly DestinationRule[], oldest: DestinationRule): readonly DestinationRule[] {
  const isSelecting = (rule: DestinationRule): boolean => rule.spec?.workloadSelector !== undefined;
  const rest = ordered.filter((rule) => rule !== oldest);
  const at = isSelecting(oldest) ? 0 : rest.filter(isSelecting).length;
  return rest.toSpliced(at, 0, oldest);
}

function choose(orders: Orders, client: RuleClient): FoundDestinationRule {
  const found = orders.map((rules) => chooseRule(rules, client));
  const [first] = found;
  if (first === undefined) return NONE;
  const others = [...first.alternatives, ...found.slice(1).flatMap(({ rule, alternatives }) => [rule, ...alternatives])];
  return { rule: first.rule, alternatives: others.filter((each, index) => !sameRule(each, first.rule) && others.indexOf(each) === index) };
}

/** The first whose selector matches, else the last without one; a selector counts only in the client's own namespace. */
function chooseRule(
  rules: readonly AppliedDestinationRule[],
  { namespace, labels, labelsComplete = true }: RuleClient,
): FoundDestinationRule {
  const possible: AppliedDestinationRule[] = [];
  for (const rule of rules) {
    const { workloadSelector } = rule;
    if (workloadSelector === undefined || rule.namespace !== namespace) continue;
    if (selects(workloadSelector, labels)) return decide(possible, rule);
    const refuted = [...workloadSelector].some(([name, value]) => labels.has(name) && labels.get(name) !== value);
    if (!labelsComplete && !refuted) possible.push(rule);
  }
  return decide(
    possible,
    rules.findLast(({ workloadSelector }) => workloadSelector === undefined),
  );
}

function decide(possible: readonly AppliedDestinationRule[], last: AppliedDestinationRule | undefined): FoundDestinationRule {
  return { rule: last, alternatives: possible };
}

/** Two orders often come to the same: what counts is which policy and which subsets won. */
function sameRule(a: AppliedDestinationRule | undefined, b: AppliedDestinationRule | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.trafficPolicy?.value !== b.trafficPolicy?.value || a.subsets.size !== b.subsets.size) return false;
  if ((a.workloadSelector === undefined) !== (b.workloadSelector === undefined)) return false;
  return [...a.subsets].every(([name, { ref, path }]) => {
    const other = b.subsets.get(name);
    return other !== undefined && other.path === path && other.ref.namespace === ref.namespace && other.ref.name === ref.name;
  });
}
