import type { WaypointRow } from '../telemetry/rows';
import { type Hop, sortHops } from './hops';
import type { NodeId } from './model';
import type { Place } from './place-ends';

/**
 * Marks ztunnel's legs caller→waypoint and waypoint→workload as the L4 layer of the waypoint's hop (docs/telemetry.md §6.6).
 * Returns the finest ids of the waypoints that were recognised.
 */
export function foldWaypoints(unsorted: readonly Hop[], rows: readonly WaypointRow[]): ReadonlySet<NodeId> {
  if (rows.length === 0 && !unsorted.some(isOfWaypoint)) return new Set();
  const hops = sortHops(unsorted);
  const waypointHops = hops.filter(isOfWaypoint);
  const legs = hops.filter((hop) => hop.protocol === 'tcp' && !isOfWaypoint(hop));
  const bySource = indexBy(waypointHops, ({ source }) => source.id);
  const byTarget = indexBy(waypointHops, ({ target }) => target.id);
  const waypoints = new Set<NodeId>([...namedWaypoints(hops, rows), ...evidentWaypoints(legs, bySource, byTarget)]);
  for (const leg of legs) {
    if (waypoints.has(leg.target.id)) leg.foldedInto = standingFor(leg, bySource.get(leg.source.id));
    else if (waypoints.has(leg.source.id)) leg.foldedInto = standingFor(leg, byTarget.get(leg.target.id));
  }
  return waypoints;
}

const isOfWaypoint = ({ traffic }: Hop): boolean => traffic.waypoint !== undefined;

/** Waypoints by their own scrape labels: the gateway's name, or the pod's name without its two generated parts. */
function namedWaypoints(hops: readonly Hop[], rows: readonly WaypointRow[]): readonly NodeId[] {
  const names = new Set<string>();
  for (const { namespace, pod, gateway } of rows) {
    const name = gateway ?? pod?.replace(/-[^-]+-[^-]+$/, '');
    if (namespace !== undefined && name !== undefined) names.add(`${namespace}/${name}`);
  }
  const isNamed = ({ kind, namespace, name }: Place) => kind === 'workload' && names.has(`${namespace}/${name}`);
  return names.size === 0 ? [] : hops.flatMap(({ source, target }) => [source, target].filter(isNamed).map(({ id }) => id));
}

/**
 * Waypoints by their traffic, where the scrape labels are missing: a workload that takes a leg for a service and passes one on for the same
 * service, while a waypoint reports a hop for it that ends elsewhere.
 */
function evidentWaypoints(legs: readonly Hop[], bySource: HopsByNode, byTarget: HopsByNode): readonly NodeId[] {
  const sameService = (leg: Hop, hops: readonly Hop[] | undefined, other: (hop: Hop) => NodeId, end: NodeId) =>
    leg.service !== '' && (hops ?? []).some((hop) => hop.service === leg.service && other(hop) !== end);
  const takes = new Set<string>();
  for (const leg of legs) {
    if (sameService(leg, bySource.get(leg.source.id), ({ target }) => target.id, leg.target.id))
      takes.add(`${leg.target.id}>${leg.service}`);
  }
  return legs
    .filter((leg) => takes.has(`${leg.source.id}>${leg.service}`))
    .filter((leg) => sameService(leg, byTarget.get(leg.target.id), ({ source }) => source.id, leg.source.id))
    .map((leg) => leg.source.id);
}

/** The hop that stands for a leg: of the same service where the leg names one. Hops are sorted, so the first is always the same one. */
function standingFor(leg: Hop, candidates: readonly Hop[] | undefined): Hop | undefined {
  return candidates?.find(({ service }) => leg.service === '' || service === leg.service);
}

type HopsByNode = ReadonlyMap<NodeId, readonly Hop[]>;

function indexBy(hops: readonly Hop[], key: (hop: Hop) => NodeId): HopsByNode {
  const index = new Map<NodeId, Hop[]>();
  for (const hop of hops) {
    const list = index.get(key(hop));
    if (list === undefined) index.set(key(hop), [hop]);
    else list.push(hop);
  }
  return index;
}
