/** Where the keys of the ARIA grid pattern lead (https://www.w3.org/WAI/ARIA/apg/patterns/grid/). */
export interface Spot {
  /** -1 = the head. */
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that Page Up and Page Down pass over. */
  readonly page: number;
}

type Move = (spot: Spot, size: GridSize) => Spot;

const MOVES: ReadonlyMap<string, Move> = new Map<string, Move>([
  ['ArrowUp', ({ row, column }) => ({ row: row - 1, column })],
  ['ArrowDown', ({ row, column }) => ({ row: row + 1, column })],
  ['ArrowLeft', ({ row, column }) => ({ row, column: column - 1 })],
  ['ArrowRight', ({ row, column }) => ({ row, column: column + 1 })],
  ['PageUp', ({ row, column }, { page }) => ({ row: Math.max(0, row - page), column })],
  ['PageDown', ({ row, column }, { page }) => ({ row: row + page, column })],
  ['Home', ({ row }) => ({ row, column: 0 })],
  ['End', ({ row }, { columns }) => ({ row, column: columns - 1 })],
  ['Ctrl+Home', () => ({ row: 0, column: 0 })],
  ['Ctrl+End', (_, { rows, columns }) => ({ row: rows - 1, column: columns - 1 })],
]);

/** The next spot, kept inside the grid; undefined for a key that moves nothing. */
export function gridMove(key: string, ctrl: boolean, spot: Spot, size: GridSize): Spot | undefined {
  const next = MOVES.get(ctrl ? `Ctrl+${key}` : key)?.(spot, size);
  if (next === undefined) return undefined;
  const within = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));
  return { row: within(next.row, -1, Math.max(-1, size.rows - 1)), column: within(next.column, 0, size.columns - 1) };
}

/** The cell that an element is part of, as its `data-cell` says; undefined outside cells. */
export function spotIn(target: EventTarget): Spot | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null;
  const [row, column] = (cell?.dataset.cell ?? '').split(' ').map(Number);
  return cell === null || row === undefined || column === undefined ? undefined : { row, column };
}
