/** What people add to an incident: notes, ordered as a story, and marks on the timeline. */

/** What a note is about; `moment` = the whole mesh at that moment. Ids are those of the mesh. */
export type NoteSubject = { readonly kind: 'node' | 'edge' | 'group'; readonly id: string } | { readonly kind: 'moment' };

export interface Note {
  readonly id: string;
  readonly text: string;
  readonly about: NoteSubject;
  /** The moment it was written of, Unix seconds, and the window of its rates. */
  readonly atSeconds: number;
  readonly windowSeconds: number;
  /** From what it is about to the middle of its text, scene pixels; undefined = where there is room. */
  readonly offset?: { readonly x: number; readonly y: number };
}

/** A mark set by hand on the timeline. */
export interface Mark {
  readonly id: string;
  readonly atSeconds: number;
  readonly text: string;
}

/** What was written for a retro: the order of notes is the story. */
export interface Retro {
  readonly title: string;
  readonly notes: readonly Note[];
  readonly marks: readonly Mark[];
}

export const EMPTY_RETRO: Retro = { title: '', notes: [], marks: [] };
