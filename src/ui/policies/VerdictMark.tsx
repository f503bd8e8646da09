import type { ReactNode } from 'react';
import type { Verdict } from '../../policy/model';
import { TONE_TEXT } from '../controls/marks';
import { VERDICTS } from './words';

/** Sign and word: never colour alone. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const { sign, word, tone } = VERDICTS[verdict];
  return (
    <span data-verdict={verdict} className={`inline-flex shrink-0 items-baseline gap-1 font-semibold ${TONE_TEXT[tone]}`}>
      <span aria-hidden>{sign}</span>
      {word}
    </span>
  );
}
