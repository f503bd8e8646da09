/** Which resource decides for a host at a sidecar (docs/policies.md §4.1, §4.4). */
import { hostWithin, isWildcard, wildcardsAbove } from '../../istio/host';
import { decidedByAge, refOf, refText } from '../../istio/ref';
import type { Because, Tri } from '../model';
import type { Table } from './gateway-api-source';
import type { KnownHost, KnownHosts } from './known-hosts';
import { entriesOf, type RouteEntries } from './route-entries';
import type { RouteSource } from './route-source';
import type { RoutingClient } from './routing-question';
import type { SidecarScope } from './sidecar-scope';
import type { SourceIndex } from './source-index';
import { type TableAnswer, withoutRoutes } from './table-answer';
import { exportGroup } from './visibility';

export interface SidecarTables {
  readonly lookUp: (client: RoutingClient, host: string, port: number | undefined, table: Table) => TableAnswer;
  /** The answer of the virtual host with exactly this name; undefined = the table has none. */
  readonly virtualHost: (client: RoutingClient, domain: string, port: number, table: Table) => TableAnswer | undefined;
  /** Names that the table of a port may have. */
  readonly domains: (client: RoutingClient, port: number) => readonly string[];
  /** Whether the client has a route table for the port at all: some imported service speaks HTTP on it. */
  readonly hasTable: (client: RoutingClient, port: number) => boolean;
}

interface Parts {
  readonly sources: SourceIndex;
  readonly hosts: KnownHosts;
  readonly scopeOf: (client: RoutingClient) => SidecarScope;
}

interface Asked {
  readonly client: RoutingClient;
  readonly port: number | undefined;
  readonly table: Table;
  readonly scope: SidecarScope;
}

interface Candidate {
  readonly source: RouteSource;
  /** Sources are preferred by this, then by age. */
  readonly order: number;
}

export function createSidecarTables(parts: Parts): SidecarTables {
  const askedBy = (client: RoutingClient, port: number | undefined, table: Table): Asked => ({
    client,
    port,
    table,
    scope: parts.scopeOf(client),
  });
  const virtualHost = (asked: Asked, domain: string) => answerOf(parts, asked, domain);
  return {
    lookUp: (client, host, port, table) => {
      const asked = askedBy(client, port, table);
      const exact = virtualHost(asked, host);
      if (exact !== undefined) return exact;
      for (const wildcard of new Set([...parts.sources.wildcardsFor(host), ...wildcardsAbove(host)])) {
        const found = wildcard === host ? undefined : virtualHost(asked, wildcard);
        if (found !== undefined) return found;
      }
      return unknownHost(asked, host);
    },
    virtualHost: (client, domain, port, table) => virtualHost(askedBy(client, port, table), domain),
    domains: (client, port) => {
      const { scope } = askedBy(client, port, 'http');
      const services = parts.hosts.all.filter(
        (known) => parts.hosts.find(known.host, client.namespace) === known && scope.importsHost(known, port),
      );
      const routed = parts.sources.all.filter((source) => isCandidate(parts, { client, port, table: 'http', scope }, source));
      return [...new Set([...services.map(({ host }) => host), ...routed.flatMap(({ hosts }) => hosts)])];
    },
    hasTable: (client, port) => {
      const scope = parts.scopeOf(client);
      return parts.hosts.all.some(
        (known) =>
          known.ports.some(({ number, protocol }) => number === port && ['http', 'grpc', 'auto'].includes(protocol)) &&
          parts.hosts.find(known.host, client.namespace) === known &&
          scope.importsHost(known, port),
      );
    },
  };
}

function answerOf(parts: Parts, asked: Asked, domain: string): TableAnswer | undefined {
  const known = importedHost(parts, asked, domain);
  if (known === undefined && knownness(parts, asked, domain) !== 'U') return strangerAnswer(parts, asked, domain);
  const chosen = chooseFor(parts, asked, domain, known);
  const because = importReasons(parts, asked, domain, known);
  if (chosen !== undefined) return { ...chosen, because: [...because, ...chosen.because] };
  const sentence = `No VirtualService or route decides for ${domain}: its endpoints are balanced over.`;
  if (known === undefined && isWildcard(domain)) return undefined;
  const plain = withoutRoutes(
    'default',
    { sentence, certainty: known === undefined ? 'assumed' : 'computed', ...(known === undefined ? {} : { ref: known.ref }) },
    known,
  );
  return { ...plain, because: [...because, ...plain.because] };
}

/** Why the host is in the client's table at all, where a Sidecar imports it or nobody knows. */
function importReasons(parts: Parts, { scope }: Asked, domain: string, known: KnownHost | undefined): readonly Because[] {
  if (known === undefined && parts.hosts.exists(domain) === 'U')
    return [{ sentence: `Whether ${domain} is a known service is not told, so it is taken for one.`, certainty: 'assumed' }];
  if (scope.ref === undefined) return [];
  return [{ sentence: `${refText(scope.ref)} imports ${domain}.`, certainty: 'computed', ref: scope.ref, path: 'spec.egress' }];
}

/** The Service or ServiceEntry with this host that the client sees on the port. */
function importedHost(parts: Parts, { client, port, scope }: Asked, host: string): KnownHost | undefined {
  const known = parts.hosts.find(host, client.namespace);
  if (known === undefined || !scope.importsHost(known, port)) return undefined;
  return port === undefined || known.ports.length === 0 || known.ports.some(({ number }) => number === port) ? known : undefined;
}

function knownness({ hosts }: Parts, { client }: Asked, host: string): Tri {
  if (hosts.find(host) !== undefined) return 'F';
  return isWildcard(host) ? 'F' : hosts.exists(host, client.namespace);
}

