import type { ReactNode } from 'react';

export interface SkipLink {
  readonly text: string;
  /** Absent where what it leads to is still to be opened. */
  readonly href?: string;
  readonly go: () => void;
}

const SEEN_WITH_FOCUS =
  'sr-only focus:not-sr-only focus:fixed focus:top-1 focus:left-1 focus:z-50 focus:rounded-md focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent';

/** Seen only while they have the focus: the first stops of the tab key. */
export function SkipLinks({ links }: { readonly links: readonly SkipLink[] }): ReactNode {
  return (
    <nav aria-label="Skip links">
      {links.map(({ text, href, go }) =>
        href === undefined ? (
          <button key={text} type="button" onClick={go} className={SEEN_WITH_FOCUS}>
            {text}
          </button>
        ) : (
          <a
            key={text}
            href={href}
            onClick={(event) => {
              // The address is the view's alone.
              event.preventDefault();
              go();
            }}
            className={SEEN_WITH_FOCUS}
          >
            {text}
          </a>
        ),
      )}
    </nav>
  );
}
