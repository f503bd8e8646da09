import { type ReactNode, useCallback, useState } from 'react';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { Modal } from '../controls/Modal';
import { ProblemCard } from '../controls/ProblemCard';
import { useOpenSnapshot } from '../snapshot/use-open-snapshot';
import { sortDrop } from './classify-drop';
import type { Dropped } from './dropped-files';
import { useFileDrop } from './use-file-drop';
import { useLoadBundle } from './use-load-bundle';

/** Files that fall on the page go where they belong; what only the user can tell is asked. */
export function FileDrop({ onStatistics }: { readonly onStatistics: (files: readonly File[]) => void }): ReactNode {
  const loadBundle = useLoadBundle();
  const [unclear, setUnclear] = useState<readonly File[]>([]);
  const [empty, setEmpty] = useState(false);
  const { open: openSnapshot, problem: snapshotProblem, forget } = useOpenSnapshot();
  const take = useCallback(
    async (dropped: Promise<Dropped>) => {
      const { files, fromFolders } = await dropped;
      const sorted = await sortDrop(files);
      const [snapshot] = sorted.snapshot;
      if (snapshot !== undefined) void openSnapshot(snapshot);
      loadBundle([...sorted.resources, ...fromFolders]);
      if (sorted.statistics.length > 0) onStatistics(sorted.statistics);
      setEmpty(files.length === 0 && fromFolders.length === 0);
      setUnclear(sorted.unclear);
    },
    [loadBundle, onStatistics, openSnapshot],
  );
  const over = useFileDrop(take);
  const answer = (use: (files: readonly File[]) => void) => () => {
    use(unclear);
    setUnclear([]);
  };
  return (
    <>
      {over ? (
        <div className="pointer-events-none fixed inset-3 z-50 flex flex-col items-center justify-center gap-1 rounded-2xl border-2 border-accent border-dashed bg-surface/85 p-4 text-center">
          <p className="font-semibold text-lg">Drop a snapshot, Kubernetes resources, or what a proxy prints at /stats/prometheus</p>
          <p className="text-muted">
            Snapshots: .seamark.json.gz or .html. Resources: YAML or JSON, files, folders or .gz. Statistics: one file for totals, two for
            rates. Nothing is sent anywhere.
          </p>
        </div>
      ) : null}
      <Modal
        title={unclear.length === 1 ? 'What is this file?' : 'What are these files?'}
        description={unclear.map(({ name }) => displayText(name, 60)).join(', ')}
        open={unclear.length > 0}
        onOpenChange={(open) => {
          if (!open) setUnclear([]);
        }}
      >
        <p className="mb-3">They look neither like Kubernetes resources nor like statistics of a proxy.</p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={answer(loadBundle)}>Read as Kubernetes resources</Button>
          <Button onClick={answer(onStatistics)}>Read as proxy statistics</Button>
        </div>
      </Modal>
      <Modal title="This file cannot be opened" open={snapshotProblem !== undefined} onOpenChange={(open) => open || forget()}>
        {snapshotProblem === undefined ? null : <ProblemCard problem={snapshotProblem} />}
      </Modal>
      <Modal title="Nothing to read" open={empty} onOpenChange={setEmpty}>
        <p>The folder holds no .yaml, .yml, .json or .gz file of them.</p>
      </Modal>
    </>
  );
}
