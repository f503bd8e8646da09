/** Tables of text for people: columns aligned, numbers rounded, names in one line. */
import { oneLine } from '../lib/one-line';

export interface Heading {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly right: boolean;
}

const LONGEST_NAME = 60;

/** Three digits. */
export function rounded(value: number): string {
  if (value === 0) return '0';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return value < 0.01 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

/** Label values are hostile, and long: one line, cut. */
export function short(text: string): string {
  const characters = [...oneLine(text)];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : characters.join('');
}

const width = (text: string): number => [...text].length;

/** Rows as lines, the headings' own among them where the caller wants it. */
export function aligned(rows: readonly (readonly string[])[], columns: readonly Heading[]): readonly string[] {
  const widths = columns.map((_, index) => rows.reduce((widest, row) => Math.max(widest, width(row[index] ?? '')), 0));
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const gap = ' '.repeat((widths[index] ?? 0) - width(cell));
        return columns[index]?.right ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
}
