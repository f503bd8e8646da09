import { memo, type ReactNode } from 'react';
import type { Matrix, MatrixCell, MatrixLine } from '../../scene/matrix/matrix';
import { CHANGE_STYLES, WIDTH_CLASSES, widthClass } from '../../scene/style-table';
import type { TrafficUnits } from '../../scene/traffic-units';
import { ChangeSign } from '../compare/ChangeSign';
import { HEALTH, TONE_TEXT } from '../controls/marks';
import { ROW_REM, type VirtualLine } from '../table/use-virtual-lines';
import { cellNumber, cellSentence, shownNumbers } from './cell-sentence';
import { lineName, lineSentence } from './line-name';
import { COLUMN_REM } from './matrix-sizes';
import { OpenSign } from './OpenSign';

interface MatrixRowProps {
  readonly caller: MatrixLine;
  readonly index: number;
  /** Pixels from the top of the rows. */
  readonly start: number;
  readonly columns: readonly VirtualLine[];
  readonly matrix: Matrix;
  readonly units: TrafficUnits;
  /** Width of the head of the row. */
  readonly sideRem: number;
  readonly selected: string | undefined;
  /** The column of this row that is in the tab order, if any. */
  readonly active: number | undefined;
}

function Row({ caller, index, start, columns, matrix, units, sideRem, selected, active }: MatrixRowProps): ReactNode {
  const all = caller.kind === 'all';
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a virtual grid
    // biome-ignore lint/a11y/useFocusableInteractive: its cells are
    <div
      role="row"
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${start}px)`, height: `${ROW_REM}rem` }}
      className={`absolute top-0 left-0 w-full border-line border-b ${all ? 'bg-canvas font-semibold' : 'bg-surface'}`}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: part of a virtual grid */}
      <div
        role="rowheader"
        aria-colindex={1}
        aria-label={lineSentence(caller)}
        title={lineSentence(caller)}
        tabIndex={active === 0 ? 0 : -1}
        data-cell={`${index} 0`}
        style={{ width: `${sideRem}rem`, paddingLeft: `${0.5 + caller.depth}rem` }}
        className={`sticky left-0 z-10 flex h-full cursor-pointer items-center gap-1 border-line border-r bg-inherit pr-2 -outline-offset-2 hover:bg-sunken ${caller.depth > 0 ? 'text-muted' : ''}`}
      >
        <OpenSign open={caller.open} />
        <span className="truncate">{lineName(caller)}</span>
        {caller.change === undefined ? null : <ChangeSign change={caller.change} />}
      </div>
      {columns.map(({ index: column, start: left }) => {
        const called = matrix.called[column];
        if (called === undefined) return null;
        const cell = matrix.cell(caller.id, called.id);
        const sentence = cellSentence(caller, called, cell, units);
        const chosen = selected !== undefined && cell?.choices.some(({ id }) => id === selected) === true && !all && called.kind !== 'all';
        return (
          // biome-ignore lint/a11y/useSemanticElements: part of a virtual grid
          <div
            key={called.id}
            role="gridcell"
            aria-colindex={column + 2}
            aria-selected={chosen}
            aria-label={sentence}
            {...(cell?.change !== undefined && { title: sentence })}
            tabIndex={active === column + 1 ? 0 : -1}
            data-cell={`${index} ${column + 1}`}
            {...(cell === undefined
              ? {}
              : {
                  'data-health': cell.health,
                  'data-change': cell.change?.mark,
                  'data-requests': cell.requestsPerSecond,
                  'data-error-ratio': cell.errorRatio,
                })}
            style={{ left: `calc(${sideRem}rem + ${left}px)`, width: `${COLUMN_REM}rem` }}
            className={`absolute top-0 h-full border-line border-r -outline-offset-2 ${cell === undefined ? '' : 'cursor-pointer hover:bg-sunken'} ${called.kind === 'all' ? 'bg-canvas font-semibold' : ''} ${caller.id === called.id ? 'bg-sunken' : ''} ${chosen ? 'outline-2 outline-accent' : ''}`}
          >
            {cell === undefined ? null : <CellFace cell={cell} units={units} />}
          </div>
        );
      })}
    </div>
  );
}

/** Mark, number, and a bar that grows a step with each tenfold of the rate. In a difference its class, and what did not change steps back, as on the map. */
function CellFace({ cell, units }: { readonly cell: MatrixCell; readonly units: TrafficUnits }): ReactNode {
  const { change, health } = cell;
  const numbers = shownNumbers(cell);
  const differs = change !== undefined && change.mark !== 'unchanged' ? change.mark : undefined;
  const isBack = change?.mark === 'unchanged' && health === 'healthy';
  const tone = differs === undefined ? HEALTH[health].tone : CHANGE_STYLES[differs].tone;
  const step = widthClass(present(numbers));
  return (
    <span aria-hidden className="flex h-full flex-col justify-between px-1 pt-1">
      <span className="flex items-center justify-end gap-1 text-2xs">
        {differs === undefined ? null : <ChangeSign change={differs} />}
        {differs !== undefined || health === 'healthy' || cell.edges === 0 ? null : (
          <span className={`font-bold ${TONE_TEXT[tone]}`}>{HEALTH[health].sign}</span>
        )}
        <span className={`truncate ${isBack ? 'text-muted' : ''} ${cell.edges === 0 ? 'text-muted line-through' : ''}`}>
          {cellNumber(numbers, units)}
        </span>
      </span>
      <span
        className={`tone-mark block h-1 bg-current ${TONE_TEXT[isBack ? 'idle' : tone]}`}
        style={{ width: `${(100 * step) / WIDTH_CLASSES.length}%` }}
      />
    </span>
  );
}

const present = ({ requestsPerSecond, bytesPerSecond }: ReturnType<typeof shownNumbers>) => ({
  ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
  ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
});

/** Drawn again only when its cells, place or state changed. */
export const MatrixRow = memo(Row);
