import type { ReactNode } from 'react';
import { momentText } from '../../lib/range-text';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { useBothMoments, useCompared } from './use-compared';

const FRAMES = {
  difference: 'border-transparent',
  before: 'border-dashed border-changed',
  after: 'border-solid border-changed',
} as const;

/** Over the map: which moment it shows. Letter, words and frame differ, so that a picture of it cannot be mistaken. */
export function MomentSign(): ReactNode {
  const shown = useCompared();
  const difference = useBothMoments();
  const zone = useApp((state) => state.preferences.timeZone);
  if (shown === undefined || difference === undefined) return null;
  const offset = offsetOf(zone);
  const { before, after } = difference;
  const words = {
    difference: 'Difference from A to B',
    before: `A only: ${momentText(before.atSeconds, offset)}`,
    after: `B only: ${momentText(after.atSeconds, offset)}`,
  } as const;
  return (
    <div className={`pointer-events-none absolute inset-0 z-[9] border-2 print:hidden ${FRAMES[shown]}`}>
      <p
        role="status"
        data-testid="moment-sign"
        data-shown={shown}
        className="absolute bottom-2 left-2 flex items-center max-sm:top-1 max-sm:bottom-auto max-sm:left-1 gap-2 rounded-md border border-line-strong bg-surface px-2 py-1 font-semibold text-xs shadow-float"
      >
        <Letters shown={shown} />
        {words[shown]}
      </p>
    </div>
  );
}

function Letters({ shown }: { readonly shown: keyof typeof FRAMES }): ReactNode {
  const isOn = { A: shown !== 'after', B: shown !== 'before' };
  return (
    <span aria-hidden className="flex gap-0.5">
      {(['A', 'B'] as const).map((letter) => (
        <span
          key={letter}
          className={`inline-flex size-5 items-center justify-center rounded border border-line-strong leading-none ${isOn[letter] ? 'bg-ink text-surface' : 'text-muted'}`}
        >
          {letter}
        </span>
      ))}
    </span>
  );
}
