/** Entries of a route table → rules with shares: where each rule's requests go (docs/policies.md §5.1). */
import { refText } from '../../istio/ref';
import type { Because, RouteCondition, RouteRule, RouteShare } from '../model';
import type { DestinationSettings } from './destination-settings';
import type { KnownHosts } from './known-hosts';
import type { RouteEntry } from './route-entries';
import { NO_ENDPOINTS } from './route-shares';
import type { SourceRule, Target } from './route-source';
import type { RoutingClient } from './routing-question';
import type { HasPods } from './subset-pods';

export interface ResolveParts {
  readonly hosts: KnownHosts;
  readonly settings: DestinationSettings;
  readonly hasPods: HasPods;
}

/** Whose proxy resolves, and for which port of which host. */
export interface ResolveContext {
  /** The proxy: its namespace and labels decide which DestinationRules count. */
  readonly client: RoutingClient;
  readonly host: string;
  readonly port: number | undefined;
  readonly proxy: 'sidecar' | 'waypoint' | 'gateway';
}

export interface ResolvedRules {
  readonly rules: readonly RouteRule[];
  /** Rules behind one that takes everything. */
  readonly unreachable: readonly SourceRule[];
  /** Weight 0 beside others: configured, and without traffic. */
  readonly idle: readonly RouteShare[];
  readonly because: readonly Because[];
}

interface Group {
  readonly rule: SourceRule;
  readonly alternatives: (readonly RouteCondition[])[];
}

export function resolveRules(parts: ResolveParts, entries: readonly RouteEntry[], context: ResolveContext): ResolvedRules {
  const rules: RouteRule[] = [];
  const unreachable: SourceRule[] = [];
  const idle: RouteShare[] = [];
  const because: Because[] = [];
  let ended = false;
  for (const group of groupsOf(entries)) {
    if (ended) {
      if (!unreachable.includes(group.rule) && rules.every(({ ref, rule }) => ref !== group.rule.ref || rule !== group.rule.index))
        unreachable.push(group.rule);
      continue;
    }
    const { shares, unused, reasons } = sharesOf(parts, group.rule, context);
    idle.push(...unused);
    because.push(...reasons);
    const rule = routeRule(parts, group, shares, context);
    rules.push(rule);
    ended = !rule.conditional;
  }
  return { rules, unreachable, idle, because };
}

/** Alternatives of one rule of a VirtualService that follow one another are one rule; the Gateway API orders each match by itself. */
function groupsOf(entries: readonly RouteEntry[]): readonly Group[] {
  const groups: Group[] = [];
  for (const { rule, conditions } of entries) {
    const last = groups.at(-1);
    if (last !== undefined && last.rule === rule && !rule.gatewayApi) last.alternatives.push(conditions);
    else groups.push({ rule, alternatives: [conditions] });
  }
  return groups;
}

function routeRule(parts: ResolveParts, { rule, alternatives }: Group, shares: readonly RouteShare[], context: ResolveContext): RouteRule {
  const { action } = rule;
  return {
    ref: rule.ref,
    path: rule.path,
    rule: rule.index,
    ...(rule.name === undefined ? {} : { name: rule.name }),
    ...conditionsOf(alternatives),
    shares,
    ...(action.fault === undefined ? {} : { fault: action.fault }),
    mirrors: action.mirrors.map((mirror) => {
      const port = mirror.port ?? portOf(parts, mirror.host, context);
      return { ...mirror, ...(port === undefined ? {} : { port }) };
    }),
    ...(action.timeoutSeconds === undefined ? {} : { timeoutSeconds: action.timeoutSeconds }),
    ...(action.retries === undefined ? {} : { retries: action.retries }),
  };
}

function conditionsOf(
  alternatives: readonly (readonly RouteCondition[])[],
): Pick<RouteRule, 'conditional' | 'when' | 'whenLogic' | 'alternatives'> {
  if (alternatives.some((each) => each.length === 0)) return { conditional: false, when: [] };
  const [only, another] = alternatives;
  if (another === undefined) return { conditional: true, when: only ?? [] };
  const when = alternatives.flat();
  const whenLogic = alternatives.every((each) => each.length === 1) ? 'any' : 'any-of-all';
  return { conditional: true, when, whenLogic, alternatives };
}

