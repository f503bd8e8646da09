import { useEffect } from 'react';
import type { VerdictDiff } from '../../inquiry/what-if/model';
import { useActions, useAppHandle } from '../use-app';

/** Marks what the draft would do on the map while the caller is mounted. What it returns folds the view to the line above the map (DraftOnMap): the marks stay then. */
export function useMarkedMap(text: string, of: string | undefined, diff: VerdictDiff | undefined): () => void {
  const app = useAppHandle();
  const actions = useActions();
  useEffect(() => actions.setDraft(diff && { text, of, diff, folded: false }), [actions, text, of, diff]);
  useEffect(
    () => () => {
      if (app.getState().draft?.folded === false) actions.setDraft(undefined);
    },
    [app, actions],
  );
  return () => {
    const { draft } = app.getState();
    actions.setDraft(draft && { ...draft, folded: true });
    actions.setDetails(undefined);
  };
}
