import { type PointerEvent, type ReactNode, useState } from 'react';
import { selectedSpan } from '../../app/span-choice';
import { tickText, timeTicks } from '../charts/time-ticks';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import type { StripScale } from './strip-scale';
import { AXIS_CLASS, HALF_CHIP_PIXELS } from './strip-sizes';
import { useHeadNear, useTimeline } from './use-timeline';

/** A tick's text and the room beside it. */
const TICK_PIXELS = 76;
/** Nearer to the head its own time stands over the text of a tick. */
const BESIDE_HEAD_PIXELS = 48;
/** A selection narrower than this was a click. */
const LEAST_PIXELS = 8;

/** Time, in the clock that is chosen. Dragging over it selects a part of the span. */
export function Axis({ scale }: { readonly scale: StripScale }): ReactNode {
  const zone = useApp((state) => state.preferences.timeZone);
  const { choose } = useTimeline();
  const [selection, setSelection] = useState<{ readonly from: number; readonly to: number } | undefined>(undefined);
  const offset = offsetOf(zone);
  const { fromSeconds, toSeconds, xOf, width, secondsAt } = scale;
  const ticks = timeTicks(fromSeconds, toSeconds, Math.max(2, Math.floor(width / TICK_PIXELS)), offset);
  const xIn = (event: PointerEvent<HTMLElement>) =>
    Math.min(width, Math.max(0, event.clientX - event.currentTarget.getBoundingClientRect().left));
  const release = () => {
    setSelection(undefined);
    if (selection === undefined || Math.abs(selection.to - selection.from) < LEAST_PIXELS) return;
    choose(selectedSpan(secondsAt(selection.from), secondsAt(selection.to)));
  };
  return (
    <div
      aria-hidden
      title="Drag to look closer at a part"
      data-testid="timeline-axis"
      className={`${AXIS_CLASS} relative cursor-col-resize touch-pan-y overflow-hidden text-2xs text-muted`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setSelection({ from: xIn(event), to: xIn(event) });
      }}
      onPointerMove={(event) => {
        if (selection !== undefined) setSelection({ ...selection, to: xIn(event) });
      }}
      onPointerUp={release}
      onPointerCancel={() => setSelection(undefined)}
    >
      {ticks.map((seconds) => {
        const x = xOf(seconds);
        const inside = x > TICK_PIXELS / 4 && x < width - TICK_PIXELS / 4;
        return (
          <span key={seconds} className="absolute top-0 left-0" style={{ transform: `translateX(${x}px)` }}>
            <span className="block h-1 w-px bg-line-strong" />
            {inside ? (
              <TickText
                seconds={seconds}
                pixelSeconds={(toSeconds - fromSeconds) / width}
                text={tickText(seconds, toSeconds - fromSeconds, offset)}
              />
            ) : null}
          </span>
        );
      })}
      {selection === undefined ? null : (
        <span
          className="absolute inset-y-0 left-0 border-accent border-x bg-accent/25"
          style={{
            transform: `translateX(${Math.min(selection.from, selection.to)}px)`,
            width: Math.abs(selection.to - selection.from),
          }}
        />
      )}
    </div>
  );
}

interface TickTextProps {
  readonly seconds: number;
  readonly pixelSeconds: number;
  readonly text: string;
}

function TickText({ seconds, pixelSeconds, text }: TickTextProps): ReactNode {
  const hidden = useHeadNear(seconds, BESIDE_HEAD_PIXELS * pixelSeconds, HALF_CHIP_PIXELS * pixelSeconds);
  return hidden ? null : <span className="absolute top-1 -translate-x-1/2 leading-4">{text}</span>;
}
