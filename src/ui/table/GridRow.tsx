import { memo, type ReactNode } from 'react';
import type { Column, RowWithId } from './column';

/** The first column stays where it is while the others are scrolled. */
export const STICKY = 'sticky left-0 z-10 border-line border-r';

interface GridRowProps<Row extends RowWithId> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly index: number;
  /** Pixels from the top of the rows. */
  readonly start: number;
  readonly heightRem: number;
  readonly selected: boolean;
  /** The column of this row that is in the tab order, if any. */
  readonly activeColumn: number | undefined;
}

function Row<Row extends RowWithId>({ row, columns, index, start, heightRem, selected, activeColumn }: GridRowProps<Row>): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a virtual grid
    // biome-ignore lint/a11y/useFocusableInteractive: its cells are
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      {...(row.found ? { 'data-found': true } : {})}
      style={{ transform: `translateY(${start}px)`, height: `${heightRem}rem` }}
      className={`absolute top-0 left-0 flex w-max min-w-full cursor-pointer border-line border-b ${selected ? 'bg-sunken font-medium' : 'bg-surface hover:bg-canvas'} ${row.dimmed ? 'text-muted' : ''}`}
    >
      {columns.map((column, at) => (
        // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of its roles have columns
        <div
          key={column.id}
          role={at === 0 ? 'rowheader' : 'gridcell'}
          aria-colindex={at + 1}
          tabIndex={activeColumn === at ? 0 : -1}
          data-row={row.id}
          data-column={at}
          data-cell={`${index} ${at}`}
          style={{ width: `${column.width}rem` }}
          title={column.number === true ? undefined : column.text(row)}
          className={`shrink-0 truncate px-2 py-1.5 -outline-offset-2 ${column.number === true ? 'text-right' : ''} ${at === 0 ? `${STICKY} bg-inherit` : ''} ${at === 0 && selected ? 'shadow-[inset_3px_0_0_var(--accent)]' : ''}`}
        >
          {at === 0 && row.found ? <FoundMark /> : null}
          {column.content?.(row) ?? column.text(row)}
        </div>
      ))}
    </div>
  );
}

const FoundMark = (): ReactNode => <span className="mr-1 rounded border border-accent px-1 font-semibold text-2xs text-accent">found</span>;

/** Drawn again only when its row, place or state changed. */
export const GridRow = memo(Row) as typeof Row;
