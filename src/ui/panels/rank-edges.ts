/** Which edges deserve eyes first: ranked lists for the overview. */
import type { MeshEdge } from '../../mesh/model';

const drawn = (edges: readonly MeshEdge[]): readonly MeshEdge[] => edges.filter((edge) => edge.foldedInto === undefined);

/** Failed requests per second; undefined when the edge has no error ratio. */
export function failedPerSecond(edge: MeshEdge): number | undefined {
  if (edge.errorRatio === undefined || edge.requestsPerSecond === undefined) return undefined;
  return edge.errorRatio * edge.requestsPerSecond;
}

/** Error ratio × traffic: the edges that hurt most callers first. Edges without errors are left out. */
export const worstEdges = (edges: readonly MeshEdge[], most: number): readonly MeshEdge[] =>
  ranked(drawn(edges), (edge) => failedPerSecond(edge) ?? 0, most);

/** By p99; a value that is only "at least" stands before the same value measured. */
export const slowestEdges = (edges: readonly MeshEdge[], most: number): readonly MeshEdge[] =>
  ranked(
    drawn(edges),
    (edge) => (edge.latency?.p99 === undefined ? 0 : edge.latency.p99.milliseconds + (edge.latency.p99.atLeast ? 1e-6 : 0)),
    most,
  );

export const busiestEdges = (edges: readonly MeshEdge[], most: number): readonly MeshEdge[] =>
  ranked(drawn(edges), (edge) => edge.requestsPerSecond ?? 0, most);

/** Sick edges without an error ratio (failed TCP connections, denied) would vanish from "worst": they are listed apart. */
export const sickWithoutRatio = (edges: readonly MeshEdge[], most: number): readonly MeshEdge[] =>
  drawn(edges)
    .filter((edge) => (edge.health === 'failing' || edge.health === 'degraded') && (failedPerSecond(edge) ?? 0) === 0)
    .slice(0, most);

/** Highest first, zeros left out, ties by id so that equal input gives equal lists. */
function ranked(edges: readonly MeshEdge[], weight: (edge: MeshEdge) => number, most: number): readonly MeshEdge[] {
  return edges
    .map((edge) => ({ edge, weight: weight(edge) }))
    .filter((one) => one.weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.edge.id < b.edge.id ? -1 : 1))
    .slice(0, most)
    .map(({ edge }) => edge);
}

/** Requests first, then bytes; equal ones by id. */
export function busiestFirst(edges: readonly MeshEdge[]): readonly MeshEdge[] {
  const bytes = (edge: MeshEdge) => (edge.bytesPerSecond?.sent ?? 0) + (edge.bytesPerSecond?.received ?? 0);
  return [...edges].sort(
    (a, b) => (b.requestsPerSecond ?? 0) - (a.requestsPerSecond ?? 0) || bytes(b) - bytes(a) || (a.id < b.id ? -1 : 1),
  );
}
