/** Which rules a gateway has for a host: those of all resources bound to it, one after the other, what takes everything last (docs/policies.md §4.1, §4.3, §4.4). */
import { compareSpecificity, hostIntersection, mostSpecificHost } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import { compareByAge, type Ref, refOf, refText } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import type { Because } from '../model';
import { byPrecedence, type GatewayAttachment, type Table } from './gateway-api-source';
import { type GatewayServer, serversOf } from './gateway-servers';
import { catchAllsLast, entriesOf, type RouteEntry } from './route-entries';
import type { RouteSource, SourceRule } from './route-source';
import type { RoutingClient } from './routing-question';
import { type SourceEntries, type TableAnswer, undatedOverlaps, withoutRoutes } from './table-answer';
import { isVisible } from './visibility';

export interface GatewayAsked {
  readonly client: RoutingClient;
  readonly gateways: readonly string[];
  readonly host: string;
  readonly port: number | undefined;
  readonly table: Table;
}

export interface GatewayTables {
  readonly lookUp: (asked: GatewayAsked) => TableAnswer;
  /** Rules of all names that lead to the host. */
  readonly leadingTo: (asked: Omit<GatewayAsked, 'host'>, reached: string) => TableAnswer;
}

interface Parts {
  readonly inventory: Inventory;
  readonly virtualServices: readonly RouteSource[];
  readonly byGateway: ReadonlyMap<string, readonly GatewayAttachment[]>;
}

/** One resource (or the merged routes of one listener) in a virtual host. */
interface Part {
  readonly source: RouteSource;
  readonly gateway: string;
}

type VirtualHosts = ReadonlyMap<string, readonly Part[]>;

export function createGatewayTables(parts: Parts): GatewayTables {
  const byName = new Map<string, RouteSource[]>();
  for (const source of parts.virtualServices)
    for (const name of source.gateways) {
      listIn(byName, name).push(source);
    }
  const built = new Map<string, VirtualHosts>();
  const virtualHosts = ({ client, gateways, port, table }: Omit<GatewayAsked, 'host'>): VirtualHosts => {
    const key = JSON.stringify([client.namespace, gateways, port, table]);
    const known = built.get(key) ?? build(parts, byName, { client, gateways, port, table });
    built.set(key, known);
    return known;
  };
  return {
    leadingTo: (asked, reached) => {
      const answers = [...virtualHosts(asked)].map(
        ([domain, found]) => [domain, answer({ ...asked, host: domain }, domain, found)] as const,
      );
      return leading(answers, reached);
    },
    lookUp: (asked) => {
      const all = virtualHosts(asked);
      const domain = domainFor(asked, all);
      const found = domain === undefined ? undefined : all.get(domain);
      if (domain === undefined || found === undefined) return noHost(asked, all);
      return answer(asked, domain, found);
    },
  };
}

/** The most specific name that holds the host; "*" asks for any, which is the only name there is or the one for all. */
function domainFor({ host, table }: GatewayAsked, all: VirtualHosts): string | undefined {
  const found = mostSpecificHost(host, all.keys());
  if (found !== undefined) return found;
  const [only, another] = all.keys();
  return (host === '*' || table === 'tcp') && another === undefined ? only : undefined;
}

function build(
  { inventory, byGateway }: Parts,
  byName: ReadonlyMap<string, readonly RouteSource[]>,
  { client, gateways, port, table }: Omit<GatewayAsked, 'host'>,
): VirtualHosts {
  const hosts = new Map<string, Part[]>();
  const redirected = new Map<string, Part>();
  const add = (domain: string, part: Part) => {
    const list = hosts.get(domain);
    if (list === undefined) hosts.set(domain, [part]);
    else if (!list.some(({ source }) => source === part.source)) list.push(part);
  };
  for (const gateway of new Set(gateways))
    for (const server of serversOf(gateway, inventory)) {
      if (!server.tables.includes(table) || (server.port !== undefined && port !== undefined && server.port !== port)) continue;
      const names = new Set([server.boundBy, ...(server.ref?.kind === 'KubernetesGateway' ? [] : [gateway])]);
      for (const name of names)
        for (const source of byName.get(name) ?? [])
          if (isVisible(source.visibility, client.namespace))
            for (const domain of domainsOf(server, source.namespace, source.hosts)) add(domain, { source, gateway: server.boundBy });
      for (const [domain, part] of redirectsOf(server)) redirected.set(domain, part);
      for (const [domain, source] of attached(server, byGateway.get(gateway) ?? [], table))
        add(domain, { source, gateway: server.boundBy });
    }
  for (const list of hosts.values()) list.sort((a, b) => compareByAge(a.source, b.source));
  for (const [domain, part] of redirected) hosts.set(domain, [part]);
  return hosts;
}

/** A server with `httpsRedirect` answers for all of its hosts, whatever is bound to it. */
function redirectsOf({ ref, path = '', boundBy, hosts, redirects }: GatewayServer): ReadonlyMap<string, Part> {
  if (redirects !== true || ref === undefined) return new Map();
  const field = `${path}.tls.httpsRedirect`;
  const action = { targets: [], mirrors: [], answer: { status: 301, reason: 'redirect to HTTPS', path: field } };
  const rule: SourceRule = { ref, path: field, index: 0, gatewayApi: false, matches: [], action };
  return new Map(
    hosts.map((written) => {
      const domain = written.slice(written.indexOf('/') + 1);
      const visibility = { namespace: ref.namespace, exportTo: ['*'] };
      const source = { ...ref, gatewayApi: false, hosts: [domain], gateways: [boundBy], visibility, http: [rule], tls: [], tcp: [] };
      return [domain, { source, gateway: boundBy }];
    }),
  );
}

