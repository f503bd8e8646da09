import { useEffect } from 'react';
import type { WholeMesh } from '../worker/messages';
import { useActions, useApp } from './use-app';

/** What closed groups hold, asked of the worker while it is wanted here; undefined until it is there. */
export function useWhole(wanted: boolean): WholeMesh | undefined {
  const actions = useActions();
  useEffect(() => {
    if (!wanted) return;
    actions.wantWhole(true);
    return () => actions.wantWhole(false);
  }, [actions, wanted]);
  return useApp((state) => state.whole);
}
