import { type ReactNode, useCallback, useRef } from 'react';
import { ExpositionDialog } from './ExpositionDialog';
import { useDrops } from './use-drops';
import { usePageDrop } from './use-page-drop';

interface ExpositionProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Dropping or pasting a proxy's text, wherever the page is. */
export function Exposition({ open, onOpenChange }: ExpositionProps): ReactNode {
  const drops = useDrops();
  const latest = useRef(drops);
  latest.current = drops;
  const take = useCallback(
    (files: readonly File[]) => {
      onOpenChange(true);
      void latest.current.read(files);
    },
    [onOpenChange],
  );
  const over = usePageDrop(take);
  return (
    <>
      {over ? (
        <div className="pointer-events-none fixed inset-3 z-50 flex items-center justify-center rounded-2xl border-2 border-accent border-dashed bg-surface/85">
          <p className="font-semibold text-lg">Drop what a proxy prints at /stats/prometheus: one file for totals, two for rates</p>
        </div>
      ) : null}
      <ExpositionDialog drops={drops} open={open} onOpenChange={onOpenChange} />
    </>
  );
}
