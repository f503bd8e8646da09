import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { MOST_NOTE_CHARACTERS } from '../../app/retro-format';
import { Button } from '../controls/Button';

interface NoteEditorProps {
  /** "New note about web → cart". */
  readonly label: string;
  readonly text: string;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
}

/** Near the limit one is told how much room is left. */
const TOLD_BELOW = 200;

/** Plain text: what is typed is what stands there. */
export function NoteEditor({ label, text, onSave, onCancel, children }: NoteEditorProps): ReactNode {
  const [draft, setDraft] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const left = MOST_NOTE_CHARACTERS - draft.length;
  useEffect(() => area.current?.focus(), []);
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (draft.trim() !== '') onSave(draft.trim());
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
    else if (event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form className="flex flex-col gap-2" onSubmit={save}>
      <label className="flex flex-col gap-1">
        <span className="break-words font-semibold text-xs">{label}</span>
        <textarea
          ref={area}
          rows={4}
          maxLength={MOST_NOTE_CHARACTERS}
          aria-describedby={hintId}
          placeholder="What happened here?"
          className="thin-scroll w-full resize-y rounded-md border border-line-strong bg-surface px-2 py-1.5 text-ink text-sm"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={press}
        />
      </label>
      {children}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" disabled={draft.trim() === ''}>
          Save
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
        <p id={hintId} className="text-2xs text-muted">
          {left < TOLD_BELOW ? `${left} characters left` : 'Ctrl+Enter saves, Esc cancels'}
        </p>
      </div>
    </form>
  );
}
