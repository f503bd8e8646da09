import { useMemo } from 'react';
import { indexMesh, type MeshIndex } from './mesh-index';
import { useApp } from './use-app';

/** What closed groups hold and what flows between whole namespaces, by id; undefined while nobody lists it. */
export function useWholeIndex(wanted: boolean): MeshIndex | undefined {
  const whole = useApp((state) => (wanted ? state.whole : undefined));
  return useMemo(() => {
    if (whole === undefined) return undefined;
    const { mesh, namespaces, difference } = whole;
    const all = { ...mesh, nodes: [...mesh.nodes, ...namespaces.nodes], edges: [...mesh.edges, ...namespaces.edges] };
    return indexMesh(all, difference?.removed);
  }, [whole]);
}
