/** What a route table holds → the answer: kind, rules, bounds, limits, reasons (docs/policies.md §5.1). */
import { isWildcard } from '../../istio/host';
import { refOf, refText } from '../../istio/ref';
import type { Because, RouteRule, Routing, TrafficLimits } from '../model';
import type { Table } from './gateway-api-source';
import { conditionHolds, selectRule } from './match-request';
import { overallShares } from './overall-shares';
import { type ResolveContext, type ResolvedRules, type ResolveParts, resolveRules } from './resolve-rules';
import { entriesOf, type RouteEntry } from './route-entries';
import { ruleReasons } from './route-sentences';
import type { RoutingClient, RoutingQuestion } from './routing-question';
import type { TableAnswer } from './table-answer';

export type RoutingParts = ResolveParts;
export type LookUp = (question: RoutingQuestion, table: Table) => TableAnswer | undefined;

const NOTHING = { rules: [], overall: [], limits: [] } as const;

export function answerRouting(parts: RoutingParts, question: RoutingQuestion, lookUp: LookUp): Routing {
  const { proxy, host } = question;
  if (proxy.kind === 'none')
    return {
      ...NOTHING,
      kind: 'not-applied',
      ...balancedOver(parts, question),
      because: [{ sentence: `No proxy on the way reads routes for ${host}: ${proxy.why}.`, certainty: 'computed' }],
    };
  const { table, answer } = chooseTable(question, lookUp);
  if (answer.outcome === 'routes') return routed(parts, question, answer, table);
  if (answer.outcome === 'no-host') return refused(question, answer, 404);
  if (answer.outcome === 'blocked') return refused(question, answer, 502);
  const context = contextOf(question);
  const port = question.port ?? (answer.known?.ports.length === 1 ? answer.known.ports[0]?.number : undefined);
  const plain = {
    host,
    ...(port === undefined ? {} : { port }),
    ...(answer.known === undefined ? {} : { namespace: answer.known.namespace }),
  };
  return {
    ...NOTHING,
    kind: 'none',
    limits: answer.outcome === 'default' ? parts.settings.limits(context.client, plain) : [],
    ...(answer.outcome === 'default' ? balancedOver(parts, question) : {}),
    because: answer.because,
  };
}

/** Connections with TLS are looked for by their SNI first, then as plain connections. */
function chooseTable(question: RoutingQuestion, lookUp: LookUp): { readonly table: Table; readonly answer: TableAnswer } {
  // A gateway may end TLS: inside are requests.
  const tls = question.proxy.kind === 'gateway' ? (['tls', 'tcp', 'http'] as const) : (['tls', 'tcp'] as const);
  const order = ({ http: ['http'], grpc: ['http'], tcp: ['tcp'], tls } as const)[question.protocol];
  let last: { readonly table: Table; readonly answer: TableAnswer } | undefined;
  for (const table of order) {
    const answer = lookUp(question, table);
    if (answer === undefined) continue;
    const fitting = table === 'tls' ? { ...answer, entries: forServerName(answer.entries, question.host) } : answer;
    if (fitting.outcome === 'routes' && fitting.entries.length > 0) return { table, answer: fitting };
    last ??= { table, answer };
  }
  return last ?? { table: 'http', answer: { outcome: 'outside', entries: [], unreachable: [], sources: [], rivals: [], because: [] } };
}

/** The server name is the host that was called: matches on it are decided. */
function forServerName(entries: readonly RouteEntry[], host: string): readonly RouteEntry[] {
  if (isWildcard(host)) return entries;
  return entries.flatMap((entry) => {
    const answers = entry.conditions.map(
      (condition) => [condition, condition.attribute === 'connection.sni' ? conditionHolds(condition, {}, host) : 'U'] as const,
    );
    if (answers.some(([, answer]) => answer === 'F')) return [];
    return [{ ...entry, conditions: answers.filter(([, answer]) => answer === 'U').map(([condition]) => condition) }];
  });
}

function contextOf({ client, proxy, host, port }: RoutingQuestion): ResolveContext & { readonly client: RoutingClient } {
  const own = proxy.kind === 'waypoint' ? { namespace: proxy.namespace, labels: new Map<string, string>(), labelsComplete: true } : client;
  return { client: own, host, port, proxy: proxy.kind === 'none' ? 'sidecar' : proxy.kind };
}

function balancedOver({ hosts }: RoutingParts, { client, host }: RoutingQuestion): Pick<Routing, 'loadBalancedOver'> {
  const selector = hosts.find(host, client.namespace)?.selector;
  return { loadBalancedOver: { service: host, ...(selector === undefined ? {} : { labels: selector }) } };
}

function refused({ host, reached, request }: RoutingQuestion, { because }: TableAnswer, status: 404 | 502): Routing {
  if (reached !== undefined) return { ...NOTHING, kind: 'unreachable', because };
  const reason = status === 404 ? 'no virtual host (NR)' : 'unknown host (BlackHoleCluster)';
  return {
    ...NOTHING,
    kind: 'unreachable',
    overall: [{ host, status, reason, min: 1, max: 1 }],
    noRoute: { status, responseFlag: status === 404 ? 'NR' : '-', level: 'virtualHost' },
    ...(request === undefined ? {} : { selected: null }),
    because,
  };
}

