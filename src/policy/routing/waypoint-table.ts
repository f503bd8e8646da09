/** Which resources decide for a service at its waypoint: all of its own and the service's namespace, one after the other (docs/policies.md §4.1). */
import { compareByAge, refOf, refText } from '../../istio/ref';
import type { Table } from './gateway-api-source';
import type { KnownHosts } from './known-hosts';
import { entriesOf, type RouteEntry } from './route-entries';
import type { RouteSource, SourceRule } from './route-source';
import type { RoutingClient } from './routing-question';
import type { SourceIndex } from './source-index';
import { type SourceEntries, type TableAnswer, undatedOverlaps, withoutRoutes } from './table-answer';
import { exportGroup, isVisible } from './visibility';

interface Parts {
  readonly sources: SourceIndex;
  readonly hosts: KnownHosts;
}

export interface WaypointAsked {
  readonly client: RoutingClient;
  readonly waypoint: { readonly namespace: string; readonly name: string };
  readonly host: string;
  readonly port: number | undefined;
  readonly table: Table;
}

export function lookUpAtWaypoint({ sources, hosts }: Parts, { waypoint, host, port, table }: WaypointAsked): TableAnswer {
  const known = hosts.find(host);
  const [, serviceNamespace = waypoint.namespace] = host.split('.');
  const home = known?.namespace ?? serviceNamespace;
  const named = new Set([host, ...sources.wildcardsFor(host)].flatMap((each) => sources.of(each)));
  const deciding = [...named]
    .filter(
      ({ namespace, gateways, visibility }) =>
        gateways.includes('mesh') && (namespace === waypoint.namespace || namespace === home) && isVisible(visibility, waypoint.namespace),
    )
    .sort(compareByAge);
  const order = (source: RouteSource) =>
    (exportGroup(source.visibility, waypoint.namespace) ?? 2) * 2 + (source.gatewayApi && source.namespace === waypoint.namespace ? 0 : 1);
  const entries: RouteEntry[] = [];
  const unreachable: SourceRule[] = [];
  const parts: SourceEntries[] = [];
  const proxy = { namespace: waypoint.namespace, labels: new Map<string, string>(), labelsComplete: true };
  for (const source of deciding.toSorted((a, b) => order(a) - order(b))) {
    const found = entriesOf(source[table], { gateways: ['mesh'], client: proxy, port, waypoint: true });
    if (found.entries.length > 0) parts.push({ source, entries: found.entries });
    entries.push(...found.entries);
    unreachable.push(...found.unreachable);
  }
  const at = `waypoint ${waypoint.namespace}/${waypoint.name}`;
  if (entries.length === 0)
    return withoutRoutes(
      'default',
      { sentence: `No VirtualService or route decides for ${host} at ${at}: its endpoints are balanced over.`, certainty: 'computed' },
      known,
    );
  return {
    outcome: 'routes',
    entries,
    unreachable,
    sources: parts.map(({ source }) => source),
    rivals: undatedOverlaps(parts, true),
    because: parts.map(({ source }, index) => ({
      sentence: `${refText(source)} decides for ${host} at ${at}${index === 0 ? '' : ', after the rules before it'}.`,
      certainty: 'computed',
      ref: refOf(source),
    })),
    ...(known === undefined ? {} : { known }),
  };
}
