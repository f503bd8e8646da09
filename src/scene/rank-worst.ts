/** The edges that need eyes most, the worst first: their numbers are readable at any zoom. */
import type { EdgeId, Health, MeshEdge } from '../mesh/model';

/** So many keep their numbers. */
export const MOST_WORST = 30;

const SICKNESS: Readonly<Record<Health, number>> = { failing: 2, degraded: 1, healthy: 0, unknown: 0, idle: 0 };

const failedPerSecond = (edge: MeshEdge): number => (edge.errorRatio ?? 0) * (edge.requestsPerSecond ?? 0);
const p99 = (edge: MeshEdge): number => edge.latency?.p99?.milliseconds ?? 0;

/** Rank from 1: by health, then failed requests a second, then p99; ties by id, so that the ranks are the same everywhere. */
export function rankWorst(edges: readonly MeshEdge[]): ReadonlyMap<EdgeId, number> {
  const worst = [...edges].sort(
    (a, b) =>
      SICKNESS[b.health] - SICKNESS[a.health] || failedPerSecond(b) - failedPerSecond(a) || p99(b) - p99(a) || (a.id < b.id ? -1 : 1),
  );
  return new Map(worst.slice(0, MOST_WORST).map((edge, index) => [edge.id, index + 1]));
}
