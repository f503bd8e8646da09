import { type ReactNode, useMemo } from 'react';
import { clockText } from '../../lib/range-text';
import { displayText } from '../../scene/display-text';
import { NoteNumber } from '../notes/NoteNumber';
import { offsetOf } from '../text/range-text';
import { useApp, useAppHandle } from '../use-app';
import { StripCard } from './StripCard';
import { SIGN_PIXELS, StripSign } from './StripSign';
import { noteName, type StripNote } from './strip-notes';
import type { StripScale } from './strip-scale';
import { MARKS_CLASS } from './strip-sizes';
import { clusterMarks } from './timeline-marks';
import { useTimeline } from './use-timeline';

/** A pin that others stand behind is wider. */
const PIN_PIXELS = SIGN_PIXELS + 8;

/** Numbers of notes at their moments, as on the map; pressed, the head goes there and the note is shown in the list. */
export function StripNotes({ notes, scale }: { readonly notes: readonly StripNote[]; readonly scale: StripScale }): ReactNode {
  const clusters = useMemo(() => clusterMarks(notes, scale.xOf, PIN_PIXELS), [notes, scale]);
  if (notes.length === 0) return null;
  return (
    <ul className={`${MARKS_CLASS} relative z-20`} aria-label="Notes at their moments">
      {clusters.map(({ x, marks }) => (
        <Pin key={marks[0]?.id} notes={marks} x={x} scale={scale} />
      ))}
    </ul>
  );
}

interface PinProps {
  readonly notes: readonly StripNote[];
  readonly x: number;
  readonly scale: StripScale;
}

function Pin({ notes, x, scale }: PinProps): ReactNode {
  const app = useAppHandle();
  const { goTo } = useTimeline();
  const offset = offsetOf(useApp((state) => state.preferences.timeZone));
  const [first, ...others] = notes;
  if (first === undefined) return null;
  const open = () => {
    goTo(first.atSeconds);
    app.face?.showNote(first.id);
  };
  return (
    <StripSign
      tabbed
      name={noteName(notes, clockText(first.atSeconds, offset))}
      x={x}
      scale={scale}
      onClick={open}
      card={<NoteCard notes={notes} />}
      className="!w-auto min-w-6 gap-0.5 px-0.5"
    >
      <span aria-hidden>
        <NoteNumber number={first.number} />
      </span>
      {others.length === 0 ? null : (
        <span aria-hidden className="font-semibold text-2xs text-muted">
          +{others.length}
        </span>
      )}
    </StripSign>
  );
}

function NoteCard({ notes }: Pick<PinProps, 'notes'>): ReactNode {
  return (
    <StripCard
      items={notes}
      sign={({ number }) => <NoteNumber number={number} />}
      words={({ about, text }) => (
        <>
          <span className="text-muted">{displayText(about, 80)}</span>
          <span className="block">{displayText(text, 200)}</span>
        </>
      )}
      rest=" in the list of notes."
    />
  );
}
