import { useCallback, useEffect, useRef } from 'react';
import { focusPanelTitle } from './panels/panel-title';
import { useApp } from './use-app';

/** Opens the panel of what was just selected and goes there; when the selection is cleared again, focus returns to where it came from. */
export function useReturningFocus(openPanel: () => void): () => void {
  const from = useRef<HTMLElement | undefined>(undefined);
  const none = useApp((state) => state.view.selected === undefined);
  useEffect(() => {
    if (!none) return;
    const origin = from.current;
    from.current = undefined;
    // Only a focus that went away with the panel is looked after.
    if (document.activeElement !== document.body) return;
    if (origin?.isConnected === true) requestAnimationFrame(() => origin.focus());
    else if (origin !== undefined) focusPanelTitle();
  }, [none]);
  return useCallback(() => {
    from.current = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    openPanel();
    focusPanelTitle();
  }, [openPanel]);
}
