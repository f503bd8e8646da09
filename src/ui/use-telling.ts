import { useMemo } from 'react';
import { differenceShown } from '../app/difference-shown';
import { draftShown } from '../app/draft-shown';
import { draftMarks } from '../scene/overlays/draft';
import { type Telling, telling } from './text/sentences';
import { useApp } from './use-app';
import { useMesh } from './use-mesh';
import { useUnits } from './use-units';

/** What sentences of the present picture need; undefined before the first. */
export function useTelling(): Telling | undefined {
  const nodes = useMesh()?.nodes;
  const units = useUnits();
  const policies = useApp((state) => state.picture?.policies);
  const difference = useApp(differenceShown);
  const touched = useApp((state) => draftShown(state)?.diff.edges);
  const draft = useMemo(() => (touched === undefined ? undefined : draftMarks(touched)), [touched]);
  return useMemo(
    () => (nodes === undefined ? undefined : telling(nodes, { units, policies, difference, draft })),
    [nodes, units, policies, difference, draft],
  );
}
