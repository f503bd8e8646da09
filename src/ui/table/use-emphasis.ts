import { useMemo } from 'react';
import { emphasisOf } from '../../app/matches';
import type { MeshEdge, MeshNode } from '../../mesh/model';
import { emphasise } from '../../scene/emphasis';
import { useApp } from '../use-app';

/** What find, hide and focus do to rows: some leave, some step back, some are marked. */
export interface RowEmphasis {
  readonly edgeRemoved: (edge: MeshEdge) => boolean;
  readonly nodeRemoved: (node: MeshNode) => boolean;
  readonly isFound: (id: string) => boolean;
}

/** As on the map, of which the rows are the twin. */
export function useRowEmphasis(): RowEmphasis | undefined {
  const mesh = useApp((state) => state.picture?.mesh);
  const matches = useApp((state) => state.matches);
  return useMemo(() => (mesh === undefined ? undefined : emphasise(mesh, emphasisOf(mesh, matches))), [mesh, matches]);
}
