import { BookOpen, Plus, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { isMasked } from '../../app/masking';
import { many } from '../../lib/many';
import type { NoteSubject } from '../../mesh/note';
import { subjectOf } from '../../mesh/note-subject';
import { Button, IconButton } from '../controls/Button';
import { NOTES_ID } from '../landmarks';
import { useSpeaker } from '../status/use-speaker';
import { useActions, useApp } from '../use-app';
import { useFittedMap } from '../use-fitted-map';
import { useMesh } from '../use-mesh';
import { Marks } from './Marks';
import { NoteEditor } from './NoteEditor';
import { NoteItem } from './NoteItem';
import { RetroTitle } from './RetroTitle';
import { subjectName } from './subject-name';
import { useNotes } from './use-notes';

interface NotesProps {
  /** What a new note is being written about; undefined = none is. */
  readonly writing: NoteSubject | undefined;
  readonly onWrite: (about: NoteSubject | undefined) => void;
  readonly onClose: () => void;
}

/** Everything that was written: the notes in the order of their story, and the marks of the timeline. */
export function Notes({ writing, onWrite, onClose }: NotesProps): ReactNode {
  const notes = useNotes();
  const masked = useApp((state) => isMasked(state.view));
  const elsewhere = useApp((state) => state.scene?.notesElsewhere ?? 0);
  const marks = useApp((state) => state.retro.marks.length);
  const actions = useActions();
  useFittedMap();
  return (
    <section
      id={NOTES_ID}
      tabIndex={-1}
      aria-label="Notes"
      className="flex min-h-0 w-full flex-1 flex-col border-line bg-surface outline-none sm:w-72 sm:flex-none sm:border-r print:hidden"
    >
      <header className="flex shrink-0 items-center gap-1 border-line border-b px-3 py-1">
        <h2 className="flex-1 font-semibold text-xs">Notes {notes.length === 0 ? '' : notes.length}</h2>
        <Button icon={BookOpen} look="quiet" disabled={notes.length === 0} onClick={() => actions.tellStory()}>
          Tell
        </Button>
        <IconButton label="Close the notes" shortcut="A" icon={X} onClick={onClose} />
      </header>
      <div className="thin-scroll min-h-0 flex-1 overflow-y-auto">
        {masked ? null : (
          <div className="px-3 pt-2.5">
            <RetroTitle label="Title of this retro" placeholder="Title, such as Outage of 21 November" />
          </div>
        )}
        <Writing writing={writing} onWrite={onWrite} />
        {notes.length === 0 ? (
          <p className="px-3 py-2 text-muted text-xs">
            Notes stand on the map, in exports and in snapshots, numbered as a story that can be told step by step. They stay in this
            browser.
          </p>
        ) : (
          <NoteList />
        )}
        {elsewhere === 0 ? null : (
          <p className="px-3 py-2 text-muted text-xs">
            {many(elsewhere, 'note')} {elsewhere === 1 ? 'is' : 'are'} about something that this picture does not show.
          </p>
        )}
        <Marks />
        {notes.length + marks === 0 ? null : (
          <div className="px-3 py-3">
            <Button look="quiet" className="-ml-2 text-xs" onClick={() => actions.clearRetro()}>
              Remove all notes and marks
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

function Writing({ writing, onWrite }: Pick<NotesProps, 'writing' | 'onWrite'>): ReactNode {
  const selected = useApp((state) => state.view.selected);
  const ready = useApp((state) => state.picture !== undefined);
  const index = useMesh();
  const actions = useActions();
  const speaker = useSpeaker();
  if (writing === undefined) {
    return (
      <div className="flex flex-col gap-1.5 border-line border-b px-3 py-2.5">
        {selected === undefined ? null : (
          <Button icon={Plus} className="!justify-start" disabled={!ready} onClick={() => onWrite(subjectOf(selected))}>
            <span className="truncate">About {subjectName(subjectOf(selected), index)}</span>
          </Button>
        )}
        <Button icon={Plus} className="!justify-start" disabled={!ready} onClick={() => onWrite({ kind: 'moment' })}>
          About this moment
        </Button>
        {selected === undefined ? <p className="text-2xs text-muted">Select something on the map to write about it.</p> : null}
      </div>
    );
  }
  const about = subjectName(writing, index);
  return (
    <div className="border-line border-b px-3 py-2.5">
      <NoteEditor
        key={`${writing.kind} ${writing.kind === 'moment' ? '' : writing.id}`}
        label={`New note about ${about}`}
        text=""
        onCancel={() => onWrite(undefined)}
        onSave={(text) => {
          actions.addNote(writing, text);
          onWrite(undefined);
          speaker.say(`Note about ${about} added.`);
          requestAnimationFrame(() => document.getElementById(NOTES_ID)?.focus({ preventScroll: true }));
        }}
      />
    </div>
  );
}

function NoteList(): ReactNode {
  const notes = useNotes();
  const actions = useActions();
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const from = notes.find(({ note }) => note.id === dragged)?.number;
  /** It takes the place of the one it is dropped on: dragged down it stands below it then, dragged up above. */
  const sideOf = (number: number): 'above' | 'below' | undefined => {
    if (from === undefined || from === number) return undefined;
    return from < number ? 'below' : 'above';
  };
  const drop = () => {
    const to = notes.findIndex(({ note }) => note.id === over);
    if (dragged !== undefined && to >= 0) actions.moveNote(dragged, to);
    setDragged(undefined);
    setOver(undefined);
  };
  return (
    <ol aria-label="Notes in the order of the story">
      {notes.map((listed) => (
        <NoteItem
          key={listed.note.id}
          listed={listed}
          count={notes.length}
          target={over === listed.note.id ? sideOf(listed.number) : undefined}
          onDrag={(id) => {
            setDragged(id);
            if (id === undefined) setOver(undefined);
          }}
          onDragOver={setOver}
          onDrop={drop}
        />
      ))}
    </ol>
  );
}
