/** A broken expression as text for a terminal: what is wrong, the place marked below it, and what to write. */
import type { ExpressionError } from '../expression/expression';
import { oneLine } from './safe-text';

/** Shown around the place at most, so that the mark stands on the same line of a terminal. */
const BEFORE = 40;
const AFTER = 30;

const characters = (text: string): number => [...text].length;

export function expressionTrouble(option: string, text: string, { message, hint, from, to }: ExpressionError): string {
  const start = Math.max(0, from - BEFORE);
  const end = Math.min(text.length, Math.max(to, from) + AFTER);
  const marked = text.slice(from, Math.min(to, from + BEFORE));
  const cut = from + marked.length < to;
  const before = oneLine(`${start > 0 ? '…' : ''}${text.slice(start, from)}`);
  const rest = cut ? '…' : `${text.slice(to, end)}${end < text.length ? '…' : ''}`;
  const line = `${before}${oneLine(marked)}${oneLine(rest)}`;
  const mark = ' '.repeat(characters(before)) + '^'.repeat(Math.max(1, characters(oneLine(marked))));
  return [`${option}: ${oneLine(message)}`, `  ${line}`, `  ${mark}`, oneLine(hint)].join('\n');
}
