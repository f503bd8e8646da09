/** The running timeline as its parts share it: head, play, and the spans that led here. */
import { createContext, use, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { shownMoment } from '../../app/span-choice';
import { createSpanHead, heldGrid, type SpanHead } from '../../app/span-head';
import { createSpanPlay, type SpanPlay } from '../../app/span-play';
import type { Span } from '../../app/view-state';
import { MapAppContext, useActions, useApp } from '../use-app';
import { useMedia } from '../use-media';

export interface TimelineControl {
  readonly head: SpanHead;
  readonly play: SpanPlay;
  readonly playing: boolean;
  readonly span: Span;
  /** Another span; the one before can be come back to. */
  readonly choose: (span: Span) => void;
  /** Undoes the last choice; undefined = there was none. */
  readonly back: (() => void) | undefined;
  /** To a moment, whatever plays. */
  readonly goTo: (seconds: number) => void;
}

export const TimelineContext = createContext<TimelineControl | undefined>(undefined);

export function useTimeline(): TimelineControl {
  const control = use(TimelineContext);
  if (control === undefined) throw new Error('A part of the timeline stands outside it.');
  return control;
}

/** One frame a second where motion is not wanted. */
const STILL_MS = 1000;

interface Running {
  readonly head: SpanHead;
  readonly play: SpanPlay;
}

/** Made while the timeline is on the page; undefined until then. */
export function useTimelineControl(span: Span): TimelineControl | undefined {
  // Pictures are followed where the map gets them: at once.
  const app = use(MapAppContext);
  const actions = useActions();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const [running, setRunning] = useState<Running | undefined>(undefined);
  const [playing, setPlaying] = useState(false);
  const [before, setBefore] = useState<readonly Span[]>([]);

  useEffect(() => {
    if (app === undefined) return;
    const head = createSpanHead({ app, after });
    const at = () => head.held() ?? shownMoment(app.getState());
    const nextFrame = still ? (then: () => void) => after(STILL_MS, then) : onFrame;
    const grid = () => heldGrid(app.getState());
    const play = createSpanPlay({ head, grid, at, nowMs: () => performance.now(), nextFrame, onPlaying: setPlaying });
    setRunning({ head, play });
    return () => {
      play.pause();
      head.dispose();
      setRunning(undefined);
    };
  }, [app, still]);

  const choose = useCallback(
    (next: Span) => {
      setBefore((spans) => [...spans, span]);
      actions.setSpan(next);
    },
    [actions, span],
  );
  return useMemo(() => {
    if (running === undefined) return undefined;
    const last = before.at(-1);
    const back = () => {
      setBefore(before.slice(0, -1));
      actions.setSpan(last);
    };
    const goTo = (seconds: number) => {
      running.play.pause();
      running.head.moveTo(seconds);
    };
    return { ...running, playing, span, choose, back: last === undefined ? undefined : back, goTo };
  }, [running, playing, span, choose, before, actions]);
}

function after(milliseconds: number, then: () => void): () => void {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
}

function onFrame(then: () => void): () => void {
  const frame = requestAnimationFrame(then);
  return () => cancelAnimationFrame(frame);
}

/** Where the head is, Unix seconds: where the hand put it, else the moment that is shown. */
export function useHeadSeconds(): number {
  const { head } = useTimeline();
  const held = useSyncExternalStore(head.subscribe, head.held);
  const shown = useApp(shownMoment);
  return held ?? shown;
}

/** Whether the time below the head stands nearer to a moment than that, at the ends of the strip pushed in by so much; while it is dragged this changes seldom. */
export function useHeadNear(seconds: number, withinSeconds: number, pushedSeconds: number): boolean {
  const { head, span } = useTimeline();
  const shown = useApp(shownMoment);
  const chip = () => Math.min(span.toSeconds - pushedSeconds, Math.max(span.fromSeconds + pushedSeconds, head.held() ?? shown));
  return useSyncExternalStore(head.subscribe, () => Math.abs(chip() - seconds) < withinSeconds);
}
