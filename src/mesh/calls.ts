/** Single calls: who called whom by which service. Finer than any drawn edge, because policies may differ by service. */
import type { CalledEnd, End, Reporter, Telemetry } from '../telemetry/rows';
import { collectEdges, type EdgeRows } from './collect-edges';
import { sumEdge } from './edge-sum';
import { finishEdge, finishOptions } from './finish-edge';
import { edgeId, nodeId } from './ids';
import type { EdgeId, GroupBy, MeshEdge, NodeId, Thresholds } from './model';
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
  readonly connections?: CallConnections;
  /** The same as each reporter counted them. */
  readonly connectionReports?: ReadonlyMap<Reporter, CallConnections>;
}

/** Flags → connections per second. */
export interface CallConnections {
  readonly closed: ReadonlyMap<string, number>;
  readonly failed: ReadonlyMap<string, number>;
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
    const reports = connectionReports(rows);
    const connections = reports?.get(figures.reporter);
    return [
      {
        id: rows.id,
        source: row.source,
        destination: row.destination,
        edge,
        figures,
        ...(connections && { connections }),
        ...(reports && { connectionReports: reports }),
      },
    ];
  });
}

function connectionReports({ connections }: EdgeRows): MeshCall['connectionReports'] {
  if (connections.length === 0) return undefined;
  const reports = new Map<Reporter, { readonly closed: Map<string, number>; readonly failed: Map<string, number> }>();
  for (const { row } of connections) {
    const sums = reports.get(row.reporter) ?? { closed: new Map(), failed: new Map() };
    reports.set(row.reporter, sums);
    sums[row.outcome].set(row.flags, (sums[row.outcome].get(row.flags) ?? 0) + row.connectionsPerSecond);
  }
  return reports;
}

/** Workloads, told apart by the service they were addressed by. */
function byService(workloads: Placer): Placer {
  const places = new Map<Place, Map<string, Place>>();
  return {
    ...workloads,
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

/** One line of a picture that a call is drawn on. */
export interface CallPlace {
  readonly source: NodeId;
  readonly target: NodeId;
  readonly edge: EdgeId;
}

/** How a picture was made. */
export interface DrawnForm {
  readonly groupBy: GroupBy;
  readonly showServices: boolean;
  /** What a node of the finest form is drawn as (`MeshBuilder.drawnAs`). */
  readonly drawnAs: (id: NodeId) => NodeId;
}

/** Places calls of this telemetry in a picture of it: on one line, or on two where a service stands between. */
export function createCallPlacer(
  telemetry: Telemetry,
  { groupBy, showServices, drawnAs }: DrawnForm,
): (call: MeshCall) => readonly CallPlace[] {
  const grouping = groupBy === 'namespace' ? 'workload' : groupBy;
  const placer = createPlacer(grouping, {
    ...(grouping === 'service' && { serviceOf: createServiceOf(telemetry) }),
    services: showServices && (groupBy === 'workload' || groupBy === 'app' || groupBy === 'versionedApp'),
  });
  return ({ source, destination, figures }) => {
    const row: EndsOfRow = { source, destination };
    const between = placer.between(row);
    const stops = [placer.source(row), ...(between === undefined ? [] : [between]), placer.target(row)].map(({ id }) => drawnAs(id));
    return stops.slice(1).flatMap((target, at): readonly CallPlace[] => {
      const from = stops[at] ?? target;
      // Inside a closed group only its own node is left of a call.
      return [{ source: from, target, edge: edgeId(from, target, figures.protocol) }];
    });
  };
}
