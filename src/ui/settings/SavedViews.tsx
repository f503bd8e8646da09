import { Download, Upload, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { MOST_NAME_CHARACTERS, MOST_VIEWS, writeViews } from '../../app/saved-views';
import { displayText } from '../../scene/display-text';
import { Button, IconButton } from '../controls/Button';
import { TextInput } from '../controls/Field';
import { downloadText } from '../table/download-text';
import { useActions, useApp } from '../use-app';

/** More is refused, so more is not even read. */
const MOST_FILE_BYTES = 1_000_001;

/** Names for what is shown, kept here and carried as a small file. */
export function SavedViews({ onOpened }: { readonly onOpened: () => void }): ReactNode {
  const views = useApp((state) => state.savedViews);
  const actions = useActions();
  return (
    <>
      <SaveForm />
      {views.length < MOST_VIEWS ? null : (
        <p role="status" className="text-muted text-xs">
          {MOST_VIEWS} views are kept, and no more: remove one before another is saved.
        </p>
      )}
      {views.length === 0 ? (
        <p className="text-muted text-xs">
          Nothing saved yet. A view is everything the link says: source, time, scope, expressions, thresholds, places.
        </p>
      ) : null}
      <ul aria-label="Saved views" className="flex flex-col">
        {views.map(({ name }) => (
          <li key={name} className="flex items-center gap-2 border-line border-b py-0.5 last:border-b-0">
            <button
              type="button"
              className="min-h-7 min-w-0 flex-1 truncate rounded px-1 text-left text-accent underline-offset-2 hover:underline"
              onClick={() => {
                actions.openSavedView(name);
                onOpened();
              }}
            >
              {displayText(name, MOST_NAME_CHARACTERS)}
            </button>
            <IconButton
              label={`Remove the view ${displayText(name, MOST_NAME_CHARACTERS)}`}
              icon={X}
              onClick={() => actions.removeSavedView(name)}
            />
          </li>
        ))}
      </ul>
      <ViewFiles />
    </>
  );
}

function SaveForm(): ReactNode {
  const views = useApp((state) => state.savedViews);
  const actions = useActions();
  const [name, setName] = useState('');
  const trimmed = name.trim();
  const known = views.some((view) => view.name === trimmed);
  const full = views.length >= MOST_VIEWS;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (trimmed === '' || (full && !known)) return;
    actions.saveView(trimmed);
    setName('');
  };
  return (
    <form className="flex max-w-md gap-2" onSubmit={save}>
      <TextInput
        aria-label="Name of this view"
        placeholder="Name of what is shown now"
        maxLength={MOST_NAME_CHARACTERS}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={trimmed === '' || (full && !known)}>
        {known ? 'Replace' : 'Save'}
      </Button>
    </form>
  );
}

function ViewFiles(): ReactNode {
  const views = useApp((state) => state.savedViews);
  const actions = useActions();
  const input = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<{ readonly ok: boolean; readonly text: string } | undefined>(undefined);
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    const added = actions.importViews(await file.slice(0, MOST_FILE_BYTES).text());
    if (!added.ok) setOutcome({ ok: false, text: `✕ ${added.error}` });
    else setOutcome({ ok: true, text: added.value === 0 ? 'All of them were here already.' : `${added.value} new.` });
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        icon={Download}
        disabled={views.length === 0}
        onClick={() => downloadText('seamark-views.json', 'application/json', writeViews(views))}
      >
        Export
      </Button>
      <Button icon={Upload} onClick={() => input.current?.click()}>
        Import
      </Button>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label="File of saved views"
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <p role="status" className={`text-xs empty:hidden ${outcome?.ok === false ? 'text-fail' : 'text-muted'}`}>
        {outcome?.text ?? ''}
      </p>
    </div>
  );
}
