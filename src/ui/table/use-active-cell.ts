/** The roving tab stop of a grid: which cell it is, where keys lead it, and that the focus follows. */
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { gridMove, type Spot, spotIn } from './grid-move';

interface WithId {
  readonly id: string;
}

interface ActiveCellInput {
  readonly rows: readonly WithId[];
  readonly columns: readonly unknown[];
  readonly selected: string | undefined;
  readonly scroller: RefObject<HTMLElement | null>;
}

export interface ActiveCell {
  readonly spot: Spot;
  readonly goTo: (spot: Spot) => void;
  /** A cell got the focus by other ways than keys. */
  readonly follow: (target: EventTarget) => void;
  /** Moves when the key is one of a grid's; says whether it was. */
  readonly press: (event: KeyboardEvent, page: number) => boolean;
  /** How a cell is brought into sight. */
  readonly revealWith: (reveal: (spot: Spot) => void) => void;
  /** Goes to a cell and takes the focus along. */
  readonly jump: (spot: Spot) => void;
}

/** A row is remembered by its id, so that sorting and refreshing leave the tab stop on it. */
interface Kept {
  readonly rowId: string | undefined;
  readonly row: number;
  readonly column: number;
}

export function useActiveCell({ rows, columns, selected, scroller }: ActiveCellInput): ActiveCell {
  const [kept, setKept] = useState<Kept>({ rowId: selected ?? rows[0]?.id, row: 0, column: 0 });
  const reveal = useRef<(spot: Spot) => void>(() => {});
  const focusNext = useRef(false);
  const spot = spotOf(kept, rows, columns.length);

  const goTo = (next: Spot) => setKept({ rowId: rows[next.row]?.id, ...next });
  const jump = (next: Spot) => {
    focusNext.current = true;
    goTo(next);
    reveal.current(next);
  };
  useLayoutEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${spot.row} ${spot.column}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  // What is selected elsewhere is brought into sight; a refresh or a sort leaves the scroll where it is.
  const latestRows = useRef(rows);
  latestRows.current = rows;
  useEffect(() => {
    const row = selected === undefined ? -1 : latestRows.current.findIndex(({ id }) => id === selected);
    if (row < 0) return;
    setKept((before) => (before.rowId === selected ? before : { rowId: selected, row, column: before.column }));
    reveal.current({ row, column: -1 });
  }, [selected]);

  return {
    spot,
    goTo,
    jump,
    follow(target) {
      const now = spotIn(target);
      if (now !== undefined && (now.row !== spot.row || now.column !== spot.column)) goTo(now);
    },
    press(event, page) {
      const next = gridMove(event.key, event.ctrlKey || event.metaKey, spot, { rows: rows.length, columns: columns.length, page });
      if (next === undefined) return false;
      event.preventDefault();
      jump(next);
      return true;
    },
    revealWith(how) {
      reveal.current = how;
    },
  };
}

/** Where the remembered cell is now; a row that left gives way to the one in its place. */
function spotOf({ rowId, row, column }: Kept, rows: readonly WithId[], columns: number): Spot {
  const last = Math.max(0, columns - 1);
  if (row === -1) return { row: -1, column: Math.min(column, last) };
  const found = rowId === undefined ? -1 : rows.findIndex(({ id }) => id === rowId);
  const now = found >= 0 ? found : Math.min(row, rows.length - 1);
  return { row: now, column: Math.min(column, last) };
}
