/** Words of the checks: counts and lists that stay short. */
const MOST_NAMED = 6;

/** "12,345". */
export const number = (value: number): string => Math.round(value).toLocaleString('en-US');

/** "1 target", "12 targets". */
export const many = (count: number, one: string): string => `${number(count)} ${one}${count === 1 ? '' : 's'}`;

/** "a, b and c"; beyond six "a, b, c, d, e, f and 12 more". */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED);
  if (names.length > MOST_NAMED) return `${shown.join(', ')} and ${number(names.length - MOST_NAMED)} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
