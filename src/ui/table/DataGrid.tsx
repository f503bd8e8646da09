import { type MouseEvent, type KeyboardEvent as ReactKeyboardEvent, type ReactNode, useRef } from 'react';
import type { RowWithId } from './column';
import { GridHead } from './GridHead';
import { GridRow } from './GridRow';
import { useActiveCell } from './use-active-cell';
import type { TableModel } from './use-table-model';
import { ROW_REM, useVirtualLines } from './use-virtual-lines';

interface DataGridProps<Row extends RowWithId> {
  readonly label: string;
  readonly model: TableModel<Row>;
  /** Id of what is selected on the page. */
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  /** Ctrl+C on a row. */
  readonly onCopy: (row: Row) => void;
}

const widthOf = (columns: readonly { readonly width: number }[]): number => columns.reduce((sum, { width }) => sum + width, 0);

/** Rows and columns as an ARIA grid: only what is visible stands in the document, one cell is in the tab order. */
export function DataGrid<Row extends RowWithId>({ label, model, selected, onSelect, onCopy }: DataGridProps<Row>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, columns } = model;
  const active = useActiveCell({ rows, columns, selected, scroller });
  const virtual = useVirtualLines({ scroller, count: rows.length, rem: ROW_REM, headRem: ROW_REM, keep: active.spot.row });
  active.revealWith(({ row }) => {
    if (row >= 0) virtual.reveal(row);
  });

  const press = (event: ReactKeyboardEvent) => {
    const row = rows[active.spot.row];
    const column = columns[active.spot.column];
    if ((event.ctrlKey || event.metaKey) && event.key === 'c' && row !== undefined && window.getSelection()?.isCollapsed !== false) {
      event.preventDefault();
      onCopy(row);
      return;
    }
    if (active.press(event, virtual.page)) return;
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (row !== undefined) onSelect(row.id);
    else if (column !== undefined) model.sortBy(column.id, event.shiftKey);
  };
  const click = (event: MouseEvent) => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    const id = cell?.dataset.row;
    if (cell === null || id === undefined) return;
    active.goTo({ row: rows.findIndex((row) => row.id === id), column: Number(cell.dataset.column ?? 0) });
    onSelect(id);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows stand where they are scrolled to, which a table element does not allow
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      onKeyDown={press}
      onFocus={(event) => active.follow(event.target)}
      onClick={click}
      className="thin-scroll relative min-h-0 flex-1 overflow-auto scroll-pt-8 scroll-pl-48 bg-surface"
    >
      <GridHead model={model} activeColumn={active.spot.row === -1 ? active.spot.column : undefined} onFocus={active.goTo} />
      {/* biome-ignore lint/a11y/useSemanticElements: part of a virtual grid */}
      <div role="rowgroup" className="relative" style={{ height: virtual.size, width: `${widthOf(columns)}rem`, minWidth: '100%' }}>
        {virtual.items.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <GridRow
              key={row.id}
              row={row}
              columns={columns}
              index={index}
              start={start}
              heightRem={ROW_REM}
              selected={row.id === selected}
              activeColumn={active.spot.row === index ? active.spot.column : undefined}
            />
          );
        })}
      </div>
    </div>
  );
}
