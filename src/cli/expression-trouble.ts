/** A broken expression as text for a terminal: what is wrong, the place marked below it, and what to write. */
import { caretLines } from '../expression/caret-lines';
import type { ExpressionError } from '../expression/expression';
import { oneLine } from '../lib/one-line';

export function expressionTrouble(option: string, text: string, error: ExpressionError): string {
  const { shown, marks } = caretLines(text, error);
  return [`${option}: ${oneLine(error.message)}`, `  ${shown}`, `  ${marks}`, oneLine(error.hint)].join('\n');
}
