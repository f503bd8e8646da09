/** Sorting and choosing columns: the one file that knows TanStack Table. */
import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Column, RowWithId } from './column';
import { compareCells } from './compare-cells';

const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature, sortedRowModel: createSortedRowModel() });

/** By which columns rows are sorted, the first counting most. */
export type Sorting = SortingState;

export interface SortOf {
  readonly direction: 'ascending' | 'descending';
  /** 1 = counts first; undefined where only one column counts. */
  readonly rank: number | undefined;
}

export interface TableModel<Row> {
  /** Sorted: equal rows in the order given. */
  readonly rows: readonly Row[];
  /** Those shown. */
  readonly columns: readonly Column<Row>[];
  readonly sortOf: (id: string) => SortOf | undefined;
  /** Next direction of a column; `add` keeps the others. */
  readonly sortBy: (id: string, add: boolean) => void;
}

interface TableInput<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  /** By column id; what is not named is shown. */
  readonly visible: Readonly<Record<string, boolean>>;
  readonly sorting: Sorting;
  readonly onSort: (change: Sorting | ((before: Sorting) => Sorting)) => void;
}

export function useTableModel<Row extends RowWithId>({ rows, columns, visible, sorting, onSort }: TableInput<Row>): TableModel<Row> {
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: column.order ?? column.text,
        sortFn: (a: { getValue: (id: string) => unknown }, b: { getValue: (id: string) => unknown }, id: string) =>
          compareCells(a.getValue(id), b.getValue(id)),
        sortUndefined: 'last' as const,
        sortDescFirst: column.number === true,
      })),
    [columns],
  );
  const state = useMemo(() => ({ sorting, columnVisibility: { ...visible } }), [sorting, visible]);
  const table = useTable<typeof features, Row>({
    features,
    data: rows,
    columns: definitions,
    state,
    onSortingChange: onSort,
    getRowId: ({ id }) => id,
  });
  const sorted = table.getRowModel().rows;
  return {
    rows: useMemo(() => sorted.map(({ original }) => original), [sorted]),
    columns: useMemo(() => columns.filter(({ id }) => visible[id] !== false), [columns, visible]),
    sortOf(id) {
      const index = sorting.findIndex((one) => one.id === id);
      const sort = sorting[index];
      if (sort === undefined) return undefined;
      return { direction: sort.desc ? 'descending' : 'ascending', rank: sorting.length > 1 ? index + 1 : undefined };
    },
    sortBy: (id, add) => table.getColumn(id)?.toggleSorting(undefined, add),
  };
}
