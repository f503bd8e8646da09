import { Columns3, Copy, Download } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { many } from '../../lib/many';
import { AwaitedVersions } from '../canary/AwaitedVersions';
import { Button } from '../controls/Button';
import { Check, TextInput } from '../controls/Field';
import { Flyout } from '../controls/Flyout';
import { GoneThings } from '../gone/GoneThings';
import { useActions, useApp } from '../use-app';
import type { Column, RowWithId } from './column';
import { DataGrid } from './DataGrid';
import { filterRows } from './filter-rows';
import { type Sorting, useTableModel } from './use-table-model';
import { type TwinTable, useEdgeTable, useNodeTable } from './use-twin-tables';

/** What is kept of the table while the map or the matrix is shown. */
export interface TableState {
  readonly tab: 'edges' | 'nodes';
  readonly filter: string;
  readonly everything: boolean;
  readonly sorting: Readonly<Record<'edges' | 'nodes', Sorting>>;
}

/** The sickest first, the busiest of them before the others. */
export const TABLE_AT_FIRST: TableState = {
  tab: 'edges',
  filter: '',
  everything: false,
  sorting: {
    edges: [
      { id: 'edges.health', desc: true },
      { id: 'edges.rate', desc: true },
    ],
    nodes: [
      { id: 'nodes.health', desc: true },
      { id: 'nodes.incoming.rate', desc: true },
    ],
  },
};

interface TableViewProps {
  readonly state: TableState;
  readonly onChange: (part: Partial<TableState>) => void;
  readonly onSelected: () => void;
}

const TAB =
  'h-8 shrink-0 whitespace-nowrap rounded-md px-2 text-muted hover:text-ink data-[state=active]:bg-sunken data-[state=active]:font-semibold data-[state=active]:text-ink';

/** Every edge and node of the picture as rows. */
export function TableView({ state, onChange, onSelected }: TableViewProps): ReactNode {
  const edges = useEdgeTable(state.everything);
  const nodes = useNodeTable(state.everything);
  const shared = { state, onChange, onSelected };
  return (
    <Tabs.Root
      value={state.tab}
      onValueChange={(tab) => onChange({ tab: tab === 'nodes' ? 'nodes' : 'edges' })}
      className="flex min-h-0 flex-1 flex-col"
    >
      <Tabs.Content value="edges" className="flex min-h-0 flex-1 flex-col">
        <Twin {...shared} table={edges} counts={{ edges: edges.rows.length, nodes: nodes.rows.length }} />
      </Tabs.Content>
      <Tabs.Content value="nodes" className="flex min-h-0 flex-1 flex-col">
        <Twin {...shared} table={nodes} counts={{ edges: edges.rows.length, nodes: nodes.rows.length }} />
      </Tabs.Content>
      <AwaitedVersions />
      <GoneThings />
    </Tabs.Root>
  );
}

interface TwinProps<Row extends RowWithId> extends TableViewProps {
  readonly table: TwinTable<Row>;
  readonly counts: { readonly edges: number; readonly nodes: number };
}

