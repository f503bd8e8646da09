import type { ReactNode } from 'react';

/** A key as it is written on the keyboard. */
export function Key({ name }: { readonly name: string }): ReactNode {
  return (
    <kbd className="min-w-6 rounded border border-line-strong bg-sunken px-1.5 text-center font-mono text-xs">
      {name === 'Escape' ? 'Esc' : name}
    </kbd>
  );
}