function sharesOf(parts: ResolveParts, rule: SourceRule, context: ResolveContext) {
  const { targets, answer } = rule.action;
  const reasons: Because[] = [];
  if (answer !== undefined) {
    const { status, reason, path } = answer;
    const sentence =
      status === undefined
        ? `${refText(rule.ref)} sends its connections nowhere: ${reason}.`
        : `${refText(rule.ref)} answers with ${status}: ${reason}.`;
    reasons.push({ sentence, certainty: 'computed', ref: rule.ref, path });
    const share: RouteShare = { host: context.host, share: 1, ...(status === undefined ? {} : { status }), reason };
    return { shares: [share], unused: [], reasons };
  }
  const total = targets.reduce((sum, { weight }) => sum + weight, 0);
  const resolved = targets.map((target) => ({ target, share: shareOf(parts, rule, target, total, context, reasons) }));
  return {
    shares: resolved.filter(({ target }) => target.weight > 0).map(({ share }) => share),
    unused: total > 0 ? resolved.filter(({ target }) => target.weight <= 0).map(({ share }) => share) : [],
    reasons,
  };
}

function shareOf(
  parts: ResolveParts,
  rule: SourceRule,
  target: Target,
  total: number,
  context: ResolveContext,
  reasons: Because[],
): RouteShare {
  const { host, subset, weight } = target;
  const port = target.port ?? portOf(parts, host, context);
  const known = parts.hosts.covering(host, context.client.namespace);
  const namespace = known?.namespace;
  const place = {
    host,
    ...(port === undefined ? {} : { port }),
    ...(subset === undefined ? {} : { subset }),
    share: total > 0 ? weight / total : 0,
  };
  const refuse = (status: number, reason: string, sentence: string, labels?: RouteShare['labels']): RouteShare => {
    reasons.push({ sentence, certainty: 'computed', ref: rule.ref, path: target.path });
    return { ...place, ...(labels === undefined ? {} : { labels }), status, reason };
  };
  const lost = rule.gatewayApi ? 500 : 503;
  if (target.invalid !== undefined)
    return refuse(500, target.invalid, `${refText(rule.ref)} sends a share to ${host}, which is refused with 500: ${target.invalid}.`);
  if (parts.hosts.exists(host, context.client.namespace) === 'F')
    return refuse(
      lost,
      'host not found (NC)',
      `${refText(rule.ref)} sends a share to ${host}, which no Service or ServiceEntry has: ${lost}, flag NC.`,
    );
  if (known !== undefined && port !== undefined && known.ports.length > 0 && !known.ports.some(({ number }) => number === port))
    return refuse(
      lost,
      'port not found (NC)',
      `${refText(rule.ref)} sends a share to port ${port} of ${host}, which has no such port: ${lost}, flag NC.`,
    );
  if (subset === undefined) return { ...place, ...(rule.gatewayApi && known?.selector !== undefined ? { labels: known.selector } : {}) };
  const found = parts.settings.subset(context.client, { ...place, subset, ...(namespace === undefined ? {} : { namespace }) });
  if (found.state === 'unknown') return place;
  if (found.state === 'defined' && found.uncertain === true)
    reasons.push({
      sentence: `Another DestinationRule may define subset ${subset} of ${host}: creation times or labels that decide are not known.`,
      certainty: 'unknown',
      ref: found.ref,
      path: found.path,
    });
  if (found.state === 'missing')
    return refuse(
      503,
      'subset not found (NC)',
      `${refText(rule.ref)} names subset ${subset} of ${host}, which no DestinationRule that counts here defines: 503, flag NC.`,
    );
  if (known !== undefined && parts.hasPods(known, found.labels) === 'F')
    return refuse(
      503,
      NO_ENDPOINTS,
      `Subset ${subset} of ${host} (${refText(found.ref)}) selects no workload: its share is answered with 503, flag UH.`,
      found.labels,
    );
  return { ...place, labels: found.labels };
}

/** A sidecar keeps the port that was called; elsewhere the destination's only one counts first. */
function portOf({ hosts }: ResolveParts, host: string, { client, port, proxy }: ResolveContext): number | undefined {
  if (proxy === 'sidecar' && port !== undefined) return port;
  const known = hosts.covering(host, client.namespace);
  if (known?.ports.length === 1) return known.ports[0]?.number;
  return known === undefined && proxy === 'gateway' ? undefined : port;
}
