import { type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import type { Matrix, MatrixLine } from '../../scene/matrix/matrix';
import { type Spot, spotIn } from '../table/grid-move';
import { useActiveCell } from '../table/use-active-cell';
import { ROW_REM, useVirtualLines } from '../table/use-virtual-lines';
import { useActions, useApp } from '../use-app';
import { useMedia } from '../use-media';
import { useUnits } from '../use-units';
import { cellSentence } from './cell-sentence';
import { lineSentence } from './line-name';
import { MatrixHead } from './MatrixHead';
import { MatrixRow } from './MatrixRow';
import { COLUMN_REM, NARROW, ROOMY } from './matrix-sizes';
import { tellingSpots } from './out-of-sight';
import { SightStrip } from './SightStrip';

interface MatrixGridProps {
  readonly matrix: Matrix;
  readonly opened: ReadonlySet<string>;
  readonly onOpen: (opened: ReadonlySet<string>) => void;
  readonly onSelected: () => void;
}

/** The matrix as an ARIA grid, virtual both ways. Column 0 of a spot is the head of the row. */
export function MatrixGrid({ matrix, opened, onOpen, onSelected }: MatrixGridProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const { callers, called } = matrix;
  const actions = useActions();
  const units = useUnits();
  const sizes = useMedia('(max-width: 40rem)') ? NARROW : ROOMY;
  const selected = useApp((state) => state.view.selected);
  const headed = useMemo(() => [undefined, ...called], [called]);
  const active = useActiveCell({ rows: callers, columns: headed, selected: undefined, scroller });
  const rows = useVirtualLines({ scroller, count: callers.length, rem: ROW_REM, headRem: sizes.head, keep: active.spot.row });
  const columns = useVirtualLines({
    scroller,
    count: called.length,
    rem: COLUMN_REM,
    headRem: sizes.side,
    horizontal: true,
    keep: active.spot.column - 1,
  });
  active.revealWith(({ row, column }) => {
    if (row >= 0) rows.reveal(row);
    if (column >= 1) columns.reveal(column - 1);
  });
  const [said, setSaid] = useState('');
  const spots = useMemo(() => tellingSpots(matrix), [matrix]);

  const sentenceAt = ({ row, column }: Spot): string => {
    const [caller, target] = [callers[row], called[column - 1]];
    if (caller !== undefined && target !== undefined) return cellSentence(caller, target, matrix.cell(caller.id, target.id), units);
    const line = caller ?? target;
    return line === undefined ? '' : lineSentence(line);
  };
  const choose = (spot: Spot) => {
    const [caller, target] = [callers[spot.row], called[spot.column - 1]];
    if (caller !== undefined && target !== undefined) {
      const choices = matrix.cell(caller.id, target.id)?.choices ?? [];
      const next = choices[(choices.findIndex(({ id }) => id === selected) + 1) % choices.length];
      if (next === undefined) return;
      actions.select(next.id);
      onSelected();
      return;
    }
    const line = caller ?? target;
    if (line?.open !== undefined) onOpen(toggled(opened, line.id));
    else if (line?.kind === 'node') {
      actions.select(line.id);
      onSelected();
    }
  };
  const press = (event: KeyboardEvent) => {
    if (active.press(event, rows.page)) return;
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose(active.spot);
  };
  const say = (event: FocusEvent | MouseEvent) => {
    const spot = spotIn(event.target);
    if (spot !== undefined) setSaid(sentenceAt(spot));
  };

  return (
    <>
      <SightStrip
        spots={spots}
        compared={matrix.compared}
        sight={{ rows: rows.inSight, columns: columns.inSight }}
        onJump={({ row, column }) => active.jump({ row, column: column + 1 })}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: cells stand where they are scrolled to, which a table element does not allow */}
      <div
        ref={scroller}
        role="grid"
        aria-label="Who calls whom: callers in rows, called in columns"
        aria-rowcount={callers.length + 1}
        aria-colcount={called.length + 1}
        onKeyDown={press}
        onFocus={(event) => {
          active.follow(event.target);
          say(event);
        }}
        onMouseOver={say}
        onClick={(event) => {
          const spot = spotIn(event.target);
          if (spot === undefined) return;
          active.goTo(spot);
          choose(spot);
        }}
        style={{ scrollPaddingTop: `${sizes.head}rem`, scrollPaddingLeft: `${sizes.side}rem` }}
        className="thin-scroll relative min-h-0 flex-1 overflow-auto bg-surface"
      >
        <MatrixHead sizes={sizes} columns={columns} called={called} active={active.spot.row === -1 ? active.spot.column : undefined} />
        {/* biome-ignore lint/a11y/useSemanticElements: part of a virtual grid */}
        <div role="rowgroup" className="relative" style={{ height: rows.size, width: `calc(${sizes.side}rem + ${columns.size}px)` }}>
          {rows.items.map(({ index, start }) => {
            const caller: MatrixLine | undefined = callers[index];
            return caller === undefined ? null : (
              <MatrixRow
                key={caller.id}
                caller={caller}
                index={index}
                start={start}
                columns={columns.items}
                matrix={matrix}
                sideRem={sizes.side}
                units={units}
                selected={selected}
                active={active.spot.row === index ? active.spot.column : undefined}
              />
            );
          })}
        </div>
      </div>
      <p className="min-h-8 shrink-0 truncate border-line border-t bg-surface px-3 py-1.5 text-xs" data-testid="matrix-sentence">
        {said === ''
          ? `Rows call columns. Numbers are requests per second${matrix.compared ? ' at B' : ''}, or bytes where a unit says so; the bar grows a step with each tenfold.${matrix.compared ? ' Struck: at A only.' : ''}`
          : said}
      </p>
    </>
  );
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
