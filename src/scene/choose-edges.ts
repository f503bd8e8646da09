/** Between closed namespaces nearly every pair is connected: the picture keeps what carries the traffic and what is sick. */
import type { MeshEdge } from '../mesh/model';

/** Up to here everything is drawn. */
const MOST_UNTHINNED = 150;
/** The busiest group edges are kept until they carry this much of what all of them carry. */
const CARRIED_SHARE = 0.8;

export interface ChosenEdges {
  readonly drawn: readonly MeshEdge[];
  readonly hidden: number;
}

const weightOf = (edge: MeshEdge): number =>
  // Bytes and requests do not add up; a kilobyte a second counts like one request.
  (edge.requestsPerSecond ?? 0) + ((edge.bytesPerSecond?.sent ?? 0) + (edge.bytesPerSecond?.received ?? 0)) / 1000;

const isSick = (edge: MeshEdge): boolean => edge.health === 'degraded' || edge.health === 'failing' || edge.sickMembers > 0;

/**
 * Edges in their own order. Only edges that `mayHide` says yes to (both ends closed groups) are ever left out, and of those never a sick
 * one and never one that `mustKeep` names. Ties are broken by id, so the choice is the same everywhere.
 */
export function chooseEdges(
  edges: readonly MeshEdge[],
  mayHide: (edge: MeshEdge) => boolean,
  mustKeep: (edge: MeshEdge) => boolean,
): ChosenEdges {
  const group = edges.filter(mayHide);
  if (group.length <= MOST_UNTHINNED) return { drawn: edges, hidden: 0 };
  const total = group.reduce((sum, edge) => sum + weightOf(edge), 0);
  const busiest = [...group].sort((a, b) => weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : 1));
  const kept = new Set<MeshEdge>();
  let carried = 0;
  for (const edge of busiest) {
    if (carried >= total * CARRIED_SHARE) break;
    carried += weightOf(edge);
    kept.add(edge);
  }
  const drawn = edges.filter((edge) => !mayHide(edge) || kept.has(edge) || isSick(edge) || mustKeep(edge));
  return { drawn, hidden: edges.length - drawn.length };
}
