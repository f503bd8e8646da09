import { createContext, use } from 'react';
import type { MeshIndex } from './mesh-index';

/** Built once a picture, shared by all panels; undefined before the first. */
export const MeshContext = createContext<MeshIndex | undefined>(undefined);

export const useMesh = (): MeshIndex | undefined => use(MeshContext);
