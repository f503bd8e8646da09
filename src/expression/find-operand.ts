/** From a word to the operand it names, or to the sentence that says what to write instead. */
import { FOREIGN_OPERANDS, LABEL_HINT } from './foreign-operands';
import { OPERANDS } from './operands/index';
import type { Operand } from './operands/operand';

const BY_WORD: ReadonlyMap<string, Operand> = new Map(
  OPERANDS.flatMap((operand) => [operand.id, ...(operand.aliases ?? [])].map((word): [string, Operand] => [word, operand])),
);

/** By id or alias, in any case; undefined where there is none. */
export const findOperand = (word: string): Operand | undefined => BY_WORD.get(word.toLowerCase());

/** What to write instead of a word that is no operand. */
export function operandHint(word: string): string {
  const lower = word.toLowerCase();
  const foreign = lower.startsWith('label:') ? LABEL_HINT : FOREIGN_OPERANDS.get(lower);
  if (foreign !== undefined) return foreign;
  const near = nearest(lower);
  const asName = `To look for a name write name*=${word.length > 40 ? '…' : word}.`;
  return near === undefined ? asName : `Did you mean ${near}? ${asName}`;
}

function nearest(word: string): string | undefined {
  if (word.length > 30) return undefined;
  let best: { word: string; distance: number } | undefined;
  for (const known of BY_WORD.keys()) {
    const distance = editDistance(word, known);
    if (distance <= Math.min(2, known.length / 3) && (best === undefined || distance < best.distance)) best = { word: known, distance };
  }
  return best?.word;
}

/** Letters to change, add or drop (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
