/** Names as people order them ("v2" before "v10"), capitals beside small letters. */
const NAMES = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Ascending order of two cells that are known; a total order, so that equal input gives equal lists. */
export function compareCells(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [one, other] = [String(a), String(b)];
  return NAMES.compare(one, other) || (one < other ? -1 : Number(one > other));
}
