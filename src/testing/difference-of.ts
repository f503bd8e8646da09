/** Differences written by hand, for tests of how they look. */
import type { ChangeClass, Delta, Difference, EdgeChange, NodeChange } from '../inquiry/diff/model';
import type { MeshEdge } from '../mesh/model';

const NONE: Delta = { before: undefined, after: undefined, significant: false };

type Pair = readonly [number | undefined, number | undefined];
const delta = (pair: Pair | undefined): Delta =>
  pair === undefined ? NONE : { before: pair[0], after: pair[1], significant: pair[0] !== pair[1] };

/** What is given differs significantly; what is not given is not known. */
export function changeOf(
  { id, source, target, protocol }: MeshEdge,
  cls: ChangeClass,
  pairs: { readonly rate?: Pair; readonly errorRatio?: Pair; readonly p99?: Pair; readonly mtls?: Pair },
): EdgeChange {
  return {
    id,
    source,
    target,
    protocol,
    class: cls,
    rate: delta(pairs.rate),
    errorRatio: delta(pairs.errorRatio),
    p99: delta(pairs.p99),
    mtls: delta(pairs.mtls),
    impact: cls === 'unchanged' ? 0 : 1,
  };
}

type NodeGiven = Pick<NodeChange, 'id' | 'class'> & Partial<NodeChange>;

/** An hour between two windows of five minutes; ranked as the edges are given. */
export function differenceOf(given: {
  readonly edges?: readonly EdgeChange[];
  readonly nodes?: readonly NodeGiven[];
  readonly removed?: Difference['removed'];
}): Difference {
  const { edges = [], nodes = [], removed = { nodes: [], edges: [] } } = given;
  const counts = { added: 0, removed: 0, worse: 0, better: 0, changed: 0, unchanged: 0 };
  for (const edge of edges) counts[edge.class] += 1;
  return {
    before: { atSeconds: 1_699_996_400, windowSeconds: 300 },
    after: { atSeconds: 1_700_000_000, windowSeconds: 300 },
    edges: new Map(edges.map((edge) => [edge.id, edge])),
    nodes: new Map(nodes.map((node) => [node.id, { rate: NONE, errorRatio: NONE, impact: 1, ...node }])),
    removed,
    ranked: edges.filter((edge) => edge.class !== 'unchanged').map(({ id }) => id),
    counts,
  };
}
