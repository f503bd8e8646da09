import { useMemo } from 'react';
import type { Difference } from '../../inquiry/diff/model';
import type { Mesh } from '../../mesh/model';
import { unionMesh } from '../../scene/difference';

/** What only the moment before has is listed, too, while two are compared. */
export const useUnion = (mesh: Mesh | undefined, difference: Difference | undefined): Mesh | undefined =>
  useMemo(() => (mesh === undefined ? undefined : unionMesh(mesh, difference?.removed)), [mesh, difference]);
