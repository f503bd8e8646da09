import type { QuantileRow, Telemetry } from '../telemetry/rows';
import { buildGroups } from './build-groups';
import { buildNodes, type NodeFace } from './build-nodes';
import { closedPlace, collapse, type OpenMesh } from './collapse';
import { collectEdges } from './collect-edges';
import { sumEdge } from './edge-sum';
import { finishEdge } from './finish-edge';
import { foldWaypoints } from './fold-waypoints';
import { isSick } from './health';
import { edgeId } from './ids';
import type { EdgeId, GroupBy, GroupId, Mesh, MeshEdge, NodeId, Thresholds } from './model';
import { collectNodes, type NodeSum, versionParts } from './node-sum';
import type { Place } from './place-ends';
import { createPlacer, createServiceOf } from './placer';
import { meshTooLarge } from './problems';

export interface BuildOptions {
  readonly groupBy: GroupBy;
  /** Groups drawn as one node. */
  readonly closed: ReadonlySet<GroupId>;
  readonly thresholds: Thresholds;
  /** Edges kept at most; the rest is counted in a problem. */
  readonly edgeLimit?: number;
}

const EDGE_LIMIT = 20_000;

/**
 * From rows to the graph that is drawn: the rules of docs/telemetry.md §6. Pure; the order of the rows does not matter,
 * nodes, edges and groups are sorted by id. Problems: `mesh-too-large`.
 */
export function buildMesh(telemetry: Telemetry, options: BuildOptions): Mesh {
  return createMeshBuilder(telemetry, options)(options.closed);
}

/** The same for several sets of closed groups: the open form, which is most of the work, is made once. */
export function createMeshBuilder(telemetry: Telemetry, options: Omit<BuildOptions, 'closed'>): (closed: ReadonlySet<GroupId>) => Mesh {
  const open = buildOpenMesh(telemetry, options);
  const groups = buildGroups(open.nodes);
  const namespaces = new Set(groups.filter(({ namespace }) => namespace !== undefined).map(({ id }) => id));
  const byNamespace = options.groupBy === 'namespace';
  const collapseOptions = {
    keepInside: byNamespace,
    quantiles: quantilesOfNamespaces(telemetry),
    thresholds: options.thresholds,
    windowSeconds: telemetry.windowSeconds,
    bytesUnknown: telemetry.bytesUnknown === true,
  };
  return (closed) => {
    const swallowed = byNamespace ? namespaces : closed;
    const drawn = swallowed.size === 0 ? open : collapse(open, { ...collapseOptions, closed: swallowed });
    const { nodes, edges, problems } = withinLimit(drawn, options.edgeLimit ?? EDGE_LIMIT);
    return { groupBy: options.groupBy, nodes, edges, groups, unplacedRows: telemetry.unplacedRows ?? 0, problems };
  };
}

/** A mesh beyond the limit keeps its sickest and busiest edges with their ends, and says what is left out. */
function withinLimit({ nodes, edges }: Pick<Mesh, 'nodes' | 'edges'>, limit: number): Pick<Mesh, 'nodes' | 'edges' | 'problems'> {
  if (edges.length <= limit) return { nodes, edges, problems: [] };
  const telling = mostTelling(edges, limit);
  const kept = new Set(telling.flatMap(({ source, target }) => [source, target]));
  return { nodes: nodes.filter(({ id }) => kept.has(id)), edges: telling, problems: [meshTooLarge(edges.length, limit)] };
}

/** Quantiles that the server took per namespace fit edges between namespaces, grouped or closed, and nothing finer. */
function quantilesOfNamespaces(telemetry: Telemetry): ReadonlyMap<EdgeId, readonly QuantileRow[]> {
  if (telemetry.quantileGrouping !== undefined && telemetry.quantileGrouping !== 'namespace') return new Map();
  const placer = createPlacer('workload');
  const drawn = (place: Place) => (place.namespace === undefined ? place : closedPlace(place));
  const byEdge = new Map<EdgeId, QuantileRow[]>();
  for (const row of telemetry.quantiles ?? []) {
    const id = edgeId(drawn(placer.source(row)).id, drawn(placer.target(row)).id, row.protocol);
    const rows = byEdge.get(id) ?? [];
    byEdge.set(id, rows);
    rows.push(row);
  }
  return byEdge;
}

/** The mesh with every group open. */
function buildOpenMesh(telemetry: Telemetry, { groupBy, thresholds }: Pick<BuildOptions, 'groupBy' | 'thresholds'>): OpenMesh {
  const grouping = groupBy === 'namespace' ? 'workload' : groupBy;
  const placer = createPlacer(grouping, grouping === 'service' ? createServiceOf(telemetry) : undefined);
  const collected = collectEdges(telemetry, placer);
  const waypoints = foldWaypoints(collected.hops, telemetry.waypoints ?? []);
  const drawnWaypoints = new Set<NodeId>();
  for (const { source, target, drawnSource, drawnTarget } of waypoints.size === 0 ? [] : collected.hops) {
    if (waypoints.has(source.id)) drawnWaypoints.add(drawnSource.id);
    if (waypoints.has(target.id)) drawnWaypoints.add(drawnTarget.id);
  }
  const sums = collected.edges.map(sumEdge);
  const edges = sums.map((sum) =>
    finishEdge(sum, { thresholds, windowSeconds: telemetry.windowSeconds, bytesUnknown: telemetry.bytesUnknown === true }),
  );
  const nodeSums = collectNodes(telemetry, collected, placer, thresholds.count4xx);
  const faces = Array.from(nodeSums.values(), (node) => faceOf(node, drawnWaypoints.has(node.place.id)));
  return {
    sums: new Map(sums.map((sum) => [sum.id, sum])),
    edges,
    nodes: buildNodes(faces, edges, thresholds.count4xx),
    places: new Map<NodeId, Place>(Array.from(nodeSums, ([id, { place }]) => [id, place])),
  };
}

function faceOf(node: NodeSum, waypoint: boolean): NodeFace {
  const { id, kind, group, cluster, namespace, name } = node.place;
  const parts = kind === 'app' ? versionParts(node) : undefined;
  return {
    id,
    kind,
    group,
    ...(cluster !== undefined && { cluster }),
    ...(namespace !== undefined && { namespace }),
    name,
    ...(node.app !== undefined && { app: node.app }),
    ...(node.version !== undefined && { version: node.version }),
    ...(parts !== undefined && { parts }),
    ...(waypoint && { waypoint }),
    ...(node.workloads.size > 0 && { workloads: Array.from(node.workloads).sort() }),
  };
}

/** The sick first, then by traffic; back in the order of ids. */
function mostTelling(edges: readonly MeshEdge[], limit: number): readonly MeshEdge[] {
  const traffic = ({ requestsPerSecond, bytesPerSecond }: MeshEdge) =>
    (requestsPerSecond ?? 0) + ((bytesPerSecond?.sent ?? 0) + (bytesPerSecond?.received ?? 0)) / 1000;
  const rank = [...edges].sort((a, b) => Number(isSick(b.health)) - Number(isSick(a.health)) || traffic(b) - traffic(a));
  return rank.slice(0, limit).sort((a, b) => (a.id < b.id ? -1 : 1));
}
