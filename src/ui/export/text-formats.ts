/** The graph as text: what each form is for, and how it is written. */
import type { AppState } from '../../app/app-types';
import { listedMesh } from '../../app/listed-mesh';
import { type Cell, CLIPBOARD, CSV_FILE, writeCsv } from '../../lib/write-csv';
import type { Mesh } from '../../mesh/model';
import { graphDot } from '../../picture/graph-dot';
import { toGraphJson } from '../../picture/graph-json';
import { edgeCsv } from '../../scene/csv/edge-csv';
import { nodeCsv } from '../../scene/csv/node-csv';
import { splitsByEdge } from '../../scene/streams';
import type { Picture } from '../../worker/messages';

export interface TextFormat {
  readonly id: 'edges' | 'nodes' | 'json' | 'dot';
  readonly title: string;
  readonly explains: string;
  readonly extension: string;
  readonly type: string;
  readonly write: (mesh: Mesh, picture: Picture) => string;
  /** Where the clipboard wants it otherwise than the file. */
  readonly forClipboard?: (mesh: Mesh, picture: Picture) => string;
}

const telemetryOf = ({ atSeconds, windowSeconds, totalsSinceStart }: Picture) => ({
  atSeconds,
  windowSeconds,
  ...(totalsSinceStart && { totals: true as const }),
});

type Rows = (mesh: Mesh, picture: Picture) => readonly (readonly Cell[])[];

const edgeRows: Rows = (mesh, { mesh: { nodes: all }, policies, totalsSinceStart }) => {
  // Ends that hide took out of the list still name their edges' ends.
  const nodes = new Map(all.map((node) => [node.id, node]));
  const splits = splitsByEdge(policies?.streams, nodes);
  return edgeCsv({ edges: mesh.edges, nodes, totals: totalsSinceStart === true, policies: policies?.edges, splits });
};

const nodeRows: Rows = (mesh, { policies, totalsSinceStart }) =>
  nodeCsv({ nodes: mesh.nodes, totals: totalsSinceStart === true, policies: policies?.nodes });

const spreadsheet = (id: 'edges' | 'nodes', title: string, explains: string, rows: Rows): TextFormat => ({
  id,
  title,
  explains,
  extension: 'csv',
  type: 'text/csv',
  write: (mesh, picture) => writeCsv(rows(mesh, picture), CSV_FILE),
  forClipboard: (mesh, picture) => writeCsv(rows(mesh, picture), CLIPBOARD),
});

export const TEXT_FORMATS: readonly TextFormat[] = [
  spreadsheet('edges', 'Edges, CSV', 'a row an edge, for spreadsheets: numbers unrounded, units in the head', edgeRows),
  spreadsheet('nodes', 'Nodes, CSV', 'a row a node', nodeRows),
  {
    id: 'json',
    title: 'Graph, JSON',
    explains: 'nodes and edges for programs, schema seamark.graph/1, as the command line prints them',
    extension: 'json',
    type: 'application/json',
    write: (mesh, picture) =>
      `${JSON.stringify(toGraphJson(mesh, { telemetry: telemetryOf(picture), problems: picture.problems }), undefined, 2)}\n`,
  },
  {
    id: 'dot',
    title: 'Graph, DOT',
    explains: 'for Graphviz and what reads its language',
    extension: 'dot',
    type: 'text/vnd.graphviz',
    write: (mesh, picture) => `${graphDot(mesh, telemetryOf(picture))}\n`,
  },
];

/** undefined before the first picture. */
export function writtenAs(
  { write, forClipboard }: TextFormat,
  state: Pick<AppState, 'picture' | 'matches' | 'view'>,
  way: 'file' | 'clipboard',
): string | undefined {
  const mesh = listedMesh(state);
  if (mesh === undefined || state.picture === undefined) return undefined;
  return way === 'clipboard' && forClipboard !== undefined ? forClipboard(mesh, state.picture) : write(mesh, state.picture);
}
