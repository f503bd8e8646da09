import type { CalledEnd, End, Telemetry } from '../telemetry/rows';
import type { NodeId } from './model';
import { type BaseGrouping, noServices, type Place, placeBetween, placeSource, placeTarget, type ServiceOf } from './place-ends';

/** What every family's rows have in common. */
export interface EndsOfRow {
  readonly source: End;
  readonly destination: CalledEnd;
}

/** Places both ends of rows, remembering each end (rows of one answer share their end objects). */
export interface Placer {
  source(row: EndsOfRow): Place;
  target(row: EndsOfRow): Place;
  /** The service drawn between the two, where services are drawn and the row names one. */
  between(row: EndsOfRow): Place | undefined;
}

export interface PlacerOptions {
  readonly serviceOf?: ServiceOf;
  /** Services stand between callers and workloads. */
  readonly services?: boolean;
}

export function createPlacer(grouping: BaseGrouping, { serviceOf = noServices, services = false }: PlacerOptions = {}): Placer {
  const betweens = new Map<NodeId, Place>();
  const sources = new Map<End, Map<string | undefined, Place>>();
  const targets = new Map<End, Map<string | undefined, Place>>();
  const target = ({ source, destination }: EndsOfRow) =>
    remember(targets, destination, destination.cluster ?? source.cluster, (cluster) =>
      placeTarget(destination, cluster, grouping, serviceOf),
    );
  return {
    source: ({ source, destination }) =>
      remember(sources, source, source.cluster ?? destination.cluster, (cluster) => placeSource(source, cluster, grouping, serviceOf)),
    target,
    between(row) {
      const place = services ? placeBetween(row.destination, target(row)) : undefined;
      if (place === undefined) return undefined;
      const known = betweens.get(place.id) ?? place;
      betweens.set(place.id, known);
      return known;
    },
  };
}

/**
 * Which service each workload answers for. A workload behind several services belongs to the one named like its app,
 * else to none: its outgoing traffic cannot be told apart.
 */
export function createServiceOf(telemetry: Telemetry): ServiceOf {
  const workloads = createPlacer('workload');
  const services = createPlacer('service');
  const found = new Map<string, Map<string, Place>>();
  for (const row of [...telemetry.requests, ...telemetry.tcp]) {
    const workload = workloads.target(row);
    const service = services.target(row);
    if (workload.kind !== 'workload' || service.kind !== 'service') continue;
    const known = found.get(workload.id) ?? new Map<string, Place>();
    found.set(workload.id, known.set(service.id, service));
  }
  return (workload) => {
    const candidates = Array.from(found.get(workload.id)?.values() ?? []);
    if (candidates.length <= 1) return candidates[0];
    return candidates.find(({ name, namespace }) => name === workload.app && namespace === workload.namespace);
  };
}

function remember(
  known: Map<End, Map<string | undefined, Place>>,
  end: End,
  cluster: string | undefined,
  make: (cluster: string | undefined) => Place,
): Place {
  const byCluster = known.get(end) ?? new Map<string | undefined, Place>();
  if (byCluster.size === 0) known.set(end, byCluster);
  const existing = byCluster.get(cluster);
  if (existing !== undefined) return existing;
  const made = make(cluster);
  byCluster.set(cluster, made);
  return made;
}
