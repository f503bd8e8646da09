import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RowWithId } from './column';
import { STICKY } from './GridRow';
import type { Spot } from './grid-move';
import type { SortOf, TableModel } from './use-table-model';

interface GridHeadProps<Row extends RowWithId> {
  readonly model: TableModel<Row>;
  /** The column of the head that is in the tab order, if any. */
  readonly activeColumn: number | undefined;
  readonly onFocus: (spot: Spot) => void;
}

/** Heads that stay and sort: a click or Enter by this column alone, with Shift by this one as well. */
export function GridHead<Row extends RowWithId>({ model, activeColumn, onFocus }: GridHeadProps<Row>): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a virtual grid
    <div role="rowgroup" className="sticky top-0 z-20 w-max min-w-full">
      {/* biome-ignore lint/a11y/useSemanticElements: part of a virtual grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its cells are */}
      <div role="row" aria-rowindex={1} className="flex h-8 border-line-strong border-b bg-sunken">
        {model.columns.map((column, index) => {
          const sort = model.sortOf(column.id);
          return (
            // biome-ignore lint/a11y/useSemanticElements: part of a virtual grid
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={index + 1}
              {...(sort === undefined ? {} : { 'aria-sort': sort.direction })}
              tabIndex={activeColumn === index ? 0 : -1}
              data-cell={`-1 ${index}`}
              title={`${column.explains ?? column.title}. Click sorts, Shift+click sorts by this as well.`}
              onClick={(event) => {
                onFocus({ row: -1, column: index });
                model.sortBy(column.id, event.shiftKey);
              }}
              style={{ width: `${column.width}rem` }}
              className={`flex shrink-0 cursor-pointer items-center gap-1 bg-sunken px-2 text-muted text-xs -outline-offset-2 hover:text-ink ${column.number === true ? 'justify-end' : ''} ${index === 0 ? STICKY : ''} ${sort === undefined ? '' : 'font-semibold text-ink'}`}
            >
              <SortSign sort={sort} />
              <span className="truncate">{column.title}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function SortSign({ sort }: { readonly sort: SortOf | undefined }): ReactNode {
  if (sort === undefined) return null;
  const Arrow = sort.direction === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <span className="inline-flex shrink-0 items-center">
      <Arrow size={13} aria-hidden />
      {sort.rank === undefined ? null : (
        <span className="text-2xs">
          <span className="sr-only">sorted as number </span>
          {sort.rank}
        </span>
      )}
    </span>
  );
}
