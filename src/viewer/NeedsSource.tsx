import type { ReactNode } from 'react';

/** In place of a view that asks the source. */
export function NeedsSource(): ReactNode {
  return (
    <p className="text-muted">
      This view asks the source, and a saved file has none. Open the file in Seamark (drop it on the page) to see what the snapshot alone
      says.
    </p>
  );
}
