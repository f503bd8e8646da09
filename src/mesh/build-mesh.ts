import { onceEach } from '../lib/once-each';
import type { Protocol, QuantileRow, Telemetry } from '../telemetry/rows';
import { buildNodes } from './build-nodes';
import { closedPlace } from './closed-node';
import { collapse, createClosedAs, type OpenMesh } from './collapse';
import { type Collected, collectEdges } from './collect-edges';
import { type ConfiguredThing, configuredFaces, serviceKey, withConfiguredVersions } from './configured';
import { sumEdge } from './edge-sum';
import { type EdgeOutline, type FinishOptions, finishOptions, finishOutline, outlineEdge } from './finish-edge';
import { foldWaypoints } from './fold-waypoints';
import { buildGroups, withAppGroups } from './group-tree';
import { isSick } from './health';
import type { Buckets } from './histogram';
import { edgeId } from './ids';
import type { EdgeId, GroupBy, GroupId, Mesh, MeshGroup, MeshNode, NodeId, Thresholds } from './model';
import { type NodeFace, nodeFace } from './node-face';
import { collectNodes, type NodeSum, versionParts } from './node-sum';
import type { Place } from './place-ends';
import { createPlacer, createServiceOf, type EndsOfRow } from './placer';
import { meshTooLarge } from './problems';
import { createWiring, type KnownWirings, type Wiring } from './wiring';

export interface BuildOptions {
  readonly groupBy: GroupBy;
  /** Groups drawn as one node; the outermost closed one swallows everything below. */
  readonly closed: ReadonlySet<GroupId>;
  readonly thresholds: Thresholds;
  /** Namespaces that stand in the group of their cluster's smaller ones. */
  readonly gathered?: ReadonlySet<GroupId>;
  /** Draw services between callers and workloads; grouped by service or namespace it changes nothing. */
  readonly showServices?: boolean;
  /** What configuration knows: drawn as idle nodes where no row tells of it. */
  readonly configured?: readonly ConfiguredThing[];
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
  /** Everything with every group open, its edges in outline; grouped by namespace, namespaces are what there is. */
  readonly open: {
    readonly groupBy: GroupBy;
    readonly nodes: readonly MeshNode[];
    readonly edges: readonly Pick<EdgeOutline, 'id' | 'source' | 'target'>[];
    readonly groups: readonly MeshGroup[];
  };
  /** What a node of the finest form is drawn as. */
  drawnAs(closed: ReadonlySet<GroupId>): (id: NodeId) => NodeId;
  /** The histogram behind an edge's latency, requests per second; undefined where the server took the quantiles, or nobody did. */
  bucketsOf(closed: ReadonlySet<GroupId>): (id: EdgeId) => Buckets | undefined;
  /** The edges of the open form that a row with these ends belongs to: two where a service stands between. */
  edgesOf(row: EndsOfRow, protocol: Protocol): readonly Pick<EdgeOutline, 'id' | 'source' | 'target'>[];
}

export function createMeshBuilder(telemetry: Telemetry, options: Omit<BuildOptions, 'closed'>): MeshBuilder {
  const { groupBy, thresholds } = options;
  const finishing = finishOptions(telemetry, thresholds);
  const wiring = wiringFor(telemetry, options);
  const finest = buildOpenMesh(telemetry, wiring, options, finishing);
  const { groups } = finest;
  const always = groupBy === 'namespace' ? closableNamespaces(groups) : NOTHING;
  const collapseOptions = { ...finishing, keepInside: groupBy === 'namespace', quantiles: quantilesOfNamespaces(telemetry) };
  const swallowing = (closed: ReadonlySet<GroupId>) => (always.size === 0 ? closed : new Set([...closed, ...always]));
  const draw = onceEach((closed: ReadonlySet<GroupId>) => {
    const swallowed = swallowing(closed);
    return swallowed.size === 0 ? finest : collapse(finest, { ...collapseOptions, closed: swallowed });
  });
  const build = (closed: ReadonlySet<GroupId>): Mesh => {
    const { nodes, edges, problems } = withinLimit(draw(closed), options.edgeLimit ?? EDGE_LIMIT);
    const finished = edges.map((edge) => finishOutline(edge, finishing));
    return { groupBy, nodes, edges: finished, groups, unplacedRows: telemetry.unplacedRows ?? 0, problems };
  };
  const { nodes, edges } = draw(NOTHING);
  const drawnAs = (closed: ReadonlySet<GroupId>) => {
    const closedAs = createClosedAs(finest, swallowing(closed));
    return (id: NodeId) => closedAs(id)?.id ?? id;
  };
  const whenOpen = onceEach((_: OpenMesh) => drawnAs(NOTHING));
  return Object.assign(build, {
    open: { groupBy, nodes, edges, groups },
    drawnAs,
    edgesOf: (row: EndsOfRow, protocol: Protocol) => {
      const { front, behind } = wiring.of(row, protocol);
      const drawn = whenOpen(finest);
      return (behind === undefined ? [front] : [front, behind]).map((leg) => {
        const [source, target] = [drawn(leg.source.id), drawn(leg.target.id)];
        return { id: edgeId(source, target, protocol), source, target };
      });
    },
    bucketsOf: (closed: ReadonlySet<GroupId>) => {
      const sums = new Map(draw(closed).edges.map(({ id, sum }) => [id, sum]));
      return (id: EdgeId) => sums.get(id)?.primary.buckets;
    },
  });
}