/** What a server and the hosts of a resource have in common. */
function domainsOf({ hosts }: GatewayServer, namespace: string, wanted: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const written of hosts) {
    const slash = written.indexOf('/');
    const from = slash < 0 ? '*' : written.slice(0, slash);
    if (from !== '*' && from !== namespace) continue;
    for (const host of wanted) {
      const common = hostIntersection(host, written.slice(slash + 1));
      if (common !== undefined) found.add(common);
    }
  }
  return [...found];
}

/** Routes of the Gateway API on one listener: one source for each host, all routes of it merged by precedence. */
function attached(server: GatewayServer, attachments: readonly GatewayAttachment[], table: Table): ReadonlyMap<string, RouteSource> {
  const routes = attachments.filter((each) => each.table === table && server.admits(each) !== 'F');
  const merged = new Map<string, { readonly first: GatewayAttachment; readonly rules: SourceRule[] }>();
  for (const each of routes)
    for (const domain of domainsOf(server, each.route.namespace, each.hostnames.length === 0 ? ['*'] : each.hostnames)) {
      if (server.reserved.includes(domain)) continue;
      const known = merged.get(domain) ?? { first: each, rules: [] };
      known.rules.push(...each.rules);
      merged.set(domain, known);
    }
  return new Map([...merged].map(([domain, { first, rules }]) => [domain, sourceOf(first, domain, server, byPrecedence(rules))]));
}

function sourceOf({ route, table }: GatewayAttachment, domain: string, server: GatewayServer, rules: readonly SourceRule[]): RouteSource {
  return {
    ...refOf(route),
    ...(route.createdSeconds === undefined ? {} : { createdSeconds: route.createdSeconds }),
    gatewayApi: true,
    hosts: [domain],
    gateways: [server.boundBy],
    visibility: { namespace: route.namespace, exportTo: ['*'] },
    http: [],
    tls: [],
    tcp: [],
    [table]: rules,
  };
}

function answer({ client, port, table }: GatewayAsked, domain: string, parts: readonly Part[]): TableAnswer {
  const entries: RouteEntry[] = [];
  const unreachable: SourceRule[] = [];
  const used: SourceEntries[] = [];
  for (const { source, gateway } of parts) {
    const plain = gateway.replace(/-istio-autogenerated-k8s-gateway-.*$/, '');
    const found = entriesOf(source[table], { gateways: [gateway, plain], client, port, waypoint: false });
    if (found.entries.length > 0) used.push({ source, entries: found.entries });
    entries.push(...found.entries);
    unreachable.push(...found.unreachable);
  }
  return {
    outcome: 'routes',
    entries: table === 'http' ? catchAllsLast(entries) : entries,
    unreachable,
    sources: used.map(({ source }) => source),
    rivals: undatedOverlaps(used, false),
    because: used.flatMap(({ source }) => reasons(source, domain, table)),
  };
}

function leading(answers: readonly (readonly [string, TableAnswer])[], reached: string): TableAnswer {
  const leads = ({ rule }: RouteEntry) => rule.action.targets.some(({ host }) => host === reached);
  const found = answers
    .filter(([, { entries }]) => entries.some(leads))
    .sort(([a], [b]) => compareSpecificity(a, b))
    .map(([domain, { entries, ...rest }]) => ({ domain, ...rest, all: entries, entries: entries.filter(leads) }));
  if (found.length === 0)
    return withoutRoutes('no-host', { sentence: `No route of the gateway leads to ${reached}.`, certainty: 'computed' });
  const several = found.length > 1;
  const named = ({ conditions, rule }: RouteEntry, domain: string): RouteEntry => ({
    rule,
    conditions: several && domain !== '*' ? [{ attribute: 'request.host', op: 'host', value: domain }, ...conditions] : conditions,
  });
  const refs = new Set(found.flatMap(({ entries }) => entries.map(({ rule }) => refText(rule.ref))));
  return {
    outcome: 'routes',
    entries: found.flatMap(({ domain, entries }) => entries.map((entry) => named(entry, domain))),
    unreachable: [],
    sources: found.flatMap(({ sources }) => sources),
    rivals: [],
    because: found.flatMap(({ because }) => because.filter(({ ref }) => ref === undefined || refs.has(refText(ref)))),
    ...(several || found.some(({ all, entries }) => all.length > entries.length) ? { elsewhere: true as const } : {}),
  };
}

function reasons(source: RouteSource, domain: string, table: Table): readonly Because[] {
  const refs = new Map<string, Ref>();
  for (const rule of source[table]) refs.set(refText(rule.ref), source.gatewayApi ? rule.ref : refOf(source));
  const path = source.gatewayApi ? 'spec.parentRefs' : 'spec.gateways';
  return [...refs.values()].map((ref) => ({
    sentence: `${refText(ref)} has rules for ${domain} at this gateway.`,
    certainty: 'computed',
    ref,
    path,
  }));
}

function noHost({ gateways, host, port }: GatewayAsked, all: VirtualHosts): TableAnswer {
  const where = port === undefined ? '' : ` on port ${port}`;
  const served = all.size === 0 ? 'nothing' : [...all.keys()].sort(compareSpecificity).slice(0, 5).join(', ');
  return withoutRoutes('no-host', {
    sentence: `Gateway ${gateways.join(', ')} serves no ${host}${where}: it has routes for ${served}.`,
    certainty: 'computed',
  });
}
