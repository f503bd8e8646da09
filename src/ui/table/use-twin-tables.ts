import { useMemo } from 'react';
import { type Cell, CLIPBOARD, CSV_FILE, writeCsv } from '../../lib/write-csv';
import type { Mesh } from '../../mesh/model';
import type { DrawnPolicies } from '../../policy/drawn';
import { edgeCsv } from '../../scene/csv/edge-csv';
import { nodeCsv } from '../../scene/csv/node-csv';
import { splitsByEdge } from '../../scene/streams';
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

/** The picture as drawn, or with nothing closed as soon as that is there. */
function useListed(everything: boolean): {
  readonly mesh: Mesh | undefined;
  readonly policies: DrawnPolicies | undefined;
  readonly ready: boolean;
} {
  const picture = useApp((state) => state.picture);
  const whole = useWhole(everything);
  if (everything && whole !== undefined) return { mesh: whole.mesh, policies: whole.policies, ready: true };
  return { mesh: picture?.mesh, policies: picture?.policies, ready: false };
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
  const { mesh, policies, ready } = useListed(everything);
  const units = useUnits();
  const emphasis = useRowEmphasis();
  const stage = useApp((state) => state.picture?.stage ?? 'complete');
  const totals = useApp((state) => state.picture?.totalsSinceStart === true);
  const folded = useApp((state) => state.view.showFolded);
  const out = useWaysOut('edges');
  const nodes = useMemo(() => new Map((mesh?.nodes ?? []).map((node) => [node.id, node])), [mesh]);
  const hasPolicies = policies !== undefined;
  const splits = useMemo(() => splitsByEdge(policies?.streams, nodes), [policies, nodes]);
  const rows = useMemo(
    () =>
      (mesh?.edges ?? [])
        .filter((edge) => (folded || edge.foldedInto === undefined) && emphasis?.edgeRemoved(edge) !== true)
        .map(
          (edge): EdgeRow => ({
            id: edge.id,
            edge,
            source: nodes.get(edge.source),
            target: nodes.get(edge.target),
            policy: policies?.edges.get(edge.id),
            split: splits.get(edge.id),
            found: emphasis?.isFound(edge.id) === true,
            dimmed: emphasis?.edgeFaded(edge) === true,
          }),
        ),
    [mesh, nodes, policies, splits, folded, emphasis],
  );
  const hasSplits = splits.size > 0;
  const columns = useMemo(
    () => edgeColumns({ units, stage, policies: hasPolicies, splits: hasSplits }),
    [units, stage, hasPolicies, hasSplits],
  );
  const written = (listed: readonly EdgeRow[]) =>
    edgeCsv({ edges: listed.map(({ edge }) => edge), nodes, totals, policies: policies?.edges, splits });
  return {
    kind: 'edges',
    noun: 'edge',
    label: 'Edges of the mesh',
    rows,
    columns,
    everythingReady: ready,
    copy: (listed, header) => out.copy(written(listed).slice(header ? 0 : 1)),
    download: (listed) => out.download(written(listed)),
  };
}

export function useNodeTable(everything: boolean): TwinTable<NodeRow> {
  const { mesh, policies, ready } = useListed(everything);
  const units = useUnits();
  const emphasis = useRowEmphasis();
  const totals = useApp((state) => state.picture?.totalsSinceStart === true);
  const out = useWaysOut('nodes');
  const hasPolicies = policies !== undefined;
  const rows = useMemo(
    () =>
      (mesh?.nodes ?? [])
        .filter((node) => emphasis?.nodeRemoved(node) !== true)
        .map(
          (node): NodeRow => ({
            id: node.id,
            node,
            policy: policies?.nodes.get(node.id),
            found: emphasis?.isFound(node.id) === true,
            dimmed: emphasis?.nodeFaded(node) === true,
          }),
        ),
    [mesh, policies, emphasis],
  );
  const columns = useMemo(() => nodeColumns({ units, policies: hasPolicies }), [units, hasPolicies]);
  const written = (listed: readonly NodeRow[]) => nodeCsv({ nodes: listed.map(({ node }) => node), totals, policies: policies?.nodes });
  return {
    kind: 'nodes',
    noun: 'node',
    label: 'Nodes of the mesh',
    rows,
    columns,
    everythingReady: ready,
    copy: (listed, header) => out.copy(written(listed).slice(header ? 0 : 1)),
    download: (listed) => out.download(written(listed)),
  };
}