const NOTHING: ReadonlySet<GroupId> = new Set();

/** Grouped by namespace what has a namespace is drawn as it. */
function closableNamespaces(groups: readonly MeshGroup[]): ReadonlySet<GroupId> {
  return new Set(groups.filter(({ level, namespace }) => level === 'namespace' && namespace !== undefined).map(({ id }) => id));
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
  const drawn = (place: Place): Pick<Place, 'id'> =>
    place.namespace === undefined ? place : closedPlace({ ...place, id: place.group, level: 'namespace', name: place.namespace });
  const byEdge = new Map<EdgeId, QuantileRow[]>();
  for (const row of telemetry.quantiles ?? []) {
    const id = edgeId(drawn(placer.source(row)).id, drawn(placer.target(row)).id, row.protocol);
    const rows = byEdge.get(id) ?? [];
    byEdge.set(id, rows);
    rows.push(row);
  }
  return byEdge;
}

function wiringFor(telemetry: Telemetry, { groupBy, wirings, showServices }: Omit<BuildOptions, 'closed'>): Wiring {
  if (groupBy === 'service') return createWiring(createPlacer('service', { serviceOf: createServiceOf(telemetry) }));
  const grouping = groupBy === 'namespace' ? 'workload' : groupBy;
  const services = showServices === true && groupBy !== 'namespace';
  return wirings?.of(grouping, services) ?? createWiring(createPlacer(grouping, { services }));
}

/** The mesh with every group open. */
function buildOpenMesh(telemetry: Telemetry, wiring: Wiring, options: Omit<BuildOptions, 'closed'>, finishing: FinishOptions): OpenMesh {
  const collected = collectEdges(telemetry, wiring);
  const waypoints = foldWaypoints(collected.hops, telemetry.waypoints ?? []);
  const drawnWaypoints = new Set<NodeId>();
  for (const { source, target, drawnSource, drawnTarget } of waypoints.size === 0 ? [] : collected.hops) {
    if (waypoints.has(source.id)) drawnWaypoints.add(drawnSource.id);
    if (waypoints.has(target.id)) drawnWaypoints.add(drawnTarget.id);
  }
  const edges = collected.edges.map((rows) => outlineEdge(sumEdge(rows), finishing));
  const between = new Set(collected.edges.flatMap(({ behindService, source }) => (behindService ? [source.id] : [])));
  const nodeSums = collectNodes(collected, ({ namespace }, protocol) => finishing.judgedBy(namespace, protocol).limits.count4xx);
  const seen = Array.from(nodeSums.values(), (node) => faceOf(node, drawnWaypoints.has(node.place.id), between.has(node.place.id)));
  const faces = [...withConfiguredVersions(seen, options.configured ?? []), ...idleFaces(seen, collected, options)];
  const nodes = buildNodes(withAppGroups(faces, options.groupBy), edges);
  return { edges, nodes, groups: buildGroups(nodes, options.gathered) };
}

function idleFaces(seen: readonly NodeFace[], { pairs }: Collected, options: Omit<BuildOptions, 'closed'>): readonly NodeFace[] {
  const { configured = [], groupBy, showServices = false } = options;
  if (configured.length === 0) return [];
  return configuredFaces(
    configured,
    { groupBy, services: showServices },
    {
      nodes: new Set(seen.map(({ id }) => id)),
      clusters: [...new Set(seen.flatMap(({ cluster }) => cluster ?? []))],
      services: new Set(pairs.map(({ ends }) => serviceKey(ends.destination))),
    },
  );
}

function faceOf(node: NodeSum, waypoint: boolean, between: boolean): NodeFace {
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
    between: between ? true : undefined,
    workloads: node.workloads.size > 0 ? Array.from(node.workloads).sort() : undefined,
  });
}

/** The sick first, then by traffic; back in the order of ids. */
function mostTelling(edges: readonly EdgeOutline[], limit: number): readonly EdgeOutline[] {
  const traffic = ({ requestsPerSecond, bytesPerSecond }: EdgeOutline) => requestsPerSecond + bytesPerSecond / 1000;
  const rank = [...edges].sort((a, b) => Number(isSick(b.health)) - Number(isSick(a.health)) || traffic(b) - traffic(a));
  return rank.slice(0, limit).sort((a, b) => (a.id < b.id ? -1 : 1));
}
