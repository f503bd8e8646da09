import { useMemo } from 'react';
import type { Problem } from '../lib/problem';
import { useApp } from './use-app';

const NONE: readonly Problem[] = [];

/** Problems of the picture on screen, each code and text once. */
export function useProblems(): readonly Problem[] {
  const ofPicture = useApp((state) => state.picture?.problems ?? NONE);
  const ofMesh = useApp((state) => state.picture?.mesh.problems ?? NONE);
  return useMemo(() => {
    const unique = new Map([...ofPicture, ...ofMesh].map((problem) => [`${problem.code} ${problem.message}`, problem]));
    return [...unique.values()];
  }, [ofPicture, ofMesh]);
}
