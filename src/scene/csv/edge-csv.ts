/** Edges as rows for spreadsheets: the header names every unit, numbers are unrounded, an empty cell is "not known" or "does not apply". */
import type { Cell } from '../../lib/write-csv';
import type { MeshEdge, MeshNode, NodeId } from '../../mesh/model';
import type { EdgePolicySummary } from '../../policy/drawn';
import type { EdgeSplit } from '../streams';
import { flagsOf } from './flags-of';

type EndColumn = readonly [title: string, cell: (node: MeshNode | undefined) => Cell];
type EdgeColumn = readonly [title: string, cell: (edge: MeshEdge) => Cell];

const END_COLUMNS: readonly EndColumn[] = [
  ['cluster', (node) => node?.cluster],
  ['namespace', (node) => node?.namespace],
  ['name', (node) => node?.name],
  ['version', (node) => node?.version],
  ['kind', (node) => node?.kind],
];

function edgeColumns(totals: boolean): readonly EdgeColumn[] {
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
    ['reason', ({ reason }) => reason],
    ['flags', (edge) => flagsOf(edge).join(' ') || undefined],
    ['edges', ({ members }) => members],
    ['sick_edges', ({ sickMembers }) => sickMembers],
    ['folded', ({ foldedInto }) => (foldedInto === undefined ? 'no' : 'yes')],
  ];
}

export interface EdgeCsv {
  readonly edges: readonly MeshEdge[];
  /** Ends by id. */
  readonly nodes: ReadonlyMap<NodeId, MeshNode>;
  /** Numbers are totals since a proxy started, not rates. */
  readonly totals: boolean;
  /** What configuration says of the edges; undefined = there is none. */
  readonly policies?: ReadonlyMap<string, EdgePolicySummary> | undefined;
  /** What routes split, by edge; undefined = nothing. */
  readonly splits?: ReadonlyMap<string, EdgeSplit> | undefined;
}

/** Shares 0..1 of what the source sends; empty where an edge carries several versions: grouped by version they have an edge each. */
const SPLIT_COLUMNS: readonly (readonly [title: string, cell: (split: EdgeSplit | undefined) => Cell])[] = [
  ['split_version', (split) => onlyPart(split)?.part.version],
  ['observed_share', (split) => onlyPart(split)?.share],
  ['least_configured_share', (split) => onlyPart(split)?.part.configured?.least],
  ['most_configured_share', (split) => onlyPart(split)?.part.configured?.most],
];
const onlyPart = (split: EdgeSplit | undefined) => (split?.parts.length === 1 ? split.parts[0] : undefined);

/** The header, then a row an edge in the order given. */
export function edgeCsv({ edges, nodes, totals, policies, splits }: EdgeCsv): readonly (readonly Cell[])[] {
  const columns = edgeColumns(totals);
  const ends = (side: string) => END_COLUMNS.map(([title]) => `${side}_${title}`);
  const verdict = policies === undefined ? [] : ['verdict'];
  const shares = splits === undefined || splits.size === 0 ? [] : SPLIT_COLUMNS;
  const header = [...ends('source'), ...ends('target'), ...[...columns, ...shares].map(([title]) => title), ...verdict];
  const rows = edges.map((edge) => [
    ...END_COLUMNS.map(([, cell]) => cell(nodes.get(edge.source))),
    ...END_COLUMNS.map(([, cell]) => cell(nodes.get(edge.target))),
    ...columns.map(([, cell]) => cell(edge)),
    ...shares.map(([, cell]) => cell(splits?.get(edge.id))),
    ...(policies === undefined ? [] : [policies.get(edge.id)?.verdict]),
  ]);
  return [header, ...rows];
}
