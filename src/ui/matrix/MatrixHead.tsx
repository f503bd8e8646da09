import type { ReactNode } from 'react';
import type { MatrixLine } from '../../scene/matrix/matrix';
import { ChangeSign } from '../compare/ChangeSign';
import type { VirtualLines } from '../table/use-virtual-lines';
import { lineName, lineSentence } from './line-name';
import { COLUMN_REM, type MatrixSizes } from './matrix-sizes';
import { OpenSign } from './OpenSign';

interface MatrixHeadProps {
  readonly sizes: MatrixSizes;
  readonly columns: VirtualLines;
  readonly called: readonly MatrixLine[];
  /** The column of the head that is in the tab order, if any. */
  readonly active: number | undefined;
}

/** The called, across; upright where a name has no room to lie. */
export function MatrixHead({ sizes, columns, called, active }: MatrixHeadProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a virtual grid
    <div role="rowgroup" className="sticky top-0 z-20" style={{ width: `calc(${sizes.side}rem + ${columns.size}px)` }}>
      {/* biome-ignore lint/a11y/useSemanticElements: part of a virtual grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its cells are */}
      <div role="row" aria-rowindex={1} className="relative border-line-strong border-b bg-sunken" style={{ height: `${sizes.head}rem` }}>
        {/* biome-ignore lint/a11y/useSemanticElements: part of a virtual grid */}
        <div
          role="columnheader"
          aria-colindex={1}
          tabIndex={active === 0 ? 0 : -1}
          data-cell="-1 0"
          className="sticky left-0 z-10 flex h-full flex-col justify-end border-line border-r bg-sunken p-2 text-muted text-xs -outline-offset-2"
          style={{ width: `${sizes.side}rem` }}
        >
          <span className="self-end">called →</span>
          <span>callers ↓</span>
        </div>
        {columns.items.map(({ index, start }) => {
          const line = called[index];
          if (line === undefined) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: part of a virtual grid
            <div
              key={line.id}
              role="columnheader"
              aria-colindex={index + 2}
              aria-label={lineSentence(line)}
              title={lineSentence(line)}
              tabIndex={active === index + 1 ? 0 : -1}
              data-cell={`-1 ${index + 1}`}
              style={{ left: `calc(${sizes.side}rem + ${start}px)`, width: `${COLUMN_REM}rem` }}
              className={`absolute top-0 flex h-full cursor-pointer flex-col items-center justify-end gap-1.5 border-line border-r bg-sunken py-1.5 text-xs -outline-offset-2 hover:bg-canvas ${line.depth > 0 ? 'text-muted' : ''} ${line.kind === 'all' ? 'font-semibold' : ''}`}
            >
              {line.change === undefined ? null : <ChangeSign change={line.change} />}
              <span className="flex max-h-full rotate-180 items-center gap-1 overflow-hidden [writing-mode:vertical-rl]">
                <OpenSign open={line.open} upright />
                <span className="truncate" style={{ maxHeight: `${sizes.head - 2}rem` }}>
                  {lineName(line)}
                </span>
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
