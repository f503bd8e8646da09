import { Archive } from 'lucide-react';
import type { ReactNode } from 'react';
import { momentText } from '../../lib/range-text';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { offsetOf } from '../text/range-text';
import { useActions, useApp } from '../use-app';

/** What is shown in place of a source, and the way back to it. */
export function SnapshotBanner(): ReactNode {
  const snapshot = useApp((state) => state.snapshot);
  const sealed = useApp((state) => state.sealed);
  const zone = useApp((state) => state.preferences.timeZone);
  const actions = useActions();
  if (snapshot === undefined) return null;
  const { savedAtSeconds, sourceLabel, pseudonyms, tool } = snapshot;
  const offset = offsetOf(zone);
  const saved = momentText(savedAtSeconds, offset);
  return (
    <section
      aria-label="Snapshot"
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-accent border-b bg-sunken px-3 py-1 text-sm"
    >
      <Archive size={15} aria-hidden className="shrink-0 text-accent" />
      <p className="min-w-0 flex-1 basis-60">
        You look at a snapshot of <strong className="font-semibold">{displayText(sourceLabel)}</strong>, saved{' '}
        <span className="whitespace-nowrap">{saved}</span>
        <span className="text-muted max-sm:hidden">
          {' '}
          with Seamark {displayText(tool.version, 20)}.{pseudonyms ? ' Names are pseudonyms.' : ''} Nobody is asked for anything.
        </span>
      </p>
      {sealed ? null : (
        <Button size="small" className="print:hidden" onClick={() => actions.leaveSnapshot()}>
          Back to live
        </Button>
      )}
    </section>
  );
}
