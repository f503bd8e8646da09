import type { CalledEnd, End, Telemetry } from '../telemetry/rows';
import { type BaseGrouping, noServices, type Place, placeSource, placeTarget, type ServiceOf } from './place-ends';

/** What every family's rows have in common. */
export interface EndsOfRow {
  readonly source: End;
  readonly destination: CalledEnd;
}

/** Places both ends of rows, remembering each end (rows of one answer share their end objects). */
export interface Placer {
  source(row: EndsOfRow): Place;
  target(row: EndsOfRow): Place;
}

export function createPlacer(grouping: BaseGrouping, serviceOf: ServiceOf = noServices): Placer {
  const sources = new Map<End, Map<string | undefined, Place>>();
  const targets = new Map<End, Map<string | undefined, Place>>();
  return {
    source: ({ source, destination }) =>
      remember(sources, source, source.cluster ?? destination.cluster, (cluster) => placeSource(source, cluster, grouping, serviceOf)),
    target: ({ source, destination }) =>
      remember(targets, destination, destination.cluster ?? source.cluster, (cluster) =>
        placeTarget(destination, cluster, grouping, serviceOf),
      ),
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
