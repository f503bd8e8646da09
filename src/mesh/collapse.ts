import type { QuantileRow } from '../telemetry/rows';
import { addEdgeSum } from './add-edge-sums';
import { buildNodes } from './build-nodes';
import { addQuantile, emptyEdgeSum } from './edge-sum';
import { type EdgeOutline, type FinishOptions, outlineEdge } from './finish-edge';
import { isSick, worst } from './health';
import { edgeId, nodeId } from './ids';
import type { EdgeId, GroupId, Health, MeshNode, NodeId } from './model';
import { type FaceFields, type NodeFace, nodeFace } from './node-face';
import type { Place } from './place-ends';

/** The open form: every edge with its sums, every node finished. Both sorted by id. */
export interface OpenMesh {
  readonly edges: readonly EdgeOutline[];
  readonly nodes: readonly MeshNode[];
  readonly places: ReadonlyMap<NodeId, Place>;
}

export interface CollapseOptions extends FinishOptions {
  readonly closed: ReadonlySet<GroupId>;
  /** Grouping by namespace keeps what flows inside as a loop; a closed group swallows it. */
  readonly keepInside: boolean;
  /** Quantiles that the server computed for these very aggregates. */
  readonly quantiles: ReadonlyMap<EdgeId, readonly QuantileRow[]>;
}

/** What is drawn when some groups are closed: edges between closed groups are exact sums of their members. */
export function collapse(
  open: OpenMesh,
  options: CollapseOptions,
): { readonly nodes: readonly MeshNode[]; readonly edges: readonly EdgeOutline[] } {
  const drawnAs = (id: NodeId): Place | undefined => {
    const place = open.places.get(id);
    return place !== undefined && options.closed.has(place.group) ? closedPlace(place) : place;
  };
  const edges = collapseEdges(open, options, drawnAs);
  const members = new Map<NodeId, MeshNode[]>();
  const faces = new Map<NodeId, NodeFace>();
  for (const node of open.nodes) {
    const place = drawnAs(node.id);
    if (place === undefined || place.id === node.id) {
      faces.set(node.id, nodeFace(node));
      continue;
    }
    const list = members.get(place.id) ?? [];
    members.set(place.id, list);
    list.push(node);
    faces.set(place.id, closedFace(place));
  }
  const nodes = buildNodes(Array.from(faces.values()), edges);
  return { nodes: nodes.map((node) => withMembers(node, members.get(node.id))), edges };
}

function collapseEdges(open: OpenMesh, options: CollapseOptions, drawnAs: (id: NodeId) => Place | undefined): readonly EdgeOutline[] {
  const kept: EdgeOutline[] = [];
  const joined = new Map<EdgeId, Joining>();
  for (const edge of open.edges) {
    const source = drawnAs(edge.source);
    const target = drawnAs(edge.target);
    if (source === undefined || target === undefined) continue;
    if (source.id === edge.source && target.id === edge.target) {
      kept.push(withFold(edge, drawnAs));
      continue;
    }
    if (source.id === target.id && !options.keepInside) continue;
    const id = edgeId(source.id, target.id, edge.protocol);
    const entry = joined.get(id) ?? { id, source, target, parts: [] };
    joined.set(id, entry);
    entry.parts.push(edge);
  }
  for (const joining of joined.values()) kept.push(withFold(joinEdges(joining, options), drawnAs));
  return kept.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Edges that become one. */
interface Joining {
  readonly id: EdgeId;
  readonly source: Place;
  readonly target: Place;
  readonly parts: EdgeOutline[];
}

/** Legs that a waypoint's hop stands for are added only where there is nothing else. */
function joinEdges({ id, source, target, parts }: Joining, options: CollapseOptions): EdgeOutline {
  const standing = parts.filter(({ foldedInto }) => foldedInto === undefined);
  const counted = standing.length > 0 ? standing : parts;
  const [first] = counted;
  const sum = emptyEdgeSum(id, source, target, first?.protocol ?? 'http');
  for (const part of counted) addEdgeSum(sum, part.sum);
  for (const row of options.quantiles.get(id) ?? []) addQuantile(sum, row);
  if (standing.length === 0) sum.foldedInto = first?.foldedInto;
  const edge = outlineEdge(sum, options);
  const sick = counted.filter(({ health }) => isSick(health));
  return { ...edge, ...worstOf(edge, sick, counted.length), members: counted.length, sickMembers: sick.length };
}

/** The sick one is never averaged away: an aggregate is at least as ill as its worst member, and names it. */
function worstOf(edge: EdgeOutline, sick: readonly EdgeOutline[], members: number): Pick<EdgeOutline, 'health' | 'reason'> {
  const health = sick.reduce((all, member) => worst(all, member.health), edge.health);
  const worstMember = sick.find((member) => member.health === health) ?? edge;
  if (worstMember.reason === undefined) return { health, reason: edge.reason };
  return { health, reason: members === 1 ? worstMember.reason : `${sick.length} of ${members} sick: ${worstMember.reason}` };
}

function withFold(edge: EdgeOutline, drawnAs: (id: NodeId) => Place | undefined): EdgeOutline {
  if (edge.foldedInto === undefined) return edge;
  const source = drawnAs(edge.foldedInto.source)?.id ?? edge.foldedInto.source;
  const target = drawnAs(edge.foldedInto.target)?.id ?? edge.foldedInto.target;
  return { ...edge, foldedInto: { source, target } };
}

/** The node that stands for a closed group. */
export function closedPlace({ cluster, namespace, group }: Pick<Place, 'cluster' | 'namespace' | 'group'>): Place {
  const name = namespace ?? OUTSIDE;
  return {
    id: nodeId('namespace', { cluster, namespace, name }),
    kind: 'namespace',
    group,
    cluster,
    namespace,
    name,
    app: undefined,
    version: undefined,
  };
}

/** The name of what belongs to no namespace: unknown callers, outside hosts, passthrough. */
export const OUTSIDE = 'outside';

function closedFace({ id, kind, group, cluster, namespace, name }: Place): NodeFace {
  const face: FaceFields = { id, kind, group, cluster, namespace, name };
  return nodeFace(face);
}

function withMembers(node: MeshNode, members: readonly MeshNode[] | undefined): MeshNode {
  if (members === undefined) return node;
  const sick = members.filter(({ health }) => isSick(health));
  const health = members.reduce<Health>((all, member) => worst(all, member.health), 'idle');
  const worstMember = sick.find((member) => member.health === health);
  const { reason: _own, ...rest } = node;
  return {
    ...rest,
    health,
    inherited: members.reduce<Health>((all, member) => worst(all, member.inherited), 'idle'),
    ...(worstMember !== undefined && {
      reason: `${sick.length} of ${members.length} sick: ${worstMember.name} ${worstMember.reason ?? ''}`.trim(),
    }),
    members: members.length,
    sickMembers: sick.length,
  };
}
