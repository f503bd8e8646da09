/** Where a client's proxy sends the requests for a service: VirtualService, HTTPRoute and faults (docs/policies.md §4.1, §4.4, §5.1). */
import { field, listAt, numberAt, pairsAt, textAt } from '../kubernetes/object';
import type { Workload } from '../world/description';
import { httpRouteRule, routesFor } from './http-route-rule';
import { destinationRules } from './mutual-tls';
import type { PolicySet } from './policy-set';
import type { RouteQuestion, RouteRule, RouteTarget } from './route-rule';
import { virtualServiceFor, virtualServiceRule } from './virtual-service-rule';

/** A part of the traffic that some destination takes. */
export interface RouteLeaf {
  /** `namespace/name`. */
  readonly service: string;
  /** Labels of a subset; absent = all endpoints. */
  readonly labels?: readonly (readonly [string, string])[];
  readonly share: number;
}

/** A part that the proxy answers itself. */
export interface LostShare {
  readonly share: number;
  readonly code: string;
  readonly flags: string;
}

export interface Routed {
  readonly leaves: readonly RouteLeaf[];
  /** Mirrored besides. */
  readonly copies: readonly RouteLeaf[];
  readonly lost: readonly LostShare[];
  readonly aborts: readonly { readonly share: number; readonly code: string }[];
  readonly delays: readonly { readonly share: number; readonly seconds: number }[];
}

function serviceOfHost(host: string): string {
  const [name = '', namespace = ''] = host.split('.');
  return `${namespace}/${name}`;
}

/** Subset labels as the client's DestinationRule defines them; undefined when it does not. */
function subsetLabels(set: PolicySet, client: Workload, host: string, subset: string): readonly (readonly [string, string])[] | undefined {
  const [name = '', namespace = ''] = host.split('.');
  const subsets = destinationRules(set, client, { id: '', name, namespace, backends: [] }).flatMap((rule) =>
    listAt(rule, 'spec', 'subsets'),
  );
  const found = subsets.find((candidate) => textAt(candidate, 'name') === subset);
  return found === undefined ? undefined : pairsAt(found, 'labels');
}

function percentOf(value: unknown): number {
  return Math.min(1, Math.max(0, (numberAt(value, 'percentage', 'value') ?? 0) / 100));
}

function secondsOf(text: string | undefined): number {
  const [, amount = '0', unit = 's'] = /^([\d.]+)(ms|s|m)$/.exec(text ?? '') ?? [];
  return Number(amount) * ({ ms: 0.001, s: 1, m: 60 }[unit] ?? 1);
}

/** The endpoints that a rule names; undefined where there are none of that name. */
function leafOf(set: PolicySet, { client, knows }: RouteQuestion, { host, subset }: RouteTarget, share: number): RouteLeaf | undefined {
  const service = serviceOfHost(host);
  if (!knows(service)) return undefined;
  if (subset === undefined) return { service, share };
  const labels = subsetLabels(set, client, host, subset);
  return labels === undefined ? undefined : { service, share, labels };
}

/** Turns the rule that one class of requests meets into parts of the whole. */
function spread(set: PolicySet, question: RouteQuestion, rule: RouteRule | undefined, whole: number): Routed {
  if (rule === undefined) return { leaves: [], copies: [], lost: [{ share: whole, code: '404', flags: 'NR' }], aborts: [], delays: [] };
  const total = rule.destinations.reduce((sum, { weight }) => sum + Math.max(0, weight), 0);
  const missing = rule.kind === 'HTTPRoute' ? { code: '500', flags: '-' } : { code: '503', flags: 'NC' };
  const leaves: RouteLeaf[] = [];
  const lost: LostShare[] = total === 0 ? [{ share: whole, ...missing }] : [];
  for (const { weight, ...target } of rule.destinations) {
    if (weight <= 0) continue;
    const share = (weight / total) * whole;
    const leaf = leafOf(set, question, target, share);
    if (leaf === undefined) lost.push({ share, ...missing });
    else leaves.push(leaf);
  }
  const copies = rule.mirrors.flatMap(({ percent, ...target }) => leafOf(set, question, target, (percent / 100) * whole) ?? []);
  const abort = field(rule.fault, 'abort');
  const delay = field(rule.fault, 'delay');
  return {
    leaves,
    copies,
    lost,
    aborts: abort === undefined ? [] : [{ share: percentOf(abort) * whole, code: String(numberAt(abort, 'httpStatus') ?? 503) }],
    delays: delay === undefined ? [] : [{ share: percentOf(delay) * whole, seconds: secondsOf(textAt(delay, 'fixedDelay')) }],
  };
}

/** The route of a call; undefined where no resource says anything. */
export function routeOf(set: PolicySet, question: RouteQuestion): Routed | undefined {
  const routes = routesFor(set, question);
  const virtualService = virtualServiceFor(set, question);
  const silent = virtualService === undefined || listAt(virtualService, 'spec', question.protocol === 'tcp' ? 'tcp' : 'http').length === 0;
  if (routes.length === 0 && silent) return undefined;
  const parts = question.requests.map((request) => {
    const rule =
      virtualService !== undefined && !silent ? virtualServiceRule(virtualService, request, question) : httpRouteRule(routes, request);
    return spread(set, question, rule, request.share);
  });
  return {
    leaves: parts.flatMap(({ leaves }) => leaves),
    copies: parts.flatMap(({ copies }) => copies),
    lost: parts.flatMap(({ lost }) => lost),
    aborts: parts.flatMap(({ aborts }) => aborts).filter(({ share }) => share > 0),
    delays: parts.flatMap(({ delays }) => delays).filter(({ share }) => share > 0),
  };
}
