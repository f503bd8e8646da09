/** The mesh as the page's table lists it: without what hide and focus remove, and without legs that a hop stands for unless they are shown. */
import type { Mesh } from '../mesh/model';
import { emphasise } from '../scene/emphasis';
import type { AppState } from './app-types';

export function listedMesh({ picture, matches, view }: Pick<AppState, 'picture' | 'matches' | 'view'>): Mesh | undefined {
  if (picture === undefined) return undefined;
  const { mesh } = picture;
  const { edgeRemoved, nodeRemoved } = emphasise(mesh, { removed: matches.removed });
  return {
    ...mesh,
    nodes: mesh.nodes.filter((node) => !nodeRemoved(node)),
    edges: mesh.edges.filter((edge) => (view.showFolded || edge.foldedInto === undefined) && !edgeRemoved(edge)),
  };
}
