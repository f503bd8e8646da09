/** A long text as the lines that are shown: all of a short one, a stretch around what matters of a long one. */

export interface ShownLines {
  /** Index of the first line shown. */
  readonly from: number;
  readonly lines: readonly string[];
  readonly total: number;
}

/** A browser lays out so many lines without a pause. */
export const MOST_LINES = 2_000;
const BEFORE_MARK = 200;

/** `focus` = the line (from 1) that must be among them. */
export function shownLines(text: string, focus: number | undefined, most = MOST_LINES): ShownLines {
  const all = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  if (all.length <= most) return { from: 0, lines: all, total: all.length };
  const from = Math.max(0, Math.min(all.length - most, (focus ?? 1) - 1 - Math.min(BEFORE_MARK, Math.floor(most / 2))));
  return { from, lines: all.slice(from, from + most), total: all.length };
}
