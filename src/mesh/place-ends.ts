import type { CalledEnd, End } from '../telemetry/rows';
import { groupId, nodeId } from './ids';
import type { GroupId, NodeId, NodeKind } from './model';

/** Where an end of a row stands in the graph. Rules: docs/telemetry.md §6.1–6.3a. */
export interface Place {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly group: GroupId;
  readonly cluster: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly app: string | undefined;
  readonly version: string | undefined;
}

/** How ends become nodes; grouping by namespace is workloads with every group closed. */
export type BaseGrouping = 'workload' | 'app' | 'versionedApp' | 'service';

/** The one service a workload answers for, as far as the rows show; used when grouping by service. */
export type ServiceOf = (workload: Place) => Place | undefined;

export const noServices: ServiceOf = () => undefined;

/** The calling end. An unknown cluster is the called end's. */
export function placeSource(end: End, otherCluster: string | undefined, grouping: BaseGrouping, serviceOf: ServiceOf): Place {
  const cluster = end.cluster ?? otherCluster;
  return (
    placeInside(end, { cluster, namespace: end.namespace }, grouping, serviceOf) ??
    make('unknown', { cluster, namespace: end.namespace, name: 'unknown' })
  );
}

/** The called end: a workload where one is known, else the service or host it was addressed by, else the service "unknown". */
export function placeTarget(end: CalledEnd, otherCluster: string | undefined, grouping: BaseGrouping, serviceOf: ServiceOf): Place {
  const namespace = end.namespace ?? end.serviceNamespace;
  const cluster = end.cluster ?? (namespace === undefined ? undefined : otherCluster);
  const service = placeService(end, cluster);
  if (end.workload === undefined && service !== undefined) return service;
  if (grouping === 'service' && service?.kind === 'service') return service;
  return placeInside(end, { cluster, namespace }, grouping, serviceOf) ?? make('service', { cluster, namespace, name: 'unknown' });
}

/**
 * The service that stands between a caller and the called workload: the one the row names, in the workload's own namespace (so that a
 * closed namespace always holds both). Undefined = the call is drawn as one direct edge.
 */
export function placeBetween(end: CalledEnd, target: Place): Place | undefined {
  if (target.kind !== 'workload' && target.kind !== 'app' && target.kind !== 'versionedApp') return undefined;
  const service = placeService(end, target.cluster);
  return service?.kind === 'service' && service.group === target.group ? service : undefined;
}

/** Traffic to an address the mesh knows no service for is reported under these names. */
export function isPassthrough(serviceName: string): boolean {
  return serviceName === 'PassthroughCluster' || serviceName.startsWith('InboundPassthroughCluster');
}

/** What the call was addressed to, when the row says so. */
function placeService(end: CalledEnd, cluster: string | undefined): Place | undefined {
  const name = end.serviceName ?? end.service;
  if (name === undefined) return undefined;
  return make(serviceKind(name, end.serviceNamespace), { cluster, namespace: end.serviceNamespace ?? end.namespace, name });
}

function serviceKind(name: string, namespace: string | undefined): NodeKind {
  if (name === 'BlackHoleCluster') return 'blackhole';
  if (isPassthrough(name)) return 'passthrough';
  return isOutsideHost(name, namespace) ? 'external' : 'service';
}

/** A Kubernetes service name has no dots; a dotted name is a host of a ServiceEntry, unless it is "service.namespace" or a service's full name. */
function isOutsideHost(name: string, namespace: string | undefined): boolean {
  const host = name.replace(/:\d+$/, '');
  if (!host.includes('.') || /\.svc(\.|$)/.test(host)) return false;
  const [, ...rest] = host.split('.');
  return namespace === undefined || rest.join('.') !== namespace;
}

function placeInside(
  end: End,
  { cluster, namespace }: { readonly cluster: string | undefined; readonly namespace: string | undefined },
  grouping: BaseGrouping,
  serviceOf: ServiceOf,
): Place | undefined {
  const { workload, app, version } = end;
  const asApp = app !== undefined && (workload === undefined || grouping === 'app' || grouping === 'versionedApp');
  if (asApp) {
    return grouping === 'versionedApp'
      ? make('versionedApp', { cluster, namespace, name: app, app, version })
      : make('app', { cluster, namespace, name: app, app });
  }
  if (workload === undefined) return undefined;
  const place = make('workload', { cluster, namespace, name: workload, app, version });
  return grouping === 'service' ? (serviceOf(place) ?? place) : place;
}

interface Parts {
  readonly cluster: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly app?: string | undefined;
  readonly version?: string | undefined;
}

function make(kind: NodeKind, parts: Parts): Place {
  const { cluster, namespace, name, app, version } = parts;
  return { id: nodeId(kind, parts), kind, group: groupId(cluster, namespace), cluster, namespace, name, app, version };
}
