import { useMemo } from 'react';
import { differenceShown } from '../app/difference-shown';
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
  return useMemo(
    () => (nodes === undefined ? undefined : telling(nodes, { units, policies, difference })),
    [nodes, units, policies, difference],
  );
}
