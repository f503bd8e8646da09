/** Finding a text in the editor: Ctrl+F asks for it, Ctrl+G and F3 go to the next one. */
import { EditorSelection, StateEffect, StateField } from '@codemirror/state';
import { type Command, EditorView, type KeyBinding, showDialog } from '@codemirror/view';

const setSought = StateEffect.define<string>();

const sought = StateField.define<string>({
  create: () => '',
  update: (before, { effects }) => effects.reduce((text, effect) => (effect.is(setSought) ? effect.value : text), before),
});

/** Where the text stands next after `from` (before it, going back), around the end; capitals do not count. undefined = nowhere. */
export function nextPlace(text: string, wanted: string, from: number, back = false): number | undefined {
  if (wanted === '') return undefined;
  const where = text.toLowerCase();
  const what = wanted.toLowerCase();
  const onwards = back ? (from > 0 ? where.lastIndexOf(what, from - 1) : -1) : where.indexOf(what, from);
  const found = onwards === -1 ? (back ? where.lastIndexOf(what) : where.indexOf(what)) : onwards;
  return found === -1 ? undefined : found;
}

const go =
  (back: boolean): Command =>
  (view) => {
    const wanted = view.state.field(sought);
    const { from, to } = view.state.selection.main;
    const place = nextPlace(view.state.doc.toString(), wanted, back ? from : to, back);
    if (wanted === '') return ask(view);
    view.dispatch({
      ...(place === undefined ? {} : { selection: EditorSelection.single(place, place + wanted.length), scrollIntoView: true }),
      effects: EditorView.announce.of(
        place === undefined ? `${wanted} is not in the draft` : `Line ${view.state.doc.lineAt(place).number}`,
      ),
    });
    return true;
  };

const ask: Command = (view) => {
  const { from, to } = view.state.selection.main;
  const chosen = view.state.sliceDoc(from, Math.min(to, from + 100));
  const { result } = showDialog(view, {
    label: 'Find',
    input: { type: 'text', name: 'sought', value: chosen.includes('\n') ? view.state.field(sought) : chosen || view.state.field(sought) },
    submitLabel: 'Next',
    focus: 'input',
    top: true,
  });
  void result.then((form) => {
    const field = form?.elements.namedItem('sought');
    view.focus();
    if (!(field instanceof HTMLInputElement) || field.value === '') return;
    view.dispatch({ effects: setSought.of(field.value) });
    go(false)(view);
  });
  return true;
};

const keys: readonly KeyBinding[] = [
  { key: 'Mod-f', run: ask },
  { key: 'Mod-g', run: go(false), shift: go(true), preventDefault: true },
  { key: 'F3', run: go(false), shift: go(true), preventDefault: true },
];

export const editorFind = { field: sought, keys };