function routed(parts: RoutingParts, question: RoutingQuestion, answer: TableAnswer, table: Table): Routing {
  const context = contextOf(question);
  const resolved = resolveRules(parts, answer.entries, context);
  const { rules } = resolved;
  const open = rules.every(({ conditional }) => conditional);
  const unmatched = answer.elsewhere !== true && open && (table === 'http' || question.proxy.kind === 'gateway');
  const selected = question.request === undefined ? undefined : selectRule(rules, question.request, question.host);
  const [first] = rules;
  const fixed = first !== undefined && !first.conditional && answer.elsewhere !== true;
  const unreachable = [...answer.unreachable, ...resolved.unreachable].map(({ ref, path, index }) => ({ ref, path, rule: index }));
  const ambiguous = answer.rivals.length > 0;
  return {
    kind: kindOf(rules, ambiguous, answer.elsewhere === true),
    rules,
    overall: overallOf(parts, question, { answer, table, resolved, unmatched, selected }),
    limits: limitsOf(parts, rules, context),
    because: [...answer.because, ...resolved.because, ...ruleReasons(rules), ...openReasons(question, unmatched), ...hidden(unreachable)],
    ...(unreachable.length === 0 ? {} : { unreachable }),
    ...(unmatched ? { noRoute: { status: 404, responseFlag: 'NR', level: 'route' as const } } : {}),
    ...(selected === undefined ? {} : { selected }),
    ...(fixed && !ambiguous ? reach(first) : {}),
    ...(ambiguous ? { rivals: answer.rivals.map(refOf) } : {}),
  };
}

function kindOf([first]: readonly RouteRule[], ambiguous: boolean, elsewhere: boolean): Routing['kind'] {
  if (first === undefined) return 'unreachable';
  if (ambiguous) return 'ambiguous';
  return first.conditional || elsewhere ? 'conditional' : 'fixed';
}

/** Requests that are aborted reach nobody. */
function reach({ fault, shares }: RouteRule): Pick<Routing, 'reachesWorkload'> {
  if (fault?.abortPercent === undefined) return {};
  const answered = shares.reduce((sum, { share, status }) => sum + (status === undefined ? 0 : share), 0);
  return { reachesWorkload: (1 - fault.abortPercent / 100) * (1 - answered) };
}

interface Decided {
  readonly answer: TableAnswer;
  readonly table: Table;
  readonly resolved: ResolvedRules;
  /** Requests that match no rule are possible. */
  readonly unmatched: boolean;
  readonly selected: Routing['selected'] | undefined;
}

/** Of a known request the shares of its rule; else bounds over all rules, of sources that may be older as well. */
function overallOf(
  parts: RoutingParts,
  question: RoutingQuestion,
  { answer, table, resolved: { rules, idle }, unmatched, selected }: Decided,
): Routing['overall'] {
  if (selected === null) return overallShares([], true);
  const taken = selected === undefined ? undefined : rules[selected];
  if (taken !== undefined) return overallShares([taken], false);
  const context = contextOf(question);
  const others =
    question.proxy.kind !== 'sidecar'
      ? []
      : answer.rivals.map((rival) => {
          const found = entriesOf(rival[table], { gateways: ['mesh'], client: context.client, port: question.port, waypoint: false });
          return resolveRules(parts, found.entries, context).rules;
        });
  const open = unmatched || others.some((each) => each.every(({ conditional }) => conditional));
  const bounds = overallShares([...rules, ...others.flat()], open, idle);
  return answer.elsewhere === true ? bounds.map((bound) => ({ ...bound, min: 0 })) : bounds;
}

function limitsOf({ hosts, settings }: RoutingParts, rules: readonly RouteRule[], { client }: ResolveContext): readonly TrafficLimits[] {
  const found = new Map<string, TrafficLimits>();
  for (const { host, port, subset, status, reason } of rules.flatMap(({ shares }) => shares)) {
    if (status !== undefined || reason !== undefined) continue;
    const namespace = hosts.covering(host, client.namespace)?.namespace;
    const to = {
      host,
      ...(port === undefined ? {} : { port }),
      ...(subset === undefined ? {} : { subset }),
      ...(namespace === undefined ? {} : { namespace }),
    };
    for (const limit of settings.limits(client, to)) found.set(`${refText(limit.ref)} ${limit.path}`, limit);
  }
  return [...found.values()];
}

function openReasons({ host }: RoutingQuestion, unmatched: boolean): readonly Because[] {
  return unmatched ? [{ sentence: `Requests to ${host} that match no rule are answered with 404, flag NR.`, certainty: 'computed' }] : [];
}

function hidden(unreachable: NonNullable<Routing['unreachable']>): readonly Because[] {
  return unreachable.map(({ ref, path }) => ({
    sentence: `${path} of ${refText(ref)} gets nothing: a rule before it takes every request.`,
    certainty: 'computed',
    ref,
    path,
  }));
}
