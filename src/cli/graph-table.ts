/** The graph as an aligned table for people: rounded, units in the headers. */

import { formatDuration } from '../lib/duration';
import { many } from '../lib/many';
import { oneLine } from '../lib/one-line';
import { isoText } from '../lib/range-text';
import type { MeshPart } from '../mesh/mesh-part';
import type { Mesh, MeshEdge, Quantile } from '../mesh/model';
import { nodeNames } from '../picture/node-names';
import type { Telemetry } from '../telemetry/rows';
import { aligned, type Heading, rounded, short } from './text-table';

interface Column extends Heading {
  readonly cell: (edge: MeshEdge) => string;
}

const optional = (value: number | undefined): string => (value === undefined ? '' : rounded(value));
const percent = (ratio: number | undefined): string => optional(ratio === undefined ? undefined : ratio * 100);
const quantile = (value: Quantile | undefined): string =>
  value === undefined ? '' : `${value.atLeast ? '≥' : ''}${rounded(value.milliseconds)}`;

function columnsOf(mesh: Mesh, totals: boolean): readonly Column[] {
  const names = nodeNames(mesh);
  const per = totals ? '' : '/s';
  return [
    { title: 'SOURCE', right: false, cell: ({ source }) => short(names.get(source) ?? source) },
    { title: 'TARGET', right: false, cell: ({ target }) => short(names.get(target) ?? target) },
    { title: 'PROTOCOL', right: false, cell: ({ protocol, foldedInto }) => (foldedInto === undefined ? protocol : `${protocol} (folded)`) },
    { title: totals ? 'REQUESTS' : 'REQ/S', right: true, cell: ({ requestsPerSecond }) => optional(requestsPerSecond) },
    { title: 'ERRORS %', right: true, cell: ({ errorRatio }) => percent(errorRatio) },
    { title: `SENT B${per}`, right: true, cell: ({ bytesPerSecond }) => optional(bytesPerSecond?.sent) },
    { title: `RECEIVED B${per}`, right: true, cell: ({ bytesPerSecond }) => optional(bytesPerSecond?.received) },
    { title: 'P50 MS', right: true, cell: ({ latency }) => quantile(latency?.p50) },
    { title: 'P95 MS', right: true, cell: ({ latency }) => quantile(latency?.p95) },
    { title: 'P99 MS', right: true, cell: ({ latency }) => quantile(latency?.p99) },
    { title: 'MTLS %', right: true, cell: ({ mtls }) => (mtls.ratio === undefined ? '?' : percent(mtls.ratio)) },
    { title: 'HEALTH', right: false, cell: ({ health, reason }) => oneLine(reason === undefined ? health : `${health}: ${reason}`) },
  ];
}

/** The nodes an expression named; their edges stand in the table, but an idle node has none. */
function foundNodes(mesh: Mesh, found: MeshPart): readonly string[] {
  const names = nodeNames(mesh);
  return mesh.nodes.flatMap(({ id, health, reason }) => {
    if (!found.nodes.has(id)) return [];
    return [oneLine(`found  ${short(names.get(id) ?? id)}  ${reason === undefined ? health : `${health}: ${reason}`}`)];
  });
}

/** One line an edge in the order of the mesh, one a found node, and one line that says what was looked at. */
export function graphTable(mesh: Mesh, telemetry: Pick<Telemetry, 'atSeconds' | 'windowSeconds' | 'totals'>, found?: MeshPart): string {
  const mark: Column = { title: 'FOUND', right: false, cell: ({ id }) => (found?.edges.has(id) ? '*' : '') };
  const columns = [...(found === undefined ? [] : [mark]), ...columnsOf(mesh, telemetry.totals === true)];
  const rows = [columns.map(({ title }) => title), ...mesh.edges.map((edge) => columns.map(({ cell }) => cell(edge)))];
  const at = isoText(telemetry.atSeconds);
  const span = telemetry.totals ? 'totals' : `window ${formatDuration(telemetry.windowSeconds)}`;
  const summary = `${mesh.nodes.length} nodes, ${mesh.edges.length} edges at ${at}, ${span}, by ${mesh.groupBy}`;
  if (found === undefined) return [...aligned(rows, columns), '', summary].join('\n');
  const nodes = foundNodes(mesh, found);
  const told = `found ${many(found.nodes.size, 'node')} and ${many(found.edges.size, 'edge')}; with what belongs to them ${summary}`;
  return [...aligned(rows, columns), '', ...nodes, ...(nodes.length > 0 ? [''] : []), told].join('\n');
}
