import { type ReactNode, useCallback, useRef } from 'react';
import { FileDrop } from '../policies/FileDrop';
import { useApp } from '../use-app';
import { ExpositionDialog } from './ExpositionDialog';
import { useDrops } from './use-drops';

interface ExpositionProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Dropping or pasting a proxy's text, wherever the page is; other files that are dropped go their own way. */
export function Exposition({ open, onOpenChange }: ExpositionProps): ReactNode {
  const drops = useDrops();
  // There, what is dropped becomes the draft.
  const drafting = useApp((state) => state.view.details === 'what-if');
  const latest = useRef(drops);
  latest.current = drops;
  const take = useCallback(
    (files: readonly File[]) => {
      onOpenChange(true);
      void latest.current.read(files);
    },
    [onOpenChange],
  );
  return (
    <>
      {drafting ? null : <FileDrop onStatistics={take} />}
      <ExpositionDialog drops={drops} open={open} onOpenChange={onOpenChange} />
    </>
  );
}
