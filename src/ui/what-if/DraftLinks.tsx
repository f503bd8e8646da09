import { type ReactNode, useCallback } from 'react';
import type { DraftChange } from '../../inquiry/what-if/model';
import { OpenResourceContext, type ResourceAsked, useOpenResource } from '../policies/open-resource';
import { lineInDraft } from './draft-lines';

interface DraftLinksProps {
  readonly changes: readonly DraftChange[];
  readonly goTo: (line: number) => void;
  readonly children: ReactNode;
}

/** Inside, a resource that the draft writes opens at its line of the draft; every other one as anywhere else. */
export function DraftLinks({ changes, goTo, children }: DraftLinksProps): ReactNode {
  const elsewhere = useOpenResource();
  const open = useCallback(
    (asked: ResourceAsked) => {
      const line = lineInDraft(changes, asked.ref, asked.paths);
      if (line === undefined) elsewhere(asked);
      else goTo(line);
    },
    [changes, goTo, elsewhere],
  );
  return <OpenResourceContext value={open}>{children}</OpenResourceContext>;
}
