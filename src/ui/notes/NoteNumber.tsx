import type { ReactNode } from 'react';

/** The number that stands on the map as well. */
export function NoteNumber({ number, large = false }: { readonly number: number; readonly large?: boolean }): ReactNode {
  return (
    <span
      className={`inline-flex shrink-0 items-center justify-center rounded-full bg-accent font-semibold text-on-accent ${large ? 'h-8 min-w-8 px-1.5 text-base' : 'h-5 min-w-5 px-1 text-2xs'}`}
    >
      <span className="sr-only">Note </span>
      {number}
    </span>
  );
}
