/** Tables as text for spreadsheets: RFC 4180, or tab-separated for the clipboard. */
import { oneLine } from './one-line';

/** undefined = unknown, an empty cell. */
export type Cell = string | number | undefined;

export interface Dialect {
  readonly separator: ',' | '\t';
  readonly lineEnd: '\r\n' | '\n';
}
export const CSV_FILE: Dialect = { separator: ',', lineEnd: '\r\n' };
/** What a terminal and its tools expect. */
export const CSV_LINES: Dialect = { separator: ',', lineEnd: '\n' };
/** What spreadsheets take from the clipboard. */
export const CLIPBOARD: Dialect = { separator: '\t', lineEnd: '\n' };

/** A spreadsheet runs text that begins like this as a formula; the wide forms count as well in some languages. */
const FORMULA = /^\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * One line a row, ended by a line end. Numbers stand unrounded. Text stays on its line and is quoted where it must be; text that a
 * spreadsheet would run gets an apostrophe in front.
 */
export function writeCsv(rows: readonly (readonly Cell[])[], { separator, lineEnd }: Dialect = CSV_FILE): string {
  return rows.map((cells) => cells.map((cell) => cellText(cell, separator)).join(separator) + lineEnd).join('');
}

function cellText(cell: Cell, separator: string): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const line = oneLine(cell);
  const inert = FORMULA.test(cell) ? `'${line}` : line;
  return inert.includes('"') || inert.includes(separator) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
