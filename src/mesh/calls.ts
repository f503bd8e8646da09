/** Single calls: who called whom by which service. Finer than any drawn edge, because policies may differ by service. */
import type { CalledEnd, End, Reporter, Telemetry } from '../telemetry/rows';
import { closedPlace } from './collapse';
import { collectEdges, type EdgeRows } from './collect-edges';
import { sumEdge } from './edge-sum';
import { finishEdge, finishOptions } from './finish-edge';
import { edgeId, nodeId } from './ids';
import type { EdgeId, GroupBy, GroupId, MeshEdge, NodeId, Thresholds } from './model';
import type { Place } from './place-ends';
import { createPlacer, createServiceOf, type EndsOfRow, type Placer } from './placer';
import { createWiring } from './wiring';

/** The ends as telemetry names them, and the figures of this call alone: exact sums of its rows, in the units of an edge. */
export interface MeshCall {
  /** Injective over ends, service and protocol. */
  readonly id: string;
  readonly source: End;
  readonly destination: CalledEnd;
  /** The edge of the mesh grouped by workload that this call is part of. */
  readonly edge: EdgeId;
  readonly figures: MeshEdge;
  /** TCP connections per second by flags, as the reporter of the figures counted them. */
  readonly connections?: { readonly closed: ReadonlyMap<string, number>; readonly failed: ReadonlyMap<string, number> };
}

/** Every call that a row tells of, sorted by id. */
export function meshCalls(telemetry: Telemetry, thresholds: Thresholds): readonly MeshCall[] {
  const workloads = createPlacer('workload');
  const options = finishOptions(telemetry, thresholds);
  return collectEdges(telemetry, createWiring(byService(workloads))).edges.flatMap((rows): MeshCall[] => {
    const row = rows.requests[0]?.row ?? rows.tcp[0]?.row ?? rows.connections[0]?.row ?? rows.latency[0]?.row;
    if (row === undefined) return [];
    const edge = edgeId(workloads.source(row).id, workloads.target(row).id, rows.protocol);
    const figures = finishEdge(sumEdge(rows), options);
    const connections = connectionsOf(rows, figures.reporter);
    return [{ id: rows.id, source: row.source, destination: row.destination, edge, figures, ...(connections && { connections }) }];
  });
}

function connectionsOf({ connections }: EdgeRows, reporter: Reporter): MeshCall['connections'] {
  const counted = connections.filter(({ row }) => row.reporter === reporter);
  if (counted.length === 0) return undefined;
  const sums = { closed: new Map<string, number>(), failed: new Map<string, number>() };
  for (const { row } of counted) {
    const byFlags = sums[row.outcome];
    byFlags.set(row.flags, (byFlags.get(row.flags) ?? 0) + row.connectionsPerSecond);
  }
  return sums;
}

/** Workloads, told apart by the service they were addressed by. */
function byService(workloads: Placer): Placer {
  const places = new Map<Place, Map<string, Place>>();
  return {
    source: workloads.source,
    target: (row) => {
      const place = workloads.target(row);
      const { service, serviceName, serviceNamespace } = row.destination;
      const key = JSON.stringify([place.name, serviceNamespace, serviceName, service]);
      const known = places.get(place) ?? new Map<string, Place>();
      if (known.size === 0) places.set(place, known);
      const existing = known.get(key);
      if (existing !== undefined) return existing;
      const made: Place = { ...place, id: nodeId(place.kind, { ...place, name: key }) };
      known.set(key, made);
      return made;
    },
  };
}

/** Where a call stands in a picture. */
export interface CallPlace {
  readonly source: NodeId;
  readonly target: NodeId;
  readonly edge: EdgeId;
}

/** Places calls of this telemetry in the picture that the same grouping and closed groups give. */
export function createCallPlacer(telemetry: Telemetry, groupBy: GroupBy, closed: ReadonlySet<GroupId>): (call: MeshCall) => CallPlace {
  const grouping = groupBy === 'namespace' ? 'workload' : groupBy;
  const placer = createPlacer(grouping, grouping === 'service' ? createServiceOf(telemetry) : undefined);
  const isClosed = (place: Place) => (groupBy === 'namespace' ? place.namespace !== undefined : closed.has(place.group));
  const drawn = (place: Place): NodeId => (isClosed(place) ? closedPlace(place).id : place.id);
  return ({ source, destination, figures }) => {
    const row: EndsOfRow = { source, destination };
    const ends = { source: drawn(placer.source(row)), target: drawn(placer.target(row)) };
    return { ...ends, edge: edgeId(ends.source, ends.target, figures.protocol) };
  };
}
