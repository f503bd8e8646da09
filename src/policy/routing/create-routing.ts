/** Resources → where a call is routed: who decides, the configured shares, and why (docs/policies.md §4, §5.1). */
import { fullHost, isWildcard, serviceHost } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import type { MeshConfig } from '../../istio/mesh-config';
import { createDestinationRuleLookup } from '../destination-rule-lookup';
import type { Routing } from '../model';
import { answerRouting, type RoutingParts } from './answer-routing';
import { createDestinationSettings } from './destination-settings';
import { gatewayApiSources, type Table } from './gateway-api-source';
import { createGatewayTables } from './gateway-table';
import { createKnownHosts, type KnownHosts } from './known-hosts';
import { createReferenceGrants } from './reference-grants';
import { resolveRules } from './resolve-rules';
import type { RouteSource } from './route-source';
import { collectRoutingFacts, type RoutingFacts } from './routing-facts';
import type { RoutingClient, RoutingMesh, RoutingQuestion } from './routing-question';
import { createSidecarScopes } from './sidecar-scope';
import { createSidecarTables } from './sidecar-table';
import { createSourceIndex } from './source-index';
import { createHasPods } from './subset-pods';
import type { TableAnswer } from './table-answer';
import { virtualServiceSources } from './virtual-service-source';
import { lookUpAtWaypoint } from './waypoint-table';

/** Where a virtual host sends its first rule's requests. */
export interface VirtualHostTarget {
  readonly host: string;
  readonly port?: number;
  readonly subset?: string;
}

export interface RoutingEngine {
  /** Pure and total. Answers without a request are kept. */
  readonly routesFor: (question: RoutingQuestion) => Routing;
  /** Names of the sidecar's route table for a port; null = named by some resource and not in the table. Undefined = there is no table. */
  readonly virtualHosts: (client: RoutingClient, port: number) => ReadonlyMap<string, VirtualHostTarget | null> | undefined;
  /** Hosts whose rules name this host as a destination, itself left out: a call seen at `host` may have been addressed to them. */
  readonly hostsLeadingTo: (host: string) => readonly string[];
  /** What is wrong or without effect in the routing resources. */
  readonly facts: () => RoutingFacts;
}

/** Builds all indexes once. */
export function createRouting(inventory: Inventory, mesh: RoutingMesh & Pick<MeshConfig, 'defaultDestinationRuleExportTo'>): RoutingEngine {
  const hosts = createKnownHosts(inventory, mesh);
  const virtualServices = virtualServiceSources(inventory, mesh);
  const gatewayApi = gatewayApiSources(inventory, { hosts, isGranted: createReferenceGrants(inventory), mesh });
  const meshSources = [...virtualServices.sources.filter(({ gateways }) => gateways.includes('mesh')), ...gatewayApi.mesh];
  const sources = createSourceIndex(meshSources);
  const scopeOf = createSidecarScopes(inventory, mesh);
  const sidecars = createSidecarTables({ sources, hosts, scopeOf });
  const gateways = createGatewayTables({ inventory, virtualServices: virtualServices.sources, byGateway: gatewayApi.byGateway });
  const lookup = createDestinationRuleLookup(inventory, mesh);
  const settings = createDestinationSettings(lookup, inventory);
  const hasPods = createHasPods(inventory);
  const parts: RoutingParts = { hosts, settings, hasPods };

  const tableAnswer = (question: RoutingQuestion, table: Table): TableAnswer | undefined => {
    const { client, proxy, host, port } = question;
    if (proxy.kind === 'gateway') {
      const asked = { client, gateways: proxy.gateways, port, table };
      return question.reached === undefined ? gateways.lookUp({ ...asked, host }) : gateways.leadingTo(asked, question.reached);
    }
    if (proxy.kind === 'waypoint') return lookUpAtWaypoint({ sources, hosts }, { client, waypoint: proxy, host, port, table });
    return proxy.kind === 'sidecar' ? sidecars.lookUp(client, host, port, table) : undefined;
  };
  const kept = new Map<string, Routing>();
  let leadingTo: ReadonlyMap<string, readonly string[]> | undefined;
  let facts: RoutingFacts | undefined;
  return {
    routesFor: (given) => {
      const question = { ...given, host: fullName(given, hosts) };
      if (question.request !== undefined) return answerRouting(parts, question, tableAnswer);
      const key = keyOf(question);
      const known = kept.get(key) ?? answerRouting(parts, question, tableAnswer);
      kept.set(key, known);
      return known;
    },
    virtualHosts: (client, port) => {
      if (!sidecars.hasTable(client, port)) return undefined;
      const lost = gatewayApi.lostParents.flatMap(({ parent }) =>
        parent.kind === 'Service' ? [serviceHost(parent.name, parent.namespace)] : [],
      );
      const named = [...meshSources.flatMap(({ hosts: all }) => all), ...hosts.all.map(({ host }) => host), ...lost];
      const domains = new Set([...sidecars.domains(client, port), ...named]);
      return new Map(
        [...domains].map((domain) => {
          const answer = sidecars.virtualHost(client, domain, port, 'http');
          return [domain, answer === undefined ? null : targetOf(parts, answer, client, domain, port)];
        }),
      );
    },
    hostsLeadingTo: (host) => {
      leadingTo ??= leads(meshSources);
      return leadingTo.get(host) ?? [];
    },
    facts: () => {
      facts ??= collectRoutingFacts({ inventory, hosts, lookup, hasPods, virtualServices, gatewayApi, meshSources });
      return facts;
    },
  };
}

/** Sidecars know a service by its shorter names as well: "cart", "cart.shop", "cart.shop.svc", each with a port or without. */
function fullName({ proxy, client, host }: RoutingQuestion, hosts: KnownHosts): string {
  if (proxy.kind === 'gateway' || hosts.find(host) !== undefined) return host;
  const bare = /^[^:]+:\d+$/.test(host) ? host.slice(0, host.indexOf(':')) : host;
  const longer = [bare, fullHost(bare, client.namespace), `${bare}.svc.cluster.local`, `${bare}.cluster.local`];
  return longer.find((each) => hosts.find(each) !== undefined) ?? bare;
}

function keyOf({ client, proxy, host, reached, port, protocol }: RoutingQuestion): string {
  return JSON.stringify([
    client.namespace,
    [...client.labels].sort(),
    client.labelsComplete,
    proxy,
    host,
    reached ?? null,
    port ?? null,
    protocol,
  ]);
}

function targetOf(parts: RoutingParts, answer: TableAnswer, client: RoutingClient, domain: string, port: number): VirtualHostTarget {
  const { rules } = resolveRules(parts, answer.entries, { client, host: domain, port, proxy: 'sidecar' });
  const [share] = rules[0]?.shares ?? [];
  if (share === undefined) return { host: domain, port };
  return {
    host: share.host,
    ...(share.port === undefined ? {} : { port: share.port }),
    ...(share.subset === undefined ? {} : { subset: share.subset }),
  };
}

function leads(sources: readonly RouteSource[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { hosts, http, tls, tcp } of sources)
    for (const { action } of [...http, ...tls, ...tcp])
      for (const { host: to } of action.targets)
        for (const from of hosts) {
          if (from === to || isWildcard(from)) continue;
          const known = found.get(to) ?? new Set();
          known.add(from);
          found.set(to, known);
        }
  return new Map([...found].map(([to, from]) => [to, [...from].sort()]));
}
