/** The graph as CSV for spreadsheets: one line an edge, numbers unrounded, units in the header. */
import type { Mesh, MeshEdge, MeshNode } from '../mesh/model';
import type { Telemetry } from '../telemetry/rows';
import { csvText } from './safe-text';

type Cell = string | number | undefined;

const END_COLUMNS: readonly (readonly [title: string, cell: (node: MeshNode | undefined) => Cell])[] = [
  ['cluster', (node) => node?.cluster],
  ['namespace', (node) => node?.namespace],
  ['name', (node) => node?.name],
  ['version', (node) => node?.version],
  ['kind', (node) => node?.kind],
];

function edgeColumns(totals: boolean): readonly (readonly [title: string, cell: (edge: MeshEdge) => Cell])[] {
  const per = totals ? '' : '_per_second';
  return [
    ['protocol', ({ protocol }) => protocol],
    [`requests${per}`, ({ requestsPerSecond }) => requestsPerSecond],
    ['error_ratio', ({ errorRatio }) => errorRatio],
    [`sent_bytes${per}`, ({ bytesPerSecond }) => bytesPerSecond?.sent],
    [`received_bytes${per}`, ({ bytesPerSecond }) => bytesPerSecond?.received],
    ['p50_ms', ({ latency }) => latency?.p50?.milliseconds],
    ['p95_ms', ({ latency }) => latency?.p95?.milliseconds],
    ['p99_ms', ({ latency }) => latency?.p99?.milliseconds],
    ['mtls_ratio', ({ mtls }) => mtls.ratio],
    ['reporter', ({ reporter }) => reporter],
    ['health', ({ health }) => health],
    ['folded', ({ foldedInto }) => (foldedInto === undefined ? 'no' : 'yes')],
  ];
}

function written(cell: Cell): string {
  if (cell === undefined) return '';
  return typeof cell === 'number' ? String(cell) : csvText(cell);
}

/** An empty cell is "not known" or "does not apply". */
export function graphCsv(mesh: Mesh, { telemetry }: { readonly telemetry: Pick<Telemetry, 'totals'> }): string {
  const nodes = new Map(mesh.nodes.map((node) => [node.id, node]));
  const columns = edgeColumns(telemetry.totals === true);
  const header = [
    ...END_COLUMNS.map(([title]) => `source_${title}`),
    ...END_COLUMNS.map(([title]) => `target_${title}`),
    ...columns.map(([title]) => title),
  ];
  const lines = mesh.edges.map((edge) => [
    ...END_COLUMNS.map(([, cell]) => cell(nodes.get(edge.source))),
    ...END_COLUMNS.map(([, cell]) => cell(nodes.get(edge.target))),
    ...columns.map(([, cell]) => cell(edge)),
  ]);
  return [header, ...lines].map((cells) => cells.map(written).join(',')).join('\n');
}