function Twin<Row extends RowWithId>({ table, counts, state, onChange, onSelected }: TwinProps<Row>): ReactNode {
  const { rows, columns, kind } = table;
  const actions = useActions();
  const selected = useApp((app) => app.view.selected);
  const chosen = useApp((app) => app.preferences.columns);
  const filter = useDeferredValue(state.filter);
  const filtered = useMemo(() => filterRows(rows, columns, filter), [rows, columns, filter]);
  const visible = useMemo(() => visibleColumns(columns, chosen), [columns, chosen]);
  const sort = (change: Sorting | ((before: Sorting) => Sorting)) => {
    const before = state.sorting[kind];
    onChange({ sorting: { ...state.sorting, [kind]: typeof change === 'function' ? change(before) : change } });
  };
  const model = useTableModel({ rows: filtered, columns, visible, sorting: state.sorting[kind], onSort: sort });
  const select = (id: string) => {
    actions.select(id);
    onSelected();
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-surface p-1.5 print:hidden">
        <Tabs.List aria-label="Rows" className="flex gap-0.5">
          <Tabs.Trigger value="edges" className={TAB}>
            Edges {counts.edges}
          </Tabs.Trigger>
          <Tabs.Trigger value="nodes" className={TAB}>
            Nodes {counts.nodes}
          </Tabs.Trigger>
        </Tabs.List>
        <TextInput
          type="search"
          aria-label={`Filter ${kind}`}
          placeholder="Filter by any word of a row"
          className="!w-60 max-w-full shrink"
          value={state.filter}
          onChange={(event) => onChange({ filter: event.target.value })}
        />
        <p role="status" className="whitespace-nowrap text-muted text-xs">
          {filtered.length === rows.length ? many(rows.length, table.noun) : `${filtered.length} of ${many(rows.length, table.noun)}`}
        </p>
        <div className="flex-1" />
        <ColumnChooser columns={columns} visible={visible} />
        <Button
          icon={Copy}
          title="Copies the rows listed, in their order; Ctrl+C in the table copies its row"
          onClick={() => table.copy(model.rows, true)}
        >
          Copy
        </Button>
        <Button icon={Download} onClick={() => table.download(model.rows)}>
          CSV
        </Button>
      </div>
      <InsideGroups state={state} onChange={onChange} ready={table.everythingReady} />
      {filtered.length === 0 ? (
        <NothingLeft filter={state.filter} noun={table.noun} onClear={() => onChange({ filter: '' })} />
      ) : (
        <DataGrid label={table.label} model={model} selected={selected} onSelect={select} onCopy={(row) => table.copy([row], false)} />
      )}
    </>
  );
}

/** Spare columns are shown when chosen, the others unless they were put away. */
function visibleColumns<Row>(
  columns: readonly Column<Row>[],
  chosen: Readonly<Record<string, boolean>>,
): Readonly<Record<string, boolean>> {
  return Object.fromEntries(columns.map(({ id, spare }, index) => [id, index === 0 || (chosen[id] ?? spare !== true)]));
}

function ColumnChooser<Row>({
  columns,
  visible,
}: {
  readonly columns: readonly Column<Row>[];
  readonly visible: Readonly<Record<string, boolean>>;
}): ReactNode {
  const actions = useActions();
  const chosen = useApp((app) => app.preferences.columns);
  return (
    <Flyout name="Columns" icon={Columns3} align="end" width="w-64">
      {columns.slice(1).map(({ id, title, explains }) => (
        <Check
          key={id}
          label={title}
          {...(explains === undefined ? {} : { description: explains })}
          checked={visible[id] === true}
          onChange={(event) => actions.setColumns({ ...chosen, [id]: event.target.checked })}
        />
      ))}
    </Flyout>
  );
}

/** Aggregates are listed as drawn until somebody wants what they stand for. */
function InsideGroups({ state, onChange, ready }: Pick<TableViewProps, 'state' | 'onChange'> & { readonly ready: boolean }): ReactNode {
  const closed = useApp(({ picture }) =>
    picture === undefined || picture.mesh.groupBy === 'namespace' ? 0 : picture.mesh.nodes.filter(({ members }) => members > 1).length,
  );
  if (closed === 0 && !state.everything) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 border-line border-b bg-canvas px-3 text-xs">
      <Check
        label={`List what ${many(closed, 'closed group')} ${closed === 1 ? 'holds' : 'hold'} instead of their sums`}
        checked={state.everything}
        onChange={(event) => onChange({ everything: event.target.checked })}
      />
      <span role="status" className="text-muted">
        {state.everything && !ready ? 'Being listed…' : ''}
      </span>
    </div>
  );
}

function NothingLeft({
  filter,
  noun,
  onClear,
}: {
  readonly filter: string;
  readonly noun: string;
  readonly onClear: () => void;
}): ReactNode {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-center">
      {filter.trim() === '' ? (
        <p>There is no {noun} in this picture.</p>
      ) : (
        <>
          <p className="break-words">
            No {noun} has all the words of “{filter.trim().slice(0, 80)}”.
          </p>
          <Button onClick={onClear}>Clear the filter</Button>
        </>
      )}
    </div>
  );
}
