/** Names and notes as text of Markdown: nothing in them becomes a link, an image, a heading, HTML or a mention. */
import { displayText } from '../scene/display-text';

const SIGNS = /[\\`*_{}[\]<>#|~&@$]/g;

/** At the beginning of a line these would begin a list, a heading or a rule. */
const LIST_SIGN = /^(\d*)([-+=.)])/;

/** A name as code: shown letter by letter. `|` would end a cell, so it is escaped, as tables of GitHub want it even in code. */
export function codeText(text: string, most = 120): string {
  const shown = displayText(text, most).replaceAll('|', '\\|');
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${shown}${gap}${fence}`;
}

/** Words of ours that may hold names: one line, every sign that could mean something escaped. A mention must not reach anybody. */
export const plainText = (text: string, most = 400): string =>
  displayText(text, most)
    .replace(SIGNS, '\\$&')
    .replace(/\\@/g, '\\@\u2060')
    // What looks like an address would become a link.
    .replaceAll('://', ':\\/\\/')
    .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}\\.`);

/** A text of several lines, such as a note; lines that were broken stay broken. */
export const plainLines = (text: string, indent: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .filter((line) => line.trim() !== '')
    .map((line) => plainText(line, 2000).replace(LIST_SIGN, '$1\\$2'))
    .join(`  \n${indent}`);

export type Align = 'left' | 'right';

/** Cells are Markdown already. */
export function markdownTable(columns: readonly (readonly [title: string, align: Align])[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(([title]) => title)),
    line(columns.map(([, align]) => (align === 'right' ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}
