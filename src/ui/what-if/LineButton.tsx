import type { ReactNode } from 'react';

/** Goes to a line of the draft; nothing where no line is known. */
export function LineButton({ line, goTo }: { readonly line: number | undefined; readonly goTo: (line: number) => void }): ReactNode {
  if (line === undefined) return null;
  return (
    <button
      type="button"
      onClick={() => goTo(line)}
      aria-label={`Go to line ${line} of the draft`}
      className="inline-flex min-h-6 items-center rounded text-accent text-xs underline decoration-dotted underline-offset-2 hover:decoration-solid"
    >
      line {line}
    </button>
  );
}
