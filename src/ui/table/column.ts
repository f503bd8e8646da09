import type { ReactNode } from 'react';

/** What every row of a table has. */
export interface RowWithId {
  readonly id: string;
  /** What find is looking for. */
  readonly found: boolean;
  /** What hide makes step back. */
  readonly dimmed: boolean;
}

/** One column: what it is called, what it says, and what it is sorted by. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Longer words for the head's tooltip. */
  readonly explains?: string;
  /** Width in rem. */
  readonly width: number;
  /** Right-aligned, the largest first when sorted. */
  readonly number?: true;
  /** Not shown until chosen. */
  readonly spare?: true;
  /** As the page writes it; the filter looks here. */
  readonly text: (row: Row) => string;
  /** undefined = unknown, last in both directions. Without it the text counts. */
  readonly order?: (row: Row) => string | number | undefined;
  /** Shown in place of the text. */
  readonly content?: (row: Row) => ReactNode;
}
