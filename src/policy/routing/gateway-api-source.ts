/** Routes of the Gateway API, by what they attach to: services of the mesh, or Gateways (docs/policies.md §4.4). */
import { serviceHost } from '../../istio/host';
import type { Inventory } from '../../istio/inventory';
import { compareText, type Ref, refOf } from '../../istio/ref';
import type { ParentReference } from '../../istio/resources/gateway-api-fields';
import { listIn } from '../../lib/list-in';
import { type BackendContext, connectionRules, type GatewayApiRoute, grpcRules, httpRules } from './gateway-api-rules';
import type { RouteSource, SourceRule } from './route-source';

export type Table = 'http' | 'tls' | 'tcp';

/** A route that names a Gateway as parent. */
export interface GatewayAttachment {
  readonly route: GatewayApiRoute;
  readonly hostnames: readonly string[];
  readonly sectionName?: string;
  readonly port?: number;
  readonly table: Table;
  readonly rules: readonly SourceRule[];
}

export interface LostParent {
  readonly ref: Ref;
  readonly path: string;
  readonly parent: Ref;
}

export interface GatewayApiSources {
  /** One for each route namespace and host; oldest first. */
  readonly mesh: readonly RouteSource[];
  /** By "namespace/name" of the Gateway; oldest route first. */
  readonly byGateway: ReadonlyMap<string, readonly GatewayAttachment[]>;
  /** Parents that do not exist. */
  readonly lostParents: readonly LostParent[];
}

/** Oldest first, then namespace, then name: how the Gateway API breaks ties. */
export function compareRoutes(a: GatewayApiRoute, b: GatewayApiRoute): number {
  const age = (a.createdSeconds ?? Number.POSITIVE_INFINITY) - (b.createdSeconds ?? Number.POSITIVE_INFINITY);
  if (age !== 0 && !Number.isNaN(age)) return age;
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name) || compareText(a.kind, b.kind);
}

/** More specific matches first; equal ones keep their order. */
export function byPrecedence(rules: readonly SourceRule[]): readonly SourceRule[] {
  return rules.toSorted((a, b) => {
    const [left, right] = [a.matches[0]?.rank ?? [], b.matches[0]?.rank ?? []];
    for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
      const difference = (right[index] ?? 0) - (left[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

interface Described {
  readonly route: GatewayApiRoute;
  readonly table: Table;
  readonly hostnames: readonly string[];
  readonly rules: (forGateway: boolean) => readonly SourceRule[];
}

/** Parents that are neither a Gateway, a Service nor a ServiceEntry are left out. */
export function gatewayApiSources(inventory: Inventory, context: Omit<BackendContext, 'forGateway'>): GatewayApiSources {
  const described = describeAll(inventory, context).toSorted((a, b) => compareRoutes(a.route, b.route));
  const meshParts = new Map<string, MeshPart>();
  const byGateway = new Map<string, GatewayAttachment[]>();
  const lostParents: LostParent[] = [];
  for (const each of described)
    parentsOf(each.route).forEach((parent, index) => {
      const { group = 'gateway.networking.k8s.io', kind = 'Gateway', name = '', sectionName, port } = parent;
      const namespace = parent.namespace ?? each.route.namespace;
      if (group === 'gateway.networking.k8s.io' && kind === 'Gateway') {
        const attachment = {
          route: each.route,
          hostnames: each.hostnames,
          ...(sectionName === undefined || sectionName === '' ? {} : { sectionName }),
          ...(port === undefined ? {} : { port }),
          table: each.table,
          rules: each.rules(true),
        };
        listIn(byGateway, `${namespace}/${name}`).push(attachment);
        return;
      }
      const hosts = meshHosts(parent, namespace, inventory, context);
      if (hosts === undefined)
        lostParents.push({ ref: refOf(each.route), path: `spec.parentRefs[${index}]`, parent: { kind, namespace, name } });
      for (const host of hosts ?? []) addPart(meshParts, each, host, port);
    });
  return { mesh: [...meshParts.values()].map(sourceOf), byGateway, lostParents };
}

/** The routes of all kinds; rules are made when first asked for, for gateways and for the mesh. */
function describeAll(inventory: Inventory, context: Omit<BackendContext, 'forGateway'>): readonly Described[] {
  const described = (
    route: GatewayApiRoute,
    table: Table,
    hostnames: readonly string[] | undefined,
    make: (given: BackendContext) => readonly SourceRule[],
  ): Described => {
    const made = new Map<boolean, readonly SourceRule[]>();
    const rules = (forGateway: boolean): readonly SourceRule[] => {
      const known = made.get(forGateway) ?? make({ ...context, forGateway });
      made.set(forGateway, known);
      return known;
    };
    return { route, table, hostnames: hostnames ?? [], rules };
  };
  return [
    ...inventory.of('HTTPRoute').map((route) => described(route, 'http', route.spec?.hostnames, (given) => httpRules(route, given))),
    ...inventory.of('GRPCRoute').map((route) => described(route, 'http', route.spec?.hostnames, (given) => grpcRules(route, given))),
    ...inventory.of('TLSRoute').map((route) => described(route, 'tls', route.spec?.hostnames, (given) => connectionRules(route, given))),
    ...inventory.of('TCPRoute').map((route) => described(route, 'tcp', undefined, (given) => connectionRules(route, given))),
  ];
}

function parentsOf({ spec }: GatewayApiRoute): readonly ParentReference[] {
  return spec?.parentRefs ?? [];
}

/** Hosts of a Service or ServiceEntry that is a parent; undefined when it does not exist; empty for another kind of parent, or one nobody knows. */
function meshHosts(
  { group = '', kind = '', name = '' }: ParentReference,
  namespace: string,
  inventory: Inventory,
  { hosts }: Omit<BackendContext, 'forGateway'>,
): readonly string[] | undefined {
  if (group === '' && kind === 'Service') {
    const host = serviceHost(name, namespace);
    return hosts.exists(host) === 'F' ? undefined : [host];
  }
  if (group !== 'networking.istio.io' || kind !== 'ServiceEntry') return [];
  const entry = inventory.find('ServiceEntry', namespace, name);
  if (entry !== undefined) return entry.spec?.hosts ?? [];
  return inventory.knows('ServiceEntry') ? undefined : [];
}

interface MeshPart {
  readonly first: GatewayApiRoute;
  readonly host: string;
  readonly http: SourceRule[];
  readonly tls: SourceRule[];
  readonly tcp: SourceRule[];
}

function addPart(parts: Map<string, MeshPart>, { route, table, rules }: Described, host: string, port: number | undefined): void {
  const key = JSON.stringify([route.namespace, host]);
  const part = parts.get(key) ?? { first: route, host, http: [], tls: [], tcp: [] };
  parts.set(key, part);
  for (const rule of rules(false)) part[table].push(port === undefined ? rule : onlyOnPort(rule, port));
}

function onlyOnPort(rule: SourceRule, port: number): SourceRule {
  const matches = rule.matches.length === 0 ? [{ path: rule.path, conditions: [], rank: [] }] : rule.matches;
  return { ...rule, matches: matches.map((match) => ({ ...match, port })) };
}

function sourceOf({ first, host, http, tls, tcp }: MeshPart): RouteSource {
  return {
    ...refOf(first),
    ...(first.createdSeconds === undefined ? {} : { createdSeconds: first.createdSeconds }),
    gatewayApi: true,
    hosts: [host],
    gateways: ['mesh'],
    visibility: { namespace: first.namespace, exportTo: ['*'] },
    http: byPrecedence(http),
    tls,
    tcp,
  };
}
