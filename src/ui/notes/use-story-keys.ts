import { useEffect } from 'react';
import type { AppActions } from '../../app/app-types';
import { useActions } from '../use-app';

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';

type StoryKey = (actions: AppActions) => void;

const KEYS: ReadonlyMap<string, StoryKey> = new Map<string, StoryKey>([
  ['ArrowRight', (actions) => actions.stepStory(1)],
  ['PageDown', (actions) => actions.stepStory(1)],
  ['ArrowLeft', (actions) => actions.stepStory(-1)],
  ['PageUp', (actions) => actions.stepStory(-1)],
  ['Escape', (actions) => actions.endStory()],
]);

/** While the story is told its keys mean the same wherever the focus is, the map included. */
export function useStoryKeys(): void {
  const actions = useActions();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING) !== null) return;
      const act = KEYS.get(event.key);
      if (act === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      act(actions);
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [actions]);
}
