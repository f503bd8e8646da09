/** The changes in the order they should be looked at (docs/diff.md). */
import { listIn } from '../../lib/list-in';
import type { NodeId } from '../../mesh/model';
import type { EdgeChange, NodeChange } from './model';

/** Something further downstream stands before what it explains: at least so much of the caller's impact. */
const EXPLAINS = 0.2;

/**
 * Greatest impact first. Before an edge that got worse stand the worse ones that it leads to and that matter at least a fifth as much: its
 * errors are theirs, handed on. So the deepest of a chain comes first, then its callers. Equal impact goes by id.
 */
export function rankChanges(edges: readonly EdgeChange[], nodes: readonly NodeChange[]): readonly string[] {
  const byImpact = <T extends EdgeChange | NodeChange>(a: T, b: T) => b.impact - a.impact || (a.id < b.id ? -1 : 1);
  const worse = new Map<NodeId, EdgeChange[]>();
  for (const edge of edges) if (edge.class === 'worse') listIn(worse, edge.source).push(edge);
  for (const list of worse.values()) list.sort(byImpact);
  const ranked = new Set<string>();
  const all: readonly (EdgeChange | NodeChange)[] = [...edges, ...nodes].sort(byImpact);
  for (const change of all) {
    if ('target' in change && change.class === 'worse') downstreamFirst(change, worse, ranked);
    else ranked.add(change.id);
  }
  return [...ranked];
}

/** Depth first, each edge after those it leads to; a stack of its own, for a chain may be as long as the mesh. */
function downstreamFirst(from: EdgeChange, worse: ReadonlyMap<NodeId, readonly EdgeChange[]>, ranked: Set<string>): void {
  const seen = new Set<string>([from.id]);
  const stack = [{ edge: from, next: leadsTo(from, worse) }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.next.shift();
    if (next === undefined) {
      ranked.add(top.edge.id);
      stack.pop();
    } else if (!seen.has(next.id) && !ranked.has(next.id)) {
      seen.add(next.id);
      stack.push({ edge: next, next: leadsTo(next, worse) });
    }
  }
}

const leadsTo = ({ target, impact }: EdgeChange, worse: ReadonlyMap<NodeId, readonly EdgeChange[]>): EdgeChange[] =>
  (worse.get(target) ?? []).filter((edge) => edge.impact >= EXPLAINS * impact);
