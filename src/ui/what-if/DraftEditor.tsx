import { completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorSelection, EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useRef } from 'react';
import type { DraftWords } from '../../inquiry/what-if/draft-words';
import { type DraftIssue, diagnosticsOf } from './draft-issues';
import { editorCompletion } from './editor-completion';
import { keepEscape } from './editor-escape';
import { editorFind } from './editor-find';
import { writeOn } from './editor-indent';
import { editorColours, editorLook } from './editor-look';

/** What others may do with the editor. */
export interface EditorHandle {
  /** Goes to a line (from 1) and, where given, a column, and takes the focus there. */
  goTo(line: number, column?: number): void;
}

interface DraftEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly issues: readonly DraftIssue[];
  readonly words: DraftWords;
  readonly handle?: Ref<EditorHandle>;
}

const EMPTY = 'Paste YAML here, drop a file, or choose something to start from above.';

/** A text editor for YAML: colours, line numbers, marks at wrong lines, completion, find, undo. */
export function DraftEditor({ text, onChange, issues, words, handle }: DraftEditorProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | undefined>(undefined);
  const current = useRef({ onChange, words, text });
  current.current = { onChange, words, text };
  const hint = useId();

  useEffect(() => {
    if (place.current === null) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: current.current.text,
        extensions: extensionsOf(hint, {
          words: () => current.current.words,
          changed: (next) => current.current.onChange(next),
        }),
      }),
    });
    editor.current = view;
    // Whoever opened the view by key wants to write; on a touch screen a keyboard would cover it.
    if (window.matchMedia('(pointer: fine)').matches) view.focus();
    const stop = keepEscape(view, (sentence) => view.dispatch({ effects: EditorView.announce.of(sentence) }));
    return () => {
      stop();
      view.destroy();
      editor.current = undefined;
    };
  }, [hint]);

  useEffect(() => {
    const view = editor.current;
    if (view === undefined || view.state.doc.toString() === text) return;
    // One change that undo takes back.
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 }, scrollIntoView: true });
  }, [text]);

  useEffect(() => {
    const view = editor.current;
    if (view !== undefined) view.dispatch(setDiagnostics(view.state, [...diagnosticsOf(view.state.doc.toString(), issues)]));
  }, [issues]);

  useImperativeHandle(handle, () => ({
    goTo(line, column = 1) {
      const view = editor.current;
      if (view === undefined) return;
      const { from, to } = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
      const at = Math.min(from + column - 1, to);
      view.dispatch({
        selection: EditorSelection.single(column === 1 ? to : at, at),
        effects: EditorView.scrollIntoView(at, { y: 'center' }),
      });
      view.focus();
    },
  }));

  return (
    <>
      <div
        ref={place}
        data-testid="draft-editor"
        className="min-h-0 flex-1 overflow-hidden rounded-md border border-line-strong font-mono text-xs outline-focus focus-within:outline-2"
      />
      <p id={hint} className="text-2xs text-muted">
        Ctrl+Space completes, Ctrl+F finds, F8 goes to what is wrong. Tab indents; Escape, then Tab leaves the editor.
      </p>
    </>
  );
}

interface Wires {
  readonly words: () => DraftWords;
  readonly changed: (text: string) => void;
}

function extensionsOf(hint: string, { words, changed }: Wires) {
  return [
    lineNumbers(),
    lintGutter(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    yaml(),
    indentOnInput(),
    bracketMatching(),
    editorCompletion(words),
    editorFind.field,
    editorColours,
    editorLook,
    EditorView.lineWrapping,
    placeholder(EMPTY),
    EditorView.contentAttributes.of({ 'aria-label': 'Draft of resources, YAML', 'aria-describedby': hint, tabindex: '0' }),
    // Files belong to the view, which reads and refuses them in words.
    EditorView.domEventHandlers({ drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0 }),
    keymap.of([
      ...editorFind.keys,
      { key: 'F8', run: nextDiagnostic, shift: previousDiagnostic },
      ...completionKeymap,
      { key: 'Enter', run: writeOn },
      indentWithTab,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) changed(state.doc.toString());
    }),
  ];
}
