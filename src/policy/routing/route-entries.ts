/** Which alternatives of which rules a client gets, in order: what is known per client is decided here, the rest stays a condition (docs/policies.md §4.1). */
import type { Labels } from '../../istio/labels';
import type { RouteCondition } from '../model';
import type { SourceMatch, SourceRule } from './route-source';
import type { RoutingClient } from './routing-question';

/** One route of a proxy: a rule and one of its alternatives. No condition = it takes every request. */
export interface RouteEntry {
  readonly rule: SourceRule;
  readonly conditions: readonly RouteCondition[];
}

export interface RuleContext {
  /** Names of the gateways the rules are read for: "mesh", or "namespace/name". */
  readonly gateways: readonly string[];
  readonly client: RoutingClient;
  readonly port: number | undefined;
  /** A waypoint does not know the labels of its clients: matches on them are dropped. */
  readonly waypoint: boolean;
}

export interface RouteEntries {
  readonly entries: readonly RouteEntry[];
  /** Rules behind one that takes everything. */
  readonly unreachable: readonly SourceRule[];
}

/** Entries of one source; a rule that takes everything ends it. */
export function entriesOf(rules: readonly SourceRule[], context: RuleContext): RouteEntries {
  const entries: RouteEntry[] = [];
  const unreachable: SourceRule[] = [];
  let ended = false;
  for (const rule of rules) {
    const fitting = alternativesOf(rule, context);
    if (fitting.length === 0) continue;
    if (ended) {
      unreachable.push(rule);
      continue;
    }
    for (const conditions of fitting) {
      entries.push({ rule, conditions });
      if (conditions.length > 0) continue;
      ended = true;
      break;
    }
  }
  return { entries, unreachable };
}

function alternativesOf({ matches }: SourceRule, context: RuleContext): readonly (readonly RouteCondition[])[] {
  if (matches.length === 0) return [[]];
  return matches.flatMap((match) => {
    const open = openConditions(match, context);
    return open === undefined ? [] : [[...open, ...match.conditions]];
  });
}

/** What remains open of the parts that are known per client; undefined = the match cannot hold for it. */
function openConditions(match: SourceMatch, { gateways, client, port, waypoint }: RuleContext): readonly RouteCondition[] | undefined {
  const open: RouteCondition[] = [];
  if (match.port !== undefined && match.port !== port) {
    if (port !== undefined) return undefined;
    open.push({ attribute: 'destination.port', op: 'exact', value: String(match.port) });
  }
  // With gateways named, labels and namespace of the client are not looked at.
  if (match.gateways !== undefined) return match.gateways.some((each) => gateways.includes(each)) ? open : undefined;
  const labels = openLabels(match.sourceLabels, client, waypoint);
  if (labels === undefined) return undefined;
  if (match.sourceNamespace !== undefined && match.sourceNamespace !== client.namespace) return undefined;
  return [...open, ...labels];
}

function openLabels(
  wanted: Labels | undefined,
  { labels, labelsComplete }: RoutingClient,
  waypoint: boolean,
): readonly RouteCondition[] | undefined {
  if (wanted === undefined || wanted.size === 0) return [];
  if (waypoint) return undefined;
  const open: RouteCondition[] = [];
  for (const [name, value] of wanted) {
    const given = labels.get(name);
    if (given === value) continue;
    if (given !== undefined || labelsComplete) return undefined;
    open.push({ attribute: `source.labels[${name}]`, op: 'exact', value });
  }
  return open;
}

/** Entries that take everything go last, as gateways have it; the others keep their order. */
export function catchAllsLast(entries: readonly RouteEntry[]): readonly RouteEntry[] {
  return [...entries.filter(({ conditions }) => conditions.length > 0), ...entries.filter(({ conditions }) => conditions.length === 0)];
}