function isCandidate({ hosts }: Parts, { client, port, scope }: Asked, source: RouteSource): boolean {
  if (!source.gateways.includes('mesh') || exportGroup(source.visibility, client.namespace) === undefined) return false;
  if (!scope.importsRoutes(source, port)) return false;
  if (!source.gatewayApi || source.namespace === client.namespace) return true;
  return source.hosts.some((host) => hosts.find(host)?.namespace === source.namespace || namespaceOf(host) === source.namespace);
}

function namespaceOf(host: string): string | undefined {
  const [, namespace, svc] = host.split('.');
  return svc === 'svc' ? namespace : undefined;
}

/** Private to the client's namespace before exported to it by name before exported to all; within these its own namespace's routes of the Gateway API, then by age. */
function candidatesFor(parts: Parts, asked: Asked, host: string): readonly Candidate[] {
  return parts.sources
    .of(host)
    .filter((source) => isCandidate(parts, asked, source))
    .map((source) => {
      const consumer = source.gatewayApi && source.namespace === asked.client.namespace;
      return { source, order: (exportGroup(source.visibility, asked.client.namespace) ?? 2) * 2 + (consumer ? 0 : 1) };
    })
    .toSorted((a, b) => a.order - b.order);
}

function rulesFor({ client, port, table }: Asked, source: RouteSource): RouteEntries {
  return entriesOf(source[table], { gateways: ['mesh'], client, port, waypoint: false });
}

/** The most specific host decides, whatever the age; of the same host the first source with a rule for this client. */
function chooseFor(parts: Parts, asked: Asked, host: string, known: KnownHost | undefined): TableAnswer | undefined {
  const exact = candidatesFor(parts, asked, host);
  if (exact.length > 0) return chooseAmong(asked, exact, host, known);
  if (isWildcard(host)) return undefined;
  for (const wildcard of parts.sources.wildcardsFor(host)) {
    const candidates = candidatesFor(parts, asked, wildcard).filter(({ source }) => !source.gatewayApi);
    const [oldest] = candidates;
    if (oldest !== undefined) return chooseAmong(asked, [oldest, ...candidates.slice(1)], wildcard, known, true);
  }
  return undefined;
}

function chooseAmong(
  asked: Asked,
  candidates: readonly Candidate[],
  host: string,
  known: KnownHost | undefined,
  onlyFirst = false,
): TableAnswer | undefined {
  for (const candidate of onlyFirst ? candidates.slice(0, 1) : candidates) {
    const { source, order } = candidate;
    const found = rulesFor(asked, source);
    if (found.entries.length === 0) continue;
    const others = candidates.filter((each) => each !== candidate && rulesFor(asked, each.source).entries.length > 0);
    const rivals = others.filter((each) => each.order === order && !decidedByAge(source, each.source)).map((each) => each.source);
    return {
      outcome: 'routes',
      ...found,
      sources: [source],
      rivals,
      because: reasonsFor(source, host, others, rivals),
      ...(known === undefined ? {} : { known }),
    };
  }
  return undefined;
}

function reasonsFor(source: RouteSource, host: string, others: readonly Candidate[], rivals: readonly RouteSource[]): readonly Because[] {
  const ref = refOf(source);
  const path = source.gatewayApi ? 'spec.parentRefs' : `spec.hosts[${Math.max(0, source.hosts.indexOf(host))}]`;
  const reasons: Because[] = [{ sentence: `${refText(ref)} decides for ${host}.`, certainty: 'computed', ref, path }];
  for (const { source: other } of others) {
    const rival = rivals.includes(other);
    const sentence = rival
      ? `${refText(other)} names ${host} too, and no creation times say which of the two is older: the older one decides.`
      : `${refText(other)} names ${host} too and has no effect, because ${refText(ref)} goes first.`;
    reasons.push({ sentence, certainty: rival ? 'unknown' : 'computed', ref: refOf(other) });
  }
  return reasons;
}

/** A host that is no known service: on port 80 a VirtualService makes it known, elsewhere only beside a known host of its own. */
function strangerAnswer(parts: Parts, asked: Asked, domain: string): TableAnswer | undefined {
  if (asked.table !== 'http') return undefined;
  const { port } = asked;
  const candidates = candidatesFor(parts, asked, domain).filter(({ source }) => {
    if (source.gatewayApi) return false;
    const named = source.hosts.some((host) => importedHost(parts, asked, host) !== undefined);
    return port === undefined || port === 80 || named;
  });
  if (candidates.length === 0) return undefined;
  if (isWildcard(domain) && standsForKnown(parts, asked, domain)) return undefined;
  return chooseAmong(asked, candidates, domain, undefined);
}

/** A wildcard that holds an imported service is spent on it and makes no virtual host of its own. */
function standsForKnown(parts: Parts, asked: Asked, wildcard: string): boolean {
  return parts.hosts.all.some((known) => hostWithin(known.host, wildcard) && importedHost(parts, asked, known.host) !== undefined);
}

function unknownHost({ scope, port }: Asked, host: string): TableAnswer {
  const where = port === undefined ? host : `${host}:${port}`;
  const ref = scope.ref === undefined ? {} : { ref: scope.ref, path: 'spec.egress' };
  if (scope.outbound === 'REGISTRY_ONLY')
    return withoutRoutes('blocked', {
      sentence: `The sidecar knows no ${where}, and only known hosts may be called: BlackHoleCluster answers 502.`,
      certainty: 'computed',
      ...ref,
    });
  return withoutRoutes('outside', {
    sentence: `The sidecar knows no ${where}: the call passes as it is (PassthroughCluster).`,
    certainty: 'computed',
    ...ref,
  });
}
