import { useMemo } from 'react';
import type { Difference } from '../../inquiry/diff/model';
import { type Cell, CLIPBOARD, CSV_FILE, writeCsv } from '../../lib/write-csv';
import type { Mesh } from '../../mesh/model';
import type { DrawnPolicies } from '../../policy/drawn';
import { edgeCsv } from '../../scene/csv/edge-csv';
import { nodeCsv } from '../../scene/csv/node-csv';
import { splitsByEdge } from '../../scene/streams';
import { useDifference } from '../compare/use-compared';
import { copyText } from '../controls/copy-text';
import { useApp } from '../use-app';
import { useSource } from '../use-source';
import { useUnits } from '../use-units';
import { useWhole } from '../use-whole';
import type { Column, RowWithId } from './column';
import { csvName } from './csv-name';
import { downloadText } from './download-text';
import { type EdgeRow, edgeColumns } from './edge-columns';
import { type NodeRow, nodeColumns } from './node-columns';
import { useRowEmphasis } from './use-emphasis';
import { useUnion } from './use-union';

/** A table ready to be shown: its rows in the order of ids, its columns, and its ways out. */
export interface TwinTable<Row extends RowWithId> {
  readonly kind: 'edges' | 'nodes';
  readonly noun: string;
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  /** What closed groups hold has arrived. */
  readonly everythingReady: boolean;
  readonly copy: (rows: readonly Row[], header: boolean) => void;
  readonly download: (rows: readonly Row[]) => void;
}

/** The picture as drawn, or with nothing closed as soon as that is there; with what differs, where two moments are compared. */
function useListed(everything: boolean): {
  readonly listed: Mesh | undefined;
  readonly policies: DrawnPolicies | undefined;
  readonly difference: Difference | undefined;
  readonly ready: boolean;
} {
  const picture = useApp((state) => state.picture);
  const whole = useWhole(everything);
  const shown = useDifference();
  const ready = everything && whole !== undefined;
  const difference = ready ? shown && whole.difference : shown;
  const listed = useUnion(ready ? whole.mesh : picture?.mesh, difference);
  return { listed, policies: ready ? whole.policies : picture?.policies, difference, ready };
}

/** Sorted by a rank that is no number to read. */
const RANKED: ReadonlySet<string> = new Set(['edges.health', 'nodes.health', 'edges.change', 'nodes.change']);

/** Of two moments every column as it stands there: numbers unrounded, texts as written. */
function asListed<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): readonly (readonly Cell[])[] {
  return [
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ id, number, order, text }) => (number === true && !RANKED.has(id) ? order?.(row) : text(row)))),
  ];
}

/** Copying and saving, named after where the rows come from. */
function useWaysOut(rows: 'edges' | 'nodes') {
  const source = useSource();
  const namespaces = useApp((state) => state.view.namespaces);
  const atSeconds = useApp((state) => state.picture?.atSeconds ?? 0);
  return {
    copy: (table: readonly (readonly Cell[])[]) => void copyText(writeCsv(table, CLIPBOARD)),
    download: (table: readonly (readonly Cell[])[]) =>
      downloadText(csvName({ rows, source: source?.label ?? '', namespaces, atSeconds }), 'text/csv', writeCsv(table, CSV_FILE)),
  };
}

export function useEdgeTable(everything: boolean): TwinTable<EdgeRow> {
  const { listed, policies, difference, ready } = useListed(everything);
  const units = useUnits();
  const emphasis = useRowEmphasis();
  const stage = useApp((state) => state.picture?.stage ?? 'complete');
  const totals = useApp((state) => state.picture?.totalsSinceStart === true);
  const folded = useApp((state) => state.view.showFolded);
  const out = useWaysOut('edges');
  const nodes = useMemo(() => new Map((listed?.nodes ?? []).map((node) => [node.id, node])), [listed]);
  const hasPolicies = policies !== undefined;
  const splits = useMemo(() => splitsByEdge(policies?.streams, nodes), [policies, nodes]);
  const rows = useMemo(
    () =>
      (listed?.edges ?? [])
        .filter((edge) => (folded || edge.foldedInto === undefined) && emphasis?.edgeRemoved(edge) !== true)
        .map(
          (edge): EdgeRow => ({
            id: edge.id,
            edge,
            source: nodes.get(edge.source),
            target: nodes.get(edge.target),
            policy: policies?.edges.get(edge.id),
            split: splits.get(edge.id),
            change: difference?.edges.get(edge.id),
            found: emphasis?.isFound(edge.id) === true,
            dimmed: emphasis?.edgeFaded(edge) === true,
          }),
        ),
    [listed, nodes, policies, splits, folded, emphasis, difference],
  );
  const hasSplits = splits.size > 0;
  const compared = difference !== undefined;
  const columns = useMemo(
    () => edgeColumns({ units, stage, policies: hasPolicies, splits: hasSplits, compared }),
    [units, stage, hasPolicies, hasSplits, compared],
  );
  const written = (chosen: readonly EdgeRow[]) =>
    compared
      ? asListed(columns, chosen)
      : edgeCsv({ edges: chosen.map(({ edge }) => edge), nodes, totals, policies: policies?.edges, splits });
  return {
    kind: 'edges',
    noun: 'edge',
    label: 'Edges of the mesh',
    rows,
    columns,
    everythingReady: ready,
    copy: (chosen, header) => out.copy(written(chosen).slice(header ? 0 : 1)),
    download: (chosen) => out.download(written(chosen)),
  };
}

export function useNodeTable(everything: boolean): TwinTable<NodeRow> {
  const { listed, policies, difference, ready } = useListed(everything);
  const units = useUnits();
  const emphasis = useRowEmphasis();
  const totals = useApp((state) => state.picture?.totalsSinceStart === true);
  const out = useWaysOut('nodes');
  const hasPolicies = policies !== undefined;
  const compared = difference !== undefined;
  const rows = useMemo(
    () =>
      (listed?.nodes ?? [])
        .filter((node) => emphasis?.nodeRemoved(node) !== true)
        .map(
          (node): NodeRow => ({
            id: node.id,
            node,
            policy: policies?.nodes.get(node.id),
            change: difference?.nodes.get(node.id),
            found: emphasis?.isFound(node.id) === true,
            dimmed: emphasis?.nodeFaded(node) === true,
          }),
        ),
    [listed, policies, emphasis, difference],
  );
  const columns = useMemo(() => nodeColumns({ units, policies: hasPolicies, compared }), [units, hasPolicies, compared]);
  const written = (chosen: readonly NodeRow[]) =>
    compared ? asListed(columns, chosen) : nodeCsv({ nodes: chosen.map(({ node }) => node), totals, policies: policies?.nodes });
  return {
    kind: 'nodes',
    noun: 'node',
    label: 'Nodes of the mesh',
    rows,
    columns,
    everythingReady: ready,
    copy: (chosen, header) => out.copy(written(chosen).slice(header ? 0 : 1)),
    download: (chosen) => out.download(written(chosen)),
  };
}
