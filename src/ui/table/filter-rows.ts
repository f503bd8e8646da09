/** Plain words over everything a row says. */
import type { Column } from './column';

/** Rows in which every word of `text` occurs in some column, capitals or not; columns that are not shown count as well. */
export function filterRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], text: string): readonly Row[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const said = columns
      .map((column) => column.text(row))
      .join('\n')
      .toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
