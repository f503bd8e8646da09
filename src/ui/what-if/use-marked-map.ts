import { useEffect, useRef } from 'react';
import type { VerdictDiff } from '../../inquiry/what-if/model';
import { useActions } from '../use-app';

/** Marks what the draft would do on the map while the caller is mounted. What it returns makes the marks outlive it, for the line above the map (DraftOnMap). */
export function useMarkedMap(text: string, of: string | undefined, diff: VerdictDiff | undefined): () => void {
  const actions = useActions();
  const stays = useRef(false);
  useEffect(() => actions.setDraft(diff && { text, of, diff }), [actions, text, of, diff]);
  useEffect(
    () => () => {
      if (!stays.current) actions.setDraft(undefined);
    },
    [actions],
  );
  return () => {
    stays.current = true;
  };
}
