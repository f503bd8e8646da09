import { type EditorView, runScopeHandlers } from '@codemirror/view';

/** Keys that leave the way out open. */
const KEEPS = new Set(['Tab', 'Shift', 'Escape']);

/**
 * Escape inside the editor belongs to it: it closes what is open there, else lets the next Tab leave; a second Escape goes on to the dialog
 * around it. Listens before everybody else, because a dialog closes at the first Escape it hears of. Returns the way to stop.
 */
export function keepEscape(view: EditorView, said: (sentence: string) => void): () => void {
  let armed = false;
  const arm = (to: boolean) => {
    armed = to;
    view.setTabFocusMode(to);
  };
  const disarm = () => arm(false);
  const press = (event: KeyboardEvent) => {
    if (!(event.target instanceof Node) || !view.dom.contains(event.target)) return;
    if (armed && !KEEPS.has(event.key)) disarm();
    if (event.key !== 'Escape' || event.isComposing || armed) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (!view.contentDOM.contains(event.target)) {
      // The find dialog: its own button closes it.
      view.dom.querySelector<HTMLButtonElement>('.cm-dialog-close')?.click();
      view.focus();
      return;
    }
    if (runScopeHandlers(view, event, 'editor')) return;
    arm(true);
    said('Tab leaves the editor now. Escape again closes the view.');
  };
  window.addEventListener('keydown', press, { capture: true });
  view.contentDOM.addEventListener('blur', disarm);
  return () => {
    window.removeEventListener('keydown', press, { capture: true });
    view.contentDOM.removeEventListener('blur', disarm);
  };
}
