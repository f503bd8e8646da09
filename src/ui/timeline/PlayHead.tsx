import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { selectedSpan } from '../../app/span-choice';
import { gridTime, nearestIndex } from '../../telemetry/range-grid';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { HeadMark } from './HeadMark';
import { Hovered } from './Hovered';
import { headMovedTo } from './head-keys';
import { laneText, momentSentence } from './moment-text';
import type { StripProps, StripScale } from './strip-scale';
import { useHeadSeconds, useTimeline } from './use-timeline';

export const HEAD_ID = 'play-head';

type PlayHeadProps = Omit<StripProps, 'outdated'> & { readonly scale: StripScale };

/** Where one looks: dragged by pointer or finger, moved by keys. With Shift a drag selects a part of the span, as on the axis. */
export function PlayHead({ lanes, marks, overview, scale }: PlayHeadProps): ReactNode {
  const { goTo } = useTimeline();
  const seconds = useHeadSeconds();
  const keys = useHeadKeys(marks, overview, scale);
  const drag = useDrag(scale);
  const [hover, setHover] = useState<number | undefined>(undefined);
  const zone = useApp((state) => state.preferences.timeZone);
  const offset = offsetOf(zone);
  const grid = overview?.grid;
  const index = grid === undefined ? undefined : nearestIndex(grid, seconds);
  const moment = grid === undefined || index === undefined ? seconds : gridTime(grid, index);
  const values =
    overview === undefined || index === undefined ? [] : lanes.map((lane) => ({ lane, text: laneText(lane, overview, index) }));
  const here = marks.filter(({ atSeconds }) => grid !== undefined && Math.abs(atSeconds - moment) <= grid.stepSeconds / 2);
  const outside = seconds < scale.fromSeconds || seconds > scale.toSeconds;
  const sentence = momentSentence(outside ? seconds : moment, outside ? [] : values, here, offset);
  return (
    <>
      <div
        id={HEAD_ID}
        role="slider"
        tabIndex={0}
        aria-label="Play head"
        aria-orientation="horizontal"
        aria-valuemin={scale.fromSeconds}
        aria-valuemax={scale.toSeconds}
        aria-valuenow={Math.min(scale.toSeconds, Math.max(scale.fromSeconds, seconds))}
        aria-valuetext={outside ? `${sentence} That is outside this span.` : sentence}
        aria-keyshortcuts="ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight Home End PageUp PageDown Space"
        className="absolute inset-x-0 top-0 bottom-5 cursor-ew-resize touch-pan-y rounded"
        onKeyDown={keys}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setHover(undefined);
          const at = drag.start(event);
          if (at !== undefined) goTo(at);
        }}
        onPointerMove={(event) => {
          const at = drag.move(event);
          if (at !== undefined) goTo(at);
          else if (event.pointerType === 'mouse' && event.buttons === 0) setHover(drag.secondsOf(event));
        }}
        onPointerUp={drag.end}
        onPointerCancel={drag.cancel}
        onPointerLeave={() => setHover(undefined)}
      />
      {drag.selection === undefined ? null : (
        <span
          aria-hidden
          className="pointer-events-none absolute top-6 bottom-5 left-0 border-accent border-x bg-accent/20"
          style={{
            transform: `translateX(${scale.xOf(Math.min(...drag.selection))}px)`,
            width: Math.abs(scale.xOf(drag.selection[1]) - scale.xOf(drag.selection[0])),
          }}
        />
      )}
      {hover === undefined ? null : <Hovered seconds={hover} lanes={lanes} overview={overview} scale={scale} />}
      <HeadMark seconds={seconds} scale={scale} />
    </>
  );
}

function useHeadKeys(marks: StripProps['marks'], overview: StripProps['overview'], scale: StripScale): (event: KeyboardEvent) => void {
  const { goTo, play, playing } = useTimeline();
  const seconds = useHeadSeconds();
  // Before the grid is known a step is a hundredth of the span.
  const grid = overview?.grid ?? { startSeconds: scale.fromSeconds, stepSeconds: (scale.toSeconds - scale.fromSeconds) / 100, points: 101 };
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === ' ') {
      event.preventDefault();
      if (playing) play.pause();
      else play.play();
      return;
    }
    const next = headMovedTo(event, seconds, grid, marks);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(next);
  };
}

interface Drag {
  /** Unix seconds under the pointer. */
  readonly secondsOf: (event: PointerEvent<HTMLElement>) => number;
  /** Where the head goes; undefined while a part is selected, and while nothing is dragged. */
  readonly start: (event: PointerEvent<HTMLElement>) => number | undefined;
  readonly move: (event: PointerEvent<HTMLElement>) => number | undefined;
  readonly end: () => void;
  readonly cancel: () => void;
  readonly selection: readonly [number, number] | undefined;
}

/** A selection narrower than this was a click. */
const LEAST_PIXELS = 8;

function useDrag({ secondsAt, xOf, width }: StripScale): Drag {
  const { choose } = useTimeline();
  const left = useRef<number | undefined>(undefined);
  const [selection, setSelection] = useState<readonly [number, number] | undefined>(undefined);
  const secondsOf = (event: PointerEvent<HTMLElement>) => {
    // While it is dragged it stays where it is: the page is not measured again.
    const from = left.current ?? event.currentTarget.getBoundingClientRect().left;
    return secondsAt(Math.min(width, Math.max(0, event.clientX - from)));
  };
  const cancel = () => {
    left.current = undefined;
    setSelection(undefined);
  };
  return {
    secondsOf,
    start(event) {
      left.current = event.currentTarget.getBoundingClientRect().left;
      const at = secondsOf(event);
      if (!event.shiftKey) return at;
      setSelection([at, at]);
      return undefined;
    },
    move(event) {
      if (left.current === undefined) return undefined;
      const at = secondsOf(event);
      if (selection === undefined) return at;
      setSelection([selection[0], at]);
      return undefined;
    },
    end() {
      if (selection !== undefined && Math.abs(xOf(selection[1]) - xOf(selection[0])) >= LEAST_PIXELS) choose(selectedSpan(...selection));
      cancel();
    },
    cancel,
    selection,
  };
}
