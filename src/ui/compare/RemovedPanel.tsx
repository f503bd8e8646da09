import type { ReactNode } from 'react';
import { momentText } from '../../lib/range-text';
import type { MeshEdge } from '../../mesh/model';
import { EdgeEnds } from '../panels/EdgeEnds';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { ChangeSection } from './ChangeSection';
import { useBothMoments } from './use-compared';

/** What only A has: its numbers of then. Nothing of now can be asked of it. */
export function RemovedPanel({ id, edge }: { readonly id: string; readonly edge: MeshEdge | undefined }): ReactNode {
  const difference = useBothMoments();
  const zone = useApp((state) => state.preferences.timeZone);
  if (difference === undefined) return null;
  return (
    <>
      <p className="border-line border-b px-4 py-3 text-sm">
        It was there at A, {momentText(difference.before.atSeconds, offsetOf(zone))}, and is not at B. It stands in no sum of B.
      </p>
      {edge === undefined ? null : <EdgeEnds edge={edge} />}
      <ChangeSection id={id} />
    </>
  );
}
