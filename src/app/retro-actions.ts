/** Writing about an incident: notes, marks and the title. What is removed can be brought back. */
import type { StoreApi } from 'zustand/vanilla';
import { EMPTY_RETRO, type Mark, type Note, type Retro } from '../mesh/note';
import type { AppState } from './app-types';
import { MOST_MARKS, MOST_NOTE_CHARACTERS, MOST_NOTES, MOST_TITLE_CHARACTERS } from './retro-format';
import type { RetroActions } from './retro-types';

export function createRetroActions(store: StoreApi<AppState>, nowMs: () => number): RetroActions {
  const say = (text: string, before?: Retro): Pick<AppState, 'retroSaid'> => ({ retroSaid: { text, atMs: nowMs(), before } });
  const change = (edit: (retro: Retro) => Retro, said?: (before: Retro) => string) =>
    store.setState(({ retro }) => {
      const next = edit(retro);
      if (next === retro) return {};
      return { retro: next, ...(said !== undefined && say(said(retro), retro)) };
    });
  const notes = (edit: (notes: readonly Note[]) => readonly Note[], said?: string) =>
    change((retro) => ({ ...retro, notes: edit(retro.notes) }), said === undefined ? undefined : () => said);
  const marks = (edit: (marks: readonly Mark[]) => readonly Mark[], said?: string) =>
    change((retro) => ({ ...retro, marks: edit(retro.marks).toSorted(byMoment) }), said === undefined ? undefined : () => said);
  const numberOf = (id: string) => store.getState().retro.notes.findIndex((note) => note.id === id) + 1;

  return {
    addNote(about, text) {
      const { retro, picture } = store.getState();
      if (picture === undefined) return undefined;
      if (retro.notes.length >= MOST_NOTES) {
        store.setState(say(`There are ${MOST_NOTES} notes already, the most that are kept. Remove one first.`));
        return undefined;
      }
      const id = freeId('n', nowMs(), retro.notes);
      const { atSeconds, windowSeconds } = picture;
      notes((before) => [...before, { id, text: cut(text, MOST_NOTE_CHARACTERS), about, atSeconds, windowSeconds }]);
      return id;
    },
    changeNote: (id, text) =>
      notes((before) => before.map((note) => (note.id === id ? { ...note, text: cut(text, MOST_NOTE_CHARACTERS) } : note))),
    placeNote: (id, place) => notes((before) => before.map((note) => (note.id === id ? placed(note, place) : note))),
    removeNote(id) {
      const number = numberOf(id);
      if (number > 0) notes((before) => before.filter((note) => note.id !== id), `Note ${number} removed.`);
    },
    moveNote: (id, toIndex) => notes((before) => moved(before, id, toIndex)),
    addMark(atSeconds, text) {
      const { retro } = store.getState();
      if (retro.marks.length >= MOST_MARKS) {
        store.setState(say(`There are ${MOST_MARKS} marks already, the most that are kept. Remove one first.`));
        return undefined;
      }
      const id = freeId('m', nowMs(), retro.marks);
      marks((before) => [...before, { id, atSeconds, text: cut(text, MOST_TITLE_CHARACTERS) }]);
      return id;
    },
    renameMark: (id, text) =>
      marks((before) => before.map((mark) => (mark.id === id ? { ...mark, text: cut(text, MOST_TITLE_CHARACTERS) } : mark))),
    moveMark: (id, atSeconds) => marks((before) => before.map((mark) => (mark.id === id ? { ...mark, atSeconds } : mark))),
    removeMark(id) {
      const mark = store.getState().retro.marks.find((one) => one.id === id);
      if (mark !== undefined) marks((before) => before.filter((one) => one !== mark), 'Mark removed.');
    },
    setRetroTitle: (title) => change((retro) => ({ ...retro, title: cut(title, MOST_TITLE_CHARACTERS) })),
    replaceRetro: (retro) => store.setState({ retro, retroSaid: undefined, told: undefined }),
    clearRetro() {
      const { retro } = store.getState();
      if (retro.notes.length + retro.marks.length === 0 && retro.title === '') return;
      store.setState({ retro: EMPTY_RETRO, told: undefined, ...say('All notes and marks removed.', retro) });
    },
    undoRetro: () =>
      store.setState(({ retroSaid, retro }) => ({
        retro: retroSaid?.before === undefined ? retro : withRemoved(retro, retroSaid.before),
        retroSaid: undefined,
      })),
    dismissRetroSaid: () => store.setState({ retroSaid: undefined }),
  };
}

/** What was written since the removal stays; what was removed stands again where it stood. */
const withRemoved = (now: Retro, before: Retro): Retro => ({
  title: now.title === '' ? before.title : now.title,
  notes: broughtBack(now.notes, before.notes).slice(0, MOST_NOTES),
  marks: broughtBack(now.marks, before.marks).toSorted(byMoment).slice(0, MOST_MARKS),
});

function broughtBack<T extends { readonly id: string }>(now: readonly T[], before: readonly T[]): readonly T[] {
  const here = new Set(now.map(({ id }) => id));
  const all = [...now];
  before.forEach((one, index) => {
    if (!here.has(one.id)) all.splice(index, 0, one);
  });
  return all;
}

const byMoment = (a: Mark, b: Mark): number => a.atSeconds - b.atSeconds || (a.id < b.id ? -1 : 1);

/** Never half of a letter that takes two units. */
const cut = (text: string, most: number): string => (text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, ''));

function placed({ offset: _, ...note }: Note, place: Note['offset']): Note {
  return place === undefined ? note : { ...note, offset: { x: Math.round(place.x), y: Math.round(place.y) } };
}

function moved(notes: readonly Note[], id: string, toIndex: number): readonly Note[] {
  const note = notes.find((one) => one.id === id);
  if (note === undefined) return notes;
  const others = notes.filter((one) => one !== note);
  const index = Math.max(0, Math.min(others.length, Math.trunc(toIndex)));
  return [...others.slice(0, index), note, ...others.slice(index)];
}

/** Two tabs that write in the same millisecond are told apart by nobody: the later keeps its note in its own page. */
function freeId(letter: string, ms: number, taken: readonly { readonly id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  let stamp = Math.floor(ms);
  while (ids.has(`${letter}${stamp.toString(36)}`)) stamp += 1;
  return `${letter}${stamp.toString(36)}`;
}
