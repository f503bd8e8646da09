import type { QuantileRow } from '../telemetry/rows';
import { addEdgeSum } from './add-edge-sums';
import { buildNodes } from './build-nodes';
import { closedFace, closedPlace } from './closed-node';
import { addQuantile, emptyEdgeSum } from './edge-sum';
import { type EdgeOutline, type FinishOptions, outlineEdge } from './finish-edge';
import { createSwallowedBy } from './group-tree';
import { isSick, worst } from './health';
import { edgeId } from './ids';
import type { EdgeId, GroupId, Health, MeshGroup, MeshNode, NodeId } from './model';
import { type NodeFace, nodeFace } from './node-face';
import type { Place } from './place-ends';

/** The open form: every edge with its sums, every node finished. Both sorted by id. */
export interface OpenMesh {
  readonly edges: readonly EdgeOutline[];
  readonly nodes: readonly MeshNode[];
  readonly groups: readonly MeshGroup[];
}

export interface CollapseOptions extends FinishOptions {
  /** Closed groups of any level: the outermost one swallows everything below. */
  readonly closed: ReadonlySet<GroupId>;
  /** Grouping by namespace keeps what flows inside a namespace as a loop; a closed group swallows it. */
  readonly keepInside: boolean;
  /** Quantiles that the server computed for these very aggregates. */
  readonly quantiles: ReadonlyMap<EdgeId, readonly QuantileRow[]>;
}

/** What is drawn when some groups are closed: edges between closed groups are exact sums of their members. */
export function collapse(
  open: OpenMesh,
  options: CollapseOptions,
): { readonly nodes: readonly MeshNode[]; readonly edges: readonly EdgeOutline[] } {
  const closedAs = createClosedAs(open, options.closed);
  const edges = collapseEdges(open, options, closedAs);
  const members = new Map<NodeId, MeshNode[]>();
  const faces = new Map<NodeId, NodeFace>();
  for (const node of open.nodes) {
    const place = closedAs(node.id);
    if (place === undefined) {
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

/** The node of the closed group that a node of the open form is drawn as; undefined where it is drawn itself. */
export function createClosedAs(
  { nodes, groups }: Pick<OpenMesh, 'nodes' | 'groups'>,
  closed: ReadonlySet<GroupId>,
): (id: NodeId) => Place | undefined {
  const swallowedBy = createSwallowedBy(groups, closed);
  const groupOf = new Map(nodes.map(({ id, group }) => [id, group]));
  const places = new Map<GroupId, Place>();
  return (id) => {
    const innermost = groupOf.get(id);
    const group = innermost === undefined ? undefined : swallowedBy(innermost);
    if (group === undefined) return undefined;
    const place = places.get(group.id) ?? closedPlace(group);
    places.set(group.id, place);
    return place;
  };
}

function collapseEdges(open: OpenMesh, options: CollapseOptions, closedAs: (id: NodeId) => Place | undefined): readonly EdgeOutline[] {
  const kept: EdgeOutline[] = [];
  const joined = new Map<EdgeId, Joining>();
  for (const edge of open.edges) {
    const closedSource = closedAs(edge.source);
    const closedTarget = closedAs(edge.target);
    if (closedSource === undefined && closedTarget === undefined) {
      kept.push(withFold(edge, closedAs));
      continue;
    }
    const source = closedSource ?? edge.sum.source;
    const target = closedTarget ?? edge.sum.target;
    if (source.id === target.id && !(options.keepInside && source.kind === 'namespace')) continue;
    const id = edgeId(source.id, target.id, edge.protocol);
    const entry = joined.get(id) ?? { id, source, target, parts: [] };
    joined.set(id, entry);
    entry.parts.push(edge);
  }
  for (const joining of joined.values()) kept.push(withFold(joinEdges(joining, options), closedAs));
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
  // A service stands in the namespace of its workloads, so both halves of a call are swallowed together: an aggregate never mixes them.
  sum.behindService = counted.every((part) => part.sum.behindService);
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

function withFold(edge: EdgeOutline, closedAs: (id: NodeId) => Place | undefined): EdgeOutline {
  if (edge.foldedInto === undefined) return edge;
  const source = closedAs(edge.foldedInto.source)?.id ?? edge.foldedInto.source;
  const target = closedAs(edge.foldedInto.target)?.id ?? edge.foldedInto.target;
  return { ...edge, foldedInto: { source, target } };
}

function withMembers(node: MeshNode, members: readonly MeshNode[] | undefined): MeshNode {
  if (members === undefined) return node;
  const sick = members.filter(({ health }) => isSick(health));
  const sickMembers = members.reduce((sum, member) => sum + member.sickMembers, 0);
  const health = members.reduce<Health>((all, member) => worst(all, member.health), 'idle');
  const worstMember = sick.find((member) => member.health === health);
  const configured = members.every((member) => member.configured === true);
  const { reason: _own, ...rest } = node;
  return {
    ...rest,
    ...(configured && { configured }),
    ...(node.kind === 'restOfNamespaces' && { namespaces: [...new Set(members.flatMap(({ namespace }) => namespace ?? []))].sort() }),
    health,
    inherited: members.reduce<Health>((all, member) => worst(all, member.inherited), 'idle'),
    ...(worstMember !== undefined && {
      reason: `${sickMembers} of ${members.length} sick: ${worstMember.name} ${worstMember.reason ?? ''}`.trim(),
    }),
    members: members.length,
    sickMembers,
  };
}
