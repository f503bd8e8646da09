import { ArrowDown, ArrowUp, Clock, Pencil, Play, Trash2 } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { isoText, momentText } from '../../lib/range-text';
import type { Note } from '../../mesh/note';
import { IconButton } from '../controls/Button';
import { Segments } from '../controls/Field';
import { offsetOf } from '../text/range-text';
import { useActions, useApp, useAppHandle } from '../use-app';
import { NoteEditor } from './NoteEditor';
import { NoteNumber } from './NoteNumber';
import type { ListedNote } from './use-notes';

interface NoteItemProps {
  readonly listed: ListedNote;
  readonly count: number;
  /** A note is dragged over this one, and would stand on that side of it. */
  readonly target: 'above' | 'below' | undefined;
  readonly onDrag: (id: string | undefined) => void;
  readonly onDragOver: (id: string) => void;
  readonly onDrop: () => void;
}

/** A line where it would stand; nothing moves for it. */
const DROP = {
  above: 'shadow-[inset_0_2px_0_var(--accent)]',
  below: 'shadow-[inset_0_-2px_0_var(--accent)]',
} as const;

/** A note in the list: all of its text, its moment and its place in the story. */
export function NoteItem({ listed, count, target, onDrag, onDragOver, onDrop }: NoteItemProps): ReactNode {
  const { note, number, text, about } = listed;
  const [editing, setEditing] = useState(false);
  const actions = useActions();
  const app = useAppHandle();
  const told = useApp((state) => state.told?.noteId === note.id);
  const move = (by: number) => actions.moveNote(note.id, number - 1 + by);
  const press = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    move(event.key === 'ArrowUp' ? -1 : 1);
  };
  const select = () => {
    if (note.about.kind === 'moment') return;
    actions.select(note.about.id);
    app.canvas?.reveal(note.about.id);
  };
  return (
    <li
      draggable={!editing}
      data-note={note.id}
      // Who comes from the map or the timeline is led to the note itself: its buttons come and go with the moment.
      tabIndex={-1}
      aria-current={told ? 'step' : undefined}
      onKeyDown={press}
      onDragStart={(event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'move';
        onDrag(note.id);
      }}
      onDragEnd={() => onDrag(undefined)}
      onDragOver={(event) => {
        event.preventDefault();
        onDragOver(note.id);
      }}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
      className={`flex flex-col gap-1 border-line border-b px-3 py-2.5 -outline-offset-2 aria-[current]:bg-sunken ${target === undefined ? '' : DROP[target]}`}
    >
      <div className="flex items-start gap-2">
        <NoteNumber number={number} />
        {note.about.kind === 'moment' ? (
          <span className="min-w-0 flex-1 break-words font-semibold text-xs">The whole mesh</span>
        ) : (
          <button
            type="button"
            title="Select it on the map"
            className="min-w-0 flex-1 break-words text-left font-semibold text-xs underline-offset-2 hover:underline"
            onClick={select}
          >
            {about}
          </button>
        )}
      </div>
      {editing ? (
        <NoteEditor
          label={`Note ${number} about ${about}`}
          text={text}
          onCancel={() => setEditing(false)}
          onSave={(changed) => {
            actions.changeNote(note.id, changed);
            setEditing(false);
          }}
        >
          {note.about.kind === 'moment' ? null : <PlaceOfNote note={note} />}
        </NoteEditor>
      ) : (
        <p className="whitespace-pre-wrap break-words">{text}</p>
      )}
      <MomentOfNote listed={listed} />
      {editing ? null : (
        <div className="-ml-2 flex items-center">
          <IconButton label={`Tell the story from note ${number}`} icon={Play} onClick={() => actions.tellStory(note.id)} />
          <IconButton
            label={`Move note ${number} up`}
            shortcut="Alt+↑"
            icon={ArrowUp}
            aria-disabled={number === 1}
            className="aria-disabled:opacity-40"
            onClick={() => move(-1)}
          />
          <IconButton
            label={`Move note ${number} down`}
            shortcut="Alt+↓"
            icon={ArrowDown}
            aria-disabled={number === count}
            className="aria-disabled:opacity-40"
            onClick={() => move(1)}
          />
          <span className="flex-1" />
          <IconButton label={`Change note ${number}`} icon={Pencil} onClick={() => setEditing(true)} />
          <IconButton label={`Remove note ${number}`} icon={Trash2} onClick={() => actions.removeNote(note.id)} />
        </div>
      )}
    </li>
  );
}

/** When it was written of; a way there while another moment is shown. */
function MomentOfNote({ listed: { note, number, now } }: { readonly listed: ListedNote }): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  const actions = useActions();
  const offset = offsetOf(zone);
  const text = momentText(note.atSeconds, offset);
  const time = <time dateTime={isoText(note.atSeconds)}>{text}</time>;
  if (now) return <p className="text-muted text-xs">{time}</p>;
  return (
    <button
      type="button"
      className="flex items-center gap-1 self-start text-left text-accent text-xs underline-offset-2 hover:underline"
      onClick={() => actions.setTime(note.windowSeconds, { kind: 'at', seconds: note.atSeconds })}
    >
      <Clock size={12} aria-hidden />
      <span className="sr-only">Show the moment of note {number}: </span>
      {time}
    </button>
  );
}

const PLACES = [
  { value: 'room', label: 'Auto', offset: undefined },
  { value: 'above', label: 'Above', offset: { x: 0, y: -130 } },
  { value: 'below', label: 'Below', offset: { x: 0, y: 130 } },
  { value: 'left', label: 'Left', offset: { x: -280, y: 0 } },
  { value: 'right', label: 'Right', offset: { x: 280, y: 0 } },
] as const;

/** Where the text stands on the map, for those who do not drag it there. */
function PlaceOfNote({ note }: { readonly note: Note }): ReactNode {
  const actions = useActions();
  const chosen = PLACES.find(({ offset }) => offset?.x === note.offset?.x && offset?.y === note.offset?.y)?.value;
  return (
    <div className="flex flex-col gap-1">
      <span className="text-2xs text-muted">Place on the map{chosen === undefined ? ': where it was dragged' : ''}</span>
      <Segments
        name="Place on the map"
        value={chosen}
        choices={PLACES}
        onChoose={(value) => actions.placeNote(note.id, PLACES.find((place) => place.value === value)?.offset)}
      />
    </div>
  );
}
