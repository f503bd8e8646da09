import { useEffect, useRef } from 'react';
import { useAppHandle } from '../../use-app';

export type PresentAction = 'next' | 'previous' | 'first' | 'last' | 'blank' | 'play' | 'mask' | 'flow' | 'zoom-in' | 'zoom-out' | 'fit';

/** What keyboards and remote controls send: those with page keys and "." or "b", and those with arrows. */
const KEYS: Readonly<Record<string, PresentAction>> = {
  PageDown: 'next',
  ArrowRight: 'next',
  ArrowDown: 'next',
  ' ': 'next',
  Enter: 'next',
  PageUp: 'previous',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  Backspace: 'previous',
  Home: 'first',
  End: 'last',
  '.': 'blank',
  b: 'blank',
  p: 'play',
  m: 'mask',
  a: 'flow',
  '+': 'zoom-in',
  '-': 'zoom-out',
  f: 'fit',
};

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** undefined = not ours: with Ctrl, Alt or ⌘, where a button has its own Space and Enter, or a single letter where those are switched off. */
export function presentAction(
  pressed: Pressed,
  { singleKeys, onButton }: { readonly singleKeys: boolean; readonly onButton: boolean },
): PresentAction | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined;
  const own = pressed.key === ' ' || pressed.key === 'Enter';
  if (own && onButton) return undefined;
  if (!own && pressed.key.length === 1 && !singleKeys) return undefined;
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  return Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
}

/** The keys mean the same wherever the focus is, the map included: a remote control has no focus. */
export function usePresentKeys(act: (action: PresentAction) => void): void {
  const app = useAppHandle();
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  }, [act]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (event.isComposing || event.repeat || target?.closest(TYPING)) return;
      const { singleKeys } = app.getState().preferences;
      const action = presentAction(event, { singleKeys, onButton: target?.closest('button, a') != null });
      if (action === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(action);
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [app]);
}
