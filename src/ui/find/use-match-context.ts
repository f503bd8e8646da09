import { useMemo } from 'react';
import type { MatchContext } from '../../expression/mesh-facts';
import type { Mesh } from '../../mesh/model';
import { useApp } from '../use-app';

const EMPTY: Mesh = { groupBy: 'app', nodes: [], edges: [], groups: [], unplacedRows: 0, problems: [] };

/** What completion looks names up in: the picture as drawn. */
export function useMatchContext(): MatchContext {
  const mesh = useApp((state) => state.picture?.mesh ?? EMPTY);
  const policies = useApp((state) => state.picture?.policies);
  const namespaces = useApp((state) => state.view.namespaces);
  return useMemo(() => ({ mesh, policies, namespaces }), [mesh, policies, namespaces]);
}
