import type { ReactNode } from 'react';
import type { MeshEdge } from '../../mesh/model';

export function EdgeIdentities(_: { readonly edge: MeshEdge }): ReactNode {
  return null;
}
