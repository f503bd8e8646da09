/** Words of the checks: lists that stay short. */
import { formatCount } from '../../lib/format-number';

const MOST_NAMED = 6;

/** "a, b and c"; beyond six "a, b, c, d, e, f and 12 more". */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED);
  if (names.length > MOST_NAMED) return `${shown.join(', ')} and ${formatCount(names.length - MOST_NAMED)} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
