import { useEffect } from 'react';
import type { AppState, Command } from '../app/app-types';
import { commands } from '../app/commands/index';
import { useAppHandle } from './use-app';

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';

/** A key that is down for longer was held, not pressed. */
const HELD_MILLISECONDS = 350;

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'> & Partial<Pick<KeyboardEvent, 'shiftKey'>>;

/** As in `Command.key`: a letter pressed with Ctrl (or ⌘), and with Shift where that is pressed too. */
const withControl = ({ key, shiftKey }: Pressed): string => `Ctrl+${shiftKey === true ? 'Shift+' : ''}${key.toLowerCase()}`;

/** The command a key press stands for; the palette also answers to Ctrl+K and Cmd+K, and those alone everywhere. */
export function commandOf(
  pressed: Pressed,
  { singleKeys, typing }: Pick<AppState['preferences'], 'singleKeys'> & { readonly typing: boolean },
) {
  if ((pressed.ctrlKey || pressed.metaKey) && !pressed.altKey && pressed.key.toLowerCase() === 'k')
    return commands.find(({ id }) => id === 'palette');
  if (pressed.altKey || typing) return undefined;
  if (pressed.ctrlKey || pressed.metaKey) return commands.find(({ key }) => key === withControl(pressed));
  if (!singleKeys && pressed.key.length === 1) return undefined;
  return commands.find(({ key }) => key === pressed.key);
}

/** Keys of the command list. Never while something is being typed or chosen. */
export function useKeys(): void {
  const app = useAppHandle();
  useEffect(() => {
    let held: { readonly key: string; readonly command: Command; readonly since: number } | undefined;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.repeat && held?.key === event.key) {
        event.preventDefault();
        return;
      }
      const typing = event.target instanceof Element && event.target.closest(TYPING) !== null;
      const command = commandOf(event, { singleKeys: app.getState().preferences.singleKeys, typing });
      if (command === undefined) return;
      event.preventDefault();
      command.run(app);
      held = command.release === undefined ? undefined : { key: event.key, command, since: event.timeStamp };
    };
    const release = (event: KeyboardEvent) => {
      // Shift may be let go first: B comes up as b.
      if (held?.key.toLowerCase() !== event.key.toLowerCase()) return;
      if (event.timeStamp - held.since >= HELD_MILLISECONDS) held.command.release?.(app);
      held = undefined;
    };
    window.addEventListener('keydown', press);
    window.addEventListener('keyup', release);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener('keyup', release);
    };
  }, [app]);
}
