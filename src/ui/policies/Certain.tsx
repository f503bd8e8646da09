import type { ReactNode } from 'react';
import type { Certainty } from '../../policy/model';
import { CERTAINTIES } from './words';

const LOOKS: Readonly<Record<Certainty, string>> = {
  reported: 'border-solid border-line-strong',
  computed: 'border-transparent !px-0',
  assumed: 'border-dotted border-line-strong',
  unknown: 'border-dashed border-unknown text-unknown',
};

/** How a statement is known. Quiet for what was computed, framed for everything else. */
export function Certain({ certainty }: { readonly certainty: Certainty }): ReactNode {
  return (
    <span
      title={CERTAINTIES[certainty]}
      className={`inline-block shrink-0 rounded border px-1 align-baseline text-2xs text-muted leading-4 ${LOOKS[certainty]}`}
    >
      {certainty === 'unknown' ? '? unknown' : certainty}
    </span>
  );
}
