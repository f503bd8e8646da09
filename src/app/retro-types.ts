/** Notes and marks as the face sees them: what can be done with them, and what was just done. */
import type { NoteSubject, Retro } from '../mesh/note';
import type { Place, ViewState } from './view-state';

export interface RetroSaid {
  readonly text: string;
  readonly atMs: number;
  /** How it was: undo brings back what of it is missing; undefined = nothing was removed. */
  readonly before: Retro | undefined;
}

export interface ToldStory {
  readonly noteId: string;
  readonly before: Pick<ViewState, 'end' | 'windowSeconds' | 'selected' | 'viewport' | 'refreshSeconds' | 'form' | 'opened' | 'closed'>;
}

/** What people add to an incident: notes (the order is the story), marks on the timeline, a title. Texts are cut at their limits. */
export interface RetroActions {
  /** Its id; undefined when there are too many notes already, or nothing is shown to write about. Written of the picture's moment. */
  addNote(about: NoteSubject, text: string): string | undefined;
  changeNote(id: string, text: string): void;
  /** Where its text stands, from what it is about, scene pixels; undefined = where there is room. */
  placeNote(id: string, offset: Place | undefined): void;
  removeNote(id: string): void;
  moveNote(id: string, toIndex: number): void;
  /** Its id; undefined when there are too many marks already. */
  addMark(atSeconds: number, text: string): string | undefined;
  renameMark(id: string, text: string): void;
  moveMark(id: string, atSeconds: number): void;
  removeMark(id: string): void;
  setRetroTitle(title: string): void;
  /** All of it at once, as a file has it. */
  replaceRetro(retro: Retro): void;
  clearRetro(): void;
  /** Brings back what was just removed; what was written since stays. */
  undoRetro(): void;
  dismissRetroSaid(): void;
}

/** Telling the notes one after the other, each at its moment. */
export interface StoryActions {
  /** Begins at a note (the first unless said), or goes to it. */
  tellStory(noteId?: string): void;
  stepStory(by: 1 | -1): void;
  /** Back to what was shown before. */
  endStory(): void;
}
