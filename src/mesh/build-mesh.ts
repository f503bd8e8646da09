import type { QuantileRow, Telemetry } from '../telemetry/rows';
import { buildGroups } from './build-groups';
import { buildNodes } from './build-nodes';
import { closedPlace, collapse, type OpenMesh } from './collapse';
import { collectEdges } from './collect-edges';
import { sumEdge } from './edge-sum';
import { type EdgeOutline, type FinishOptions, finishOptions, finishOutline, outlineEdge } from './finish-edge';
import { foldWaypoints } from './fold-waypoints';
import { isSick } from './health';
import { edgeId } from './ids';
import type { EdgeId, GroupBy, GroupId, Mesh, MeshGroup, MeshNode, NodeId, Thresholds } from './model';
import { type NodeFace, nodeFace } from './node-face';
import { collectNodes, type NodeSum, versionParts } from './node-sum';
import type { Place } from './place-ends';
import { createPlacer, createServiceOf } from './placer';
import { meshTooLarge } from './problems';
import { createWiring, type KnownWirings, type Wiring } from './wiring';

export interface BuildOptions {
  readonly groupBy: GroupBy;
  /** Groups drawn as one node. */
  readonly closed: ReadonlySet<GroupId>;
  readonly thresholds: Thresholds;
  /** Edges kept at most; the rest is counted in a problem. */
  readonly edgeLimit?: number;
  /** Where ends of earlier telemetry stand; for rows that share their end objects. */
  readonly wirings?: KnownWirings;
}

const EDGE_LIMIT = 20_000;

/**
 * From rows to the graph that is drawn: the rules of docs/telemetry.md §6. Pure; the order of the rows does not matter,
 * nodes, edges and groups are sorted by id. Problems: `mesh-too-large`.
 */
export function buildMesh(telemetry: Telemetry, options: BuildOptions): Mesh {
  return createMeshBuilder(telemetry, options)(options.closed);
}

/** Builds what is drawn for one set of closed groups after the other; the open form, which is most of the work, is made once. */
export interface MeshBuilder {
  (closed: ReadonlySet<GroupId>): Mesh;
  /** Everything with every group open, its edges in outline. */
  readonly open: {
    readonly groupBy: GroupBy;
    readonly nodes: readonly MeshNode[];
    readonly edges: readonly Pick<EdgeOutline, 'id' | 'source' | 'target'>[];
    readonly groups: readonly MeshGroup[];
  };
}

export function createMeshBuilder(telemetry: Telemetry, options: Omit<BuildOptions, 'closed'>): MeshBuilder {
  const { groupBy, thresholds } = options;
  const finishing = finishOptions(telemetry, thresholds);
  const open = buildOpenMesh(telemetry, wiringFor(telemetry, options), finishing);
  const groups = buildGroups(open.nodes);
  const namespaces = new Set(groups.filter(({ namespace }) => namespace !== undefined).map(({ id }) => id));
  const byNamespace = groupBy === 'namespace';
  const collapseOptions = { ...finishing, keepInside: byNamespace, quantiles: quantilesOfNamespaces(telemetry) };
  const build = (closed: ReadonlySet<GroupId>): Mesh => {
    const swallowed = byNamespace ? namespaces : closed;
    const drawn = swallowed.size === 0 ? open : collapse(open, { ...collapseOptions, closed: swallowed });
    const { nodes, edges, problems } = withinLimit(drawn, options.edgeLimit ?? EDGE_LIMIT);
    const finished = edges.map((edge) => finishOutline(edge, finishing));
    return { groupBy, nodes, edges: finished, groups, unplacedRows: telemetry.unplacedRows ?? 0, problems };
  };
  return Object.assign(build, { open: { groupBy, nodes: open.nodes, edges: open.edges, groups } });
}

interface Drawn extends Pick<Mesh, 'nodes'> {
  readonly edges: readonly EdgeOutline[];
}

/** A mesh beyond the limit keeps its sickest and busiest edges with their ends, and says what is left out. */
function withinLimit({ nodes, edges }: Drawn, limit: number): Drawn & Pick<Mesh, 'problems'> {
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

function wiringFor(telemetry: Telemetry, { groupBy, wirings }: Pick<BuildOptions, 'groupBy' | 'wirings'>): Wiring {
  if (groupBy === 'service') return createWiring(createPlacer('service', createServiceOf(telemetry)));
  const grouping = groupBy === 'namespace' ? 'workload' : groupBy;
  return wirings?.of(grouping) ?? createWiring(createPlacer(grouping));
}

/** The mesh with every group open. */
function buildOpenMesh(telemetry: Telemetry, wiring: Wiring, finishing: FinishOptions): OpenMesh {
  const collected = collectEdges(telemetry, wiring);
  const waypoints = foldWaypoints(collected.hops, telemetry.waypoints ?? []);
  const drawnWaypoints = new Set<NodeId>();
  for (const { source, target, drawnSource, drawnTarget } of waypoints.size === 0 ? [] : collected.hops) {
    if (waypoints.has(source.id)) drawnWaypoints.add(drawnSource.id);
    if (waypoints.has(target.id)) drawnWaypoints.add(drawnTarget.id);
  }
  const edges = collected.edges.map((rows) => outlineEdge(sumEdge(rows), finishing));
  const nodeSums = collectNodes(collected, ({ namespace }, protocol) => finishing.judgedBy(namespace, protocol).limits.count4xx);
  const faces = Array.from(nodeSums.values(), (node) => faceOf(node, drawnWaypoints.has(node.place.id)));
  return {
    edges,
    nodes: buildNodes(faces, edges),
    places: new Map<NodeId, Place>(Array.from(nodeSums, ([id, { place }]) => [id, place])),
  };
}

function faceOf(node: NodeSum, waypoint: boolean): NodeFace {
  const { id, kind, group, cluster, namespace, name } = node.place;
  return nodeFace({
    id,
    kind,
    group,
    cluster,
    namespace,
    name,
    app: node.app,
    version: node.version,
    parts: kind === 'app' ? versionParts(node) : undefined,
    waypoint: waypoint ? true : undefined,
    workloads: node.workloads.size > 0 ? Array.from(node.workloads).sort() : undefined,
  });
}

/** The sick first, then by traffic; back in the order of ids. */
function mostTelling(edges: readonly EdgeOutline[], limit: number): readonly EdgeOutline[] {
  const traffic = ({ requestsPerSecond, bytesPerSecond }: EdgeOutline) => requestsPerSecond + bytesPerSecond / 1000;
  const rank = [...edges].sort((a, b) => Number(isSick(b.health)) - Number(isSick(a.health)) || traffic(b) - traffic(a));
  return rank.slice(0, limit).sort((a, b) => (a.id < b.id ? -1 : 1));
}
