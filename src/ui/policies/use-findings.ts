import { useMemo } from 'react';
import type { DrawnFinding } from '../../policy/drawn';
import { useApp } from '../use-app';

/** Worst first; undefined without configuration. */
export const useFindings = (): readonly DrawnFinding[] | undefined => useApp((state) => state.picture?.policies?.findings);

const NONE: readonly DrawnFinding[] = [];

/** Findings that touch a drawn edge or node. */
export function useFindingsOf(id: string): readonly DrawnFinding[] {
  const findings = useFindings() ?? NONE;
  return useMemo(
    () => findings.filter(({ drawnEdges, drawnNodes }) => [...drawnEdges, ...drawnNodes].some((touched) => touched === id)),
    [findings, id],
  );
}
