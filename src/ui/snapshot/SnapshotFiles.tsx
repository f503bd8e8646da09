import type { ReactNode } from 'react';
import { useApp } from '../use-app';
import { OpenSnapshot } from './OpenSnapshot';
import { SaveSnapshot } from './SaveSnapshot';

/** Saving what is on screen as a file, and opening such a file. */
export function SnapshotFiles(): ReactNode {
  const sealed = useApp((state) => state.sealed);
  return (
    <div className="flex flex-col gap-5">
      <SaveSnapshot />
      {sealed ? null : <OpenSnapshot />}
    </div>
  );
}
