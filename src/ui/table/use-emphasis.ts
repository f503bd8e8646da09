import { useMemo } from 'react';
import { type Emphasis, emphasise } from '../../scene/emphasis';
import { useApp } from '../use-app';

/** What find, hide and focus do to rows, as on the map, of which the rows are the twin; undefined before the first picture. */
export function useRowEmphasis(): Pick<Emphasis, 'edgeRemoved' | 'nodeRemoved' | 'edgeFaded' | 'nodeFaded' | 'isFound'> | undefined {
  const mesh = useApp((state) => state.picture?.mesh);
  const { find, dimmed, removed } = useApp((state) => state.matches);
  const found = find?.ok === true ? find.part : undefined;
  return useMemo(() => (mesh === undefined ? undefined : emphasise(mesh, { found, dimmed, removed })), [mesh, found, dimmed, removed]);
}
