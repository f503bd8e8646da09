/** Two moments of a mesh, drawn the same way → what differs beyond noise and chance (docs/diff.md). */
import { listIn } from '../../lib/list-in';
import type { Problem } from '../../lib/problem';
import { isClosedGroup } from '../../mesh/closed-node';
import { ancestors } from '../../mesh/group-tree';
import type { Mesh, MeshEdge, MeshGroup, MeshNode, NodeId } from '../../mesh/model';
import { type EdgeHeld, holdEdge } from './compare-edge';
import { holdNode, judgeNode, type NodeHeld } from './compare-node';
import { type Held, judgeAll } from './held';
import { judgeEdge } from './judge-edge';
import type { ChangeClass, Difference, EdgeChange, MomentOfDiff, NodeChange } from './model';
import type { BothSides, MomentSide, Pair, UnansweredPart } from './moment-side';
import { momentUnseen } from './problems';
import { rankChanges } from './rank-changes';

/**
 * Classes, deltas and ranking of every edge and node of either moment. Both meshes have to be built alike: grouping, closed groups,
 * thresholds. Pure and total; the same mesh twice has no changes.
 */
export function compareMeshes(before: MomentSide, after: MomentSide): Difference {
  const sides: BothSides = { before: withAbsence(before, after), after: withAbsence(after, before) };
  const edgePairs = pairsOf(before.mesh.edges, after.mesh.edges).map((pair) => holdEdge(pair, sides));
  const nodePairs = pairsOf(before.mesh.nodes, after.mesh.nodes).map((pair) => holdNode(pair, sides));
  const judge = judgeAll([...edgePairs.flatMap(numbersOfEdge), ...nodePairs.flatMap(numbersOfNode)]);
  const edges = edgePairs.map((held) => judgeEdge(held, judge, sides));
  const around = edgesAround(edges);
  const nodes = nodePairs.map((held) => judgeNode(held, judge, around.get(held.shown.id) ?? []));
  const folded = new Set(edgePairs.filter(isFolded).map(({ shown }) => shown.id));
  const told = edges.filter((edge) => edge.class !== 'unchanged' && !folded.has(edge.id));
  const untold = nodes.filter((node) => node.class !== 'unchanged' && !isTold(node, around.get(node.id) ?? []));
  return {
    before: momentOf(before),
    after: momentOf(after),
    edges: new Map(edges.map((edge) => [edge.id, edge])),
    nodes: new Map(nodes.map((node) => [node.id, node])),
    removed: removedOf(before.mesh, after.mesh, edgePairs, nodePairs),
    ranked: rankChanges(told, untold),
    counts: countsOf([...told, ...untold], edges.length - told.length),
  };
}

const momentOf = ({ atSeconds, windowSeconds }: MomentSide): MomentOfDiff => ({ atSeconds, windowSeconds });

const ALL_PARTS: ReadonlySet<UnansweredPart> = new Set(['requests', 'tcp', 'connections']);

/**
 * A moment that knows nothing at all while the other has traffic was not seen (before Prometheus kept anything, or while it scraped
 * nothing), and of a mesh cut to its limit nobody knows what was left out: absence then means nothing.
 */
function withAbsence(side: MomentSide, other: MomentSide): MomentSide {
  const unseen = isUnseen(side, other);
  const cut = side.mesh.problems.some(({ code }) => code === 'mesh-too-large');
  return unseen || cut ? { ...side, unanswered: ALL_PARTS } : side;
}

const isUnseen = (side: MomentSide, other: MomentSide): boolean => side.mesh.edges.length === 0 && other.mesh.edges.length > 0;

/** What a comparison of the two cannot tell. */
export function problemsOfComparing(before: MomentSide, after: MomentSide): readonly Problem[] {
  if (isUnseen(before, after)) return [momentUnseen('A', before.atSeconds)];
  return isUnseen(after, before) ? [momentUnseen('B', after.atSeconds)] : [];
}

/** By id: those of A in their order, then what only B has. */
function pairsOf<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): readonly Pair<T>[] {
  const now = new Map(after.map((one) => [one.id, one]));
  const old = new Set(before.map(({ id }) => id));
  return [
    ...before.map((one): Pair<T> => ({ before: one, after: now.get(one.id), shown: now.get(one.id) ?? one })),
    ...after.flatMap((one): Pair<T>[] => (old.has(one.id) ? [] : [{ before: undefined, after: one, shown: one }])),
  ];
}

const onlyBefore = <T>(pairs: readonly Pair<T>[]): readonly T[] =>
  pairs.flatMap(({ before, after }) => (after === undefined && before !== undefined ? [before] : []));

function removedOf(
  before: Mesh,
  after: Mesh,
  edgePairs: readonly Pair<MeshEdge>[],
  nodePairs: readonly Pair<MeshNode>[],
): Difference['removed'] {
  const [nodes, edges] = [onlyBefore(nodePairs), onlyBefore(edgePairs)];
  const around = ancestors(before.groups);
  const needed = new Set(nodes.filter((node) => !isClosedGroup(node, before.groupBy)).flatMap(({ group }) => around(group)));
  const known = new Set(after.groups.map(({ id }) => id));
  const groups = before.groups
    .filter(({ id }) => needed.has(id) && !known.has(id))
    .map((group): MeshGroup => ({ ...group, members: [], sickMembers: 0 }));
  return { nodes, edges, ...(groups.length > 0 && { groups }) };
}

const numbersOfEdge = ({ rate, errors, p99, mtls }: EdgeHeld): readonly Held[] => [rate, errors, p99, mtls];
const numbersOfNode = ({ rate, errors, versions }: NodeHeld): readonly Held[] => [rate, errors, ...versions.map(({ held }) => held)];

/** A leg that a waypoint's hop already stands for is hidden, and says nothing of its own. */
const isFolded = ({ shown }: EdgeHeld): boolean => shown.foldedInto !== undefined;

function edgesAround(edges: readonly EdgeChange[]): ReadonlyMap<NodeId, readonly EdgeChange[]> {
  const around = new Map<NodeId, EdgeChange[]>();
  for (const edge of edges) {
    listIn(around, edge.source).push(edge);
    if (edge.target !== edge.source) listIn(around, edge.target).push(edge);
  }
  return around;
}

/** Whether an edge that is listed says it already: a node comes and goes with its edges, and answers what they bring. */
function isTold(node: NodeChange, around: readonly EdgeChange[]): boolean {
  if (node.versions !== undefined) return false;
  if (node.class === 'added' || node.class === 'removed') return around.some((edge) => edge.class === node.class);
  return around.some((edge) => edge.target === node.id && edge.class !== 'unchanged');
}

function countsOf(changes: readonly (EdgeChange | NodeChange)[], unchanged: number): Difference['counts'] {
  const counts: Record<ChangeClass, number> = { added: 0, removed: 0, worse: 0, better: 0, changed: 0, unchanged };
  for (const change of changes) counts[change.class] += 1;
  return counts;
}
