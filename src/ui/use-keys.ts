import { useEffect } from 'react';
import { commands } from '../app/commands/index';
import { useAppHandle } from './use-app';

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';

/** Keys of the command list, and "?" for the sheet that explains them. Never while something is being typed or chosen. */
export function useKeys(onHelp: () => void): void {
  const app = useAppHandle();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target instanceof Element && event.target.closest(TYPING) !== null) return;
      if (event.key === '?') {
        event.preventDefault();
        onHelp();
        return;
      }
      const command = commands.find(({ key }) => key === event.key);
      if (command === undefined) return;
      event.preventDefault();
      command.run(app);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [app, onHelp]);
}
