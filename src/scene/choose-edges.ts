/** Between closed namespaces nearly every pair is connected: the picture keeps what carries the traffic and what is sick. */
import type { Health, MeshEdge } from '../mesh/model';

/** Up to here everything is drawn. */
const MOST_UNTHINNED = 120;
/** The busiest group edges are kept until they carry this much of what all of them carry, but no more than MOST_BUSY. */
const CARRIED_SHARE = 0.8;
const MOST_BUSY = 60;
/** The worst group edges that are kept; the groups of all others still carry glyph and count. */
const MOST_SICK = 60;

export interface ChosenEdges {
  readonly drawn: readonly MeshEdge[];
  readonly hidden: number;
}

const weightOf = (edge: MeshEdge): number =>
  // Bytes and requests do not add up; a kilobyte a second counts like one request.
  (edge.requestsPerSecond ?? 0) + ((edge.bytesPerSecond?.sent ?? 0) + (edge.bytesPerSecond?.received ?? 0)) / 1000;

const RANK: Readonly<Record<Health, number>> = { failing: 2, degraded: 1, healthy: 0, idle: 0, unknown: 0 };

/**
 * Edges in their own order. Only edges that `mayHide` says yes to (both ends closed groups) are ever left out, never one that `mustKeep`
 * names. Ties are broken by id, so the choice is the same everywhere.
 */
export function chooseEdges(
  edges: readonly MeshEdge[],
  mayHide: (edge: MeshEdge) => boolean,
  mustKeep: (edge: MeshEdge) => boolean,
): ChosenEdges {
  const group = edges.filter(mayHide);
  if (group.length <= MOST_UNTHINNED) return { drawn: edges, hidden: 0 };
  const busiest = [...group].sort((a, b) => weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : 1));
  const worst = busiest.filter((edge) => RANK[edge.health] > 0).sort((a, b) => RANK[b.health] - RANK[a.health]);
  const kept = new Set([...mostOf(busiest), ...worst.slice(0, MOST_SICK)]);
  const drawn = edges.filter((edge) => !mayHide(edge) || kept.has(edge) || mustKeep(edge));
  return { drawn, hidden: edges.length - drawn.length };
}

function mostOf(busiest: readonly MeshEdge[]): readonly MeshEdge[] {
  const enough = CARRIED_SHARE * busiest.reduce((sum, edge) => sum + weightOf(edge), 0);
  let carried = 0;
  const count = busiest.findIndex((edge) => {
    carried += weightOf(edge);
    return carried >= enough;
  });
  return busiest.slice(0, Math.min(MOST_BUSY, count + 1));
}
