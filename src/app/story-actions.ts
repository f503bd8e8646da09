/** Telling the notes as a story: each step shows its moment, its window and what it is about, and the end goes back to where one was. */
import type { StoreApi } from 'zustand/vanilla';
import type { Note } from '../mesh/note';
import type { Picture } from '../worker/messages';
import type { AppState, CanvasPort } from './app-types';
import type { StoryActions } from './retro-types';
import type { ViewState } from './view-state';

export function createStoryActions(store: StoreApi<AppState>, canvas: () => CanvasPort | undefined): StoryActions {
  const goTo = (note: Note) => {
    const { view, told, picture } = store.getState();
    const { end, windowSeconds, selected, viewport, refreshSeconds, form, opened, closed } = view;
    const before = told?.before ?? { end, windowSeconds, selected, viewport, refreshSeconds, form, opened, closed };
    const subject = note.about.kind === 'moment' ? undefined : note.about.id;
    store.setState({
      told: { noteId: note.id, before },
      scrubbing: false,
      view: {
        ...view,
        ...openAround(view, picture, subject),
        form: 'map',
        end: { kind: 'at', seconds: note.atSeconds },
        windowSeconds: note.windowSeconds,
        selected: subject,
      },
    });
    if (subject !== undefined) canvas()?.reveal(subject);
  };
  return {
    tellStory(noteId) {
      const { notes } = store.getState().retro;
      const note = noteId === undefined ? notes[0] : notes.find(({ id }) => id === noteId);
      if (note !== undefined) goTo(note);
    },
    stepStory(by) {
      const { retro, told } = store.getState();
      const at = retro.notes.findIndex(({ id }) => id === told?.noteId);
      const next = at < 0 ? undefined : retro.notes[at + by];
      if (next !== undefined) goTo(next);
    },
    endStory() {
      const { told, view } = store.getState();
      if (told === undefined) return;
      store.setState({ told: undefined, view: { ...view, ...told.before } });
      // No viewport in the link is all of the mesh.
      if (told.before.viewport === undefined) canvas()?.fit();
    },
  };
}

/** The closed groups around what is told of are opened: it would stand in a card otherwise. */
function openAround(view: ViewState, picture: Picture | undefined, subject: string | undefined): Pick<ViewState, 'opened' | 'closed'> {
  const { opened, closed } = view;
  if (picture === undefined || subject === undefined) return { opened, closed };
  // An edge's id is made of those of its ends.
  const ends = new Set(subject.split('>').slice(0, 2));
  const shut = picture.mesh.groups.filter(({ id }) => id !== subject && !picture.openGroups.includes(id));
  const around = shut.filter(({ members }) => members.some((id) => ends.has(id))).map(({ id }): string => id);
  if (around.length === 0) return { opened, closed };
  return { opened: [...new Set([...opened, ...around])], closed: closed.filter((id) => !around.includes(id)) };
}
