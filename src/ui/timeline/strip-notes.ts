/** Notes at their moments, as the strip draws them. */
import { displayText } from '../../scene/display-text';
import type { ListedNote } from '../notes/use-notes';

export interface StripNote {
  readonly id: string;
  /** In the story, from 1. */
  readonly number: number;
  /** Unix seconds. */
  readonly atSeconds: number;
  /** As data: displayed as text only. */
  readonly text: string;
  readonly about: string;
}

/** Notes whose moment lies within the span, earliest first; those of one moment in the order of the story. */
export function stripNotes(
  notes: readonly ListedNote[],
  { fromSeconds, toSeconds }: { readonly fromSeconds: number; readonly toSeconds: number },
): readonly StripNote[] {
  return notes
    .flatMap(({ note, number, text, about }): StripNote[] =>
      note.atSeconds < fromSeconds || note.atSeconds > toSeconds ? [] : [{ id: note.id, number, atSeconds: note.atSeconds, text, about }],
    )
    .sort((a, b) => a.atSeconds - b.atSeconds || a.number - b.number);
}

/** "Note 2 at 18:45:00 about payments: answers 503", and how many more stand there. */
export function noteName([first, ...others]: readonly StripNote[], clock: string): string {
  if (first === undefined) return '';
  const more = others.length === 0 ? '' : `, and ${others.length} more beside it`;
  return `Note ${first.number} at ${clock} about ${displayText(first.about, 80)}: ${displayText(first.text, 120)}${more}`;
}
