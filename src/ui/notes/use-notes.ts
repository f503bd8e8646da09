import { useMemo } from 'react';
import { momentsShown } from '../../app/difference-shown';
import { isMasked } from '../../app/masking';
import type { Note } from '../../mesh/note';
import { isOfMoment } from '../../scene/notes';
import { useApp } from '../use-app';
import { useMesh } from '../use-mesh';
import { subjectName } from './subject-name';

/** A note as it is listed: names in it are masked while the view is. */
export interface ListedNote {
  readonly note: Note;
  /** In the story, from 1. */
  readonly number: number;
  readonly text: string;
  readonly about: string;
  /** The picture shows its moment. */
  readonly now: boolean;
}

export function useNotes(): readonly ListedNote[] {
  const notes = useApp((state) => state.retro.notes);
  const masked = useApp((state) => isMasked(state.view));
  const mask = useApp((state) => state.mask);
  const picture = useApp((state) => state.picture);
  const view = useApp((state) => state.view);
  const index = useMesh();
  return useMemo(
    () =>
      notes.map((note, at) => ({
        note,
        number: at + 1,
        text: masked ? mask(note.text) : note.text,
        about: masked ? mask(subjectName(note.about, index)) : subjectName(note.about, index),
        now: picture !== undefined && isOfMoment(note, { moments: momentsShown({ picture, view }), windowSeconds: picture.windowSeconds }),
      })),
    [notes, masked, mask, picture, view, index],
  );
}
