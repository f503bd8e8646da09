/** What flowed on many edges, in one range query: each edge's own expression, marked by its place in the list. */
import type { RangeAnswer, RangeQuery } from '../../telemetry/ask-ranges';
import { bytesReceived, bytesSent } from '../../telemetry/metrics/bytes';
import type { EdgeSelection } from '../../telemetry/metrics/edge-metric';
import { rate } from '../../telemetry/metrics/rate';
import type { EdgeId, Mesh, MeshEdge } from '../model';
import { type ProvenanceContext, selectEdge } from '../provenance';

/** Edges in one query; a longer list is asked in so many at a time. */
export const EDGES_A_QUERY = 50;
const MARK = 'edge';

/** One query for every fifty edges; the reads are those of the edges' own series, nothing of the rest of the mesh. */
export function trendQueries(mesh: Mesh, edges: readonly MeshEdge[], context: ProvenanceContext): readonly RangeQuery[] {
  const parts = edges.map((edge, index) => {
    const selection = selectEdge(mesh, edge, context);
    const flow = selection === undefined ? undefined : flowOf(selection);
    return flow === undefined ? undefined : `label_replace(${flow}, "${MARK}", "${index}", "", "")`;
  });
  const queries: RangeQuery[] = [];
  for (let first = 0; first < parts.length; first += EDGES_A_QUERY) {
    const promql = parts.slice(first, first + EDGES_A_QUERY).filter((part) => part !== undefined);
    if (promql.length > 0) queries.push({ key: `trends ${first}`, title: 'Trends', promql: promql.join(' or ') });
  }
  return queries;
}

/** As lists show it: requests, or the bytes of both directions. */
function flowOf(selection: EdgeSelection): string | undefined {
  if (selection.protocol !== 'tcp') return rate.promql(selection);
  return `(${bytesSent.promql(selection)} + ${bytesReceived.promql(selection)})`;
}

/** Back from the marks to the edges, in the order they were asked. */
export function trendsByEdge(answers: readonly RangeAnswer[], edges: readonly MeshEdge[]): ReadonlyMap<EdgeId, Float64Array> {
  const trends = new Map<EdgeId, Float64Array>();
  for (const { labels, values } of answers.flatMap(({ lines }) => lines)) {
    const mark = Object.hasOwn(labels, MARK) ? labels[MARK] : undefined;
    const edge = mark === undefined ? undefined : edges[Number(mark)];
    if (edge !== undefined) trends.set(edge.id, values);
  }
  return trends;
}
