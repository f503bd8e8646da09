/** Nodes as rows for spreadsheets, on the same terms as edges: units in the header, unrounded, empty where nobody knows. */
import type { Cell } from '../../lib/write-csv';
import type { MeshNode } from '../../mesh/model';
import type { NodePolicySummary } from '../../policy/drawn';
import { versionsOf } from './versions-of';

type Column = readonly [title: string, cell: (node: MeshNode) => Cell];

function columnsOf(totals: boolean): readonly Column[] {
  const per = totals ? '' : '_per_second';
  return [
    ['cluster', ({ cluster }) => cluster],
    ['namespace', ({ namespace }) => namespace],
    ['name', ({ name }) => name],
    ['kind', ({ kind }) => kind],
    ['app', ({ app }) => app],
    ['versions', (node) => versionsOf(node).join(' ') || undefined],
    [`incoming_requests${per}`, ({ incoming }) => incoming.requestsPerSecond],
    ['incoming_error_ratio', ({ incoming }) => incoming.errorRatio],
    [`incoming_bytes${per}`, ({ incoming }) => incoming.bytesPerSecond],
    [`outgoing_requests${per}`, ({ outgoing }) => outgoing.requestsPerSecond],
    ['outgoing_error_ratio', ({ outgoing }) => outgoing.errorRatio],
    [`outgoing_bytes${per}`, ({ outgoing }) => outgoing.bytesPerSecond],
    ['health', ({ health }) => health],
    ['inherited_health', ({ inherited }) => inherited],
    ['reason', ({ reason }) => reason],
    ['members', ({ members }) => members],
    ['sick_members', ({ sickMembers }) => sickMembers],
  ];
}

const POLICY_COLUMNS: readonly (readonly [title: string, cell: (policy: NodePolicySummary | undefined) => Cell])[] = [
  ['data_plane', (policy) => policy?.dataplane],
  ['mtls_mode', (policy) => policy?.serverMode],
  ['posture', (policy) => policy?.posture],
];

export interface NodeCsv {
  readonly nodes: readonly MeshNode[];
  /** Numbers are totals since a proxy started, not rates. */
  readonly totals: boolean;
  /** What configuration says of the nodes; undefined = there is none. */
  readonly policies?: ReadonlyMap<string, NodePolicySummary> | undefined;
}

/** The header, then a row a node in the order given. */
export function nodeCsv({ nodes, totals, policies }: NodeCsv): readonly (readonly Cell[])[] {
  const columns = columnsOf(totals);
  const added = policies === undefined ? [] : POLICY_COLUMNS;
  const header = [...columns, ...added].map(([title]) => title);
  const rows = nodes.map((node) => [...columns.map(([, cell]) => cell(node)), ...added.map(([, cell]) => cell(policies?.get(node.id)))]);
  return [header, ...rows];
}
