import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { rangeText } from '../../lib/range-text';
import { Button, IconButton } from '../controls/Button';
import { offsetOf } from '../text/range-text';
import { useActions, useApp, useAppHandle } from '../use-app';
import { NoteNumber } from './NoteNumber';
import { type ListedNote, useNotes } from './use-notes';
import { useStoryKeys } from './use-story-keys';

/** The story while it is told; nothing otherwise. */
export function Story(): ReactNode {
  const noteId = useApp((state) => state.told?.noteId);
  const notes = useNotes();
  const actions = useActions();
  const at = notes.findIndex(({ note }) => note.id === noteId);
  // The note that was told is gone.
  const lost = noteId !== undefined && at < 0;
  useEffect(() => {
    if (lost) actions.endStory();
  }, [lost, actions]);
  const listed = notes[at];
  return listed === undefined ? null : <Step listed={listed} count={notes.length} />;
}

/** More letters than this are set smaller, so that the lines of its room hold them. */
const LARGE = 90;

/** One note, large, at its moment. Of one height whatever it says: the map below must not move. */
function Step({ listed, count }: { readonly listed: ListedNote; readonly count: number }): ReactNode {
  const { note, number, text, about } = listed;
  const actions = useActions();
  const zone = useApp((state) => state.preferences.timeZone);
  useStoryKeys();
  useReveal(listed);
  const section = useFocusWhileTold();
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label="Story"
      className="flex h-36 shrink-0 gap-3 border-accent border-b-2 bg-surface px-4 py-2.5 outline-none sm:h-32 print:hidden"
    >
      <NoteNumber number={number} large />
      <section
        aria-label="The note"
        aria-live="polite"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long note scrolls, and must do so by keys.
        tabIndex={0}
        className="thin-scroll min-w-0 flex-1 overflow-y-auto"
      >
        <p className="text-muted text-xs">
          {note.about.kind === 'moment' ? 'The whole mesh' : about} ·{' '}
          {rangeText(note.atSeconds - note.windowSeconds, note.atSeconds, offsetOf(zone))}
        </p>
        <p
          className={`mt-0.5 max-w-[75ch] whitespace-pre-wrap break-words ${text.length > LARGE ? 'text-base lg:text-stage' : 'text-stage lg:text-wall'}`}
        >
          {text}
        </p>
        <Absent listed={listed} />
      </section>
      <div className="flex shrink-0 flex-col items-end gap-2">
        <IconButton label="End the story" shortcut="Esc" icon={X} onClick={() => actions.endStory()} />
        <p className="text-muted text-xs">
          {number} of {count}
        </p>
        <div className="flex gap-1">
          <IconButton
            look="plain"
            label="Previous note"
            shortcut="←"
            icon={ChevronLeft}
            aria-disabled={number === 1}
            className="aria-disabled:opacity-40"
            onClick={() => actions.stepStory(-1)}
          />
          <Button
            look="primary"
            aria-label={number === count ? 'End the story after the last note' : 'Next note'}
            onClick={() => (number === count ? actions.endStory() : actions.stepStory(1))}
          >
            {number === count ? 'Done' : 'Next'}
            <ChevronRight size={16} aria-hidden />
          </Button>
        </div>
      </div>
    </section>
  );
}

/** What the note is about may not have been there yet, or be hidden. */
function Absent({ listed: { note } }: { readonly listed: ListedNote }): ReactNode {
  const shown = useApp((state) => state.picture?.atSeconds === note.atSeconds);
  const drawn = useApp((state) => state.scene?.notes?.some(({ id }) => id === note.id) === true);
  const failed = useApp((state) => state.status.phase === 'failed');
  if (failed) return <p className="mt-1 text-warn text-xs">▲ This moment could not be asked for; the last picture stays.</p>;
  if (!shown || drawn) return null;
  return (
    <p className="mt-1 text-muted text-xs">What this note is about is not in this picture: nothing flowed there then, or it is hidden.</p>
  );
}

/** Once the moment is on screen, what the note is about comes into view. */
function useReveal({ note }: ListedNote): void {
  const app = useAppHandle();
  const here = useApp(
    (state) => state.picture?.atSeconds === note.atSeconds && state.scene?.notes?.some(({ id }) => id === note.id) === true,
  );
  const subject = note.about.kind === 'moment' ? undefined : note.about.id;
  useEffect(() => {
    if (here && subject !== undefined) app.canvas?.reveal(subject);
  }, [app, here, subject]);
}

/** The story takes the focus, and gives it back where it came from. */
function useFocusWhileTold() {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    section.current?.focus();
    return () => {
      requestAnimationFrame(() => {
        if (before?.isConnected === true && document.activeElement === document.body) before.focus();
      });
    };
  }, []);
  return section;
}
