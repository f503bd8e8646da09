/** What a comparison cannot tell, in one sentence each. */
import type { Problem } from '../../lib/problem';

/** One of two moments has nothing at all: nobody knows whether nothing flowed, or nobody looked. */
export function momentUnseen(moment: 'A' | 'B', atSeconds: number): Problem {
  const at = new Date(atSeconds * 1000).toISOString().replace('.000Z', 'Z');
  return {
    code: 'diff-moment-unseen',
    severity: 'warning',
    message: `Nothing is known of ${moment === 'A' ? 'A, the moment before' : 'B, the moment after'} (${at}): nothing is told as ${moment === 'A' ? 'added' : 'removed'}.`,
    hint: 'Choose a moment that the source still has, within its retention.',
  };
}
