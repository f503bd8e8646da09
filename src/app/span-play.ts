/** Plays the timeline: the head goes on by itself, so many seconds of the span a second, up to the end and no further. */
import { gridEnd, type RangeGrid } from '../telemetry/range-grid';
import type { SpanHead } from './span-head';

export interface PlayParts {
  readonly head: Pick<SpanHead, 'moveTo' | 'keepMoving'>;
  readonly grid: () => RangeGrid | undefined;
  /** Where it is now, Unix seconds. */
  readonly at: () => number;
  readonly nowMs: () => number;
  /** Calls back before the next frame, or after a while in a hidden tab, unless the result is called. */
  readonly nextFrame: (then: () => void) => () => void;
  /** Told when it begins and ends. */
  readonly onPlaying: (playing: boolean) => void;
}

export interface SpanPlay {
  /** From where the head is; from the start when it is at the end. */
  play(): void;
  pause(): void;
  /** Seconds of the span a second. */
  setSpeed(speed: number): void;
}

/** A longer gap between two frames (a hidden tab, a busy machine) is not made up for. */
const MOST_GAP_MS = 1500;

export function createSpanPlay({ head, grid, at, nowMs, nextFrame, onPlaying }: PlayParts): SpanPlay {
  let speed = 60;
  let playing = false;
  let position = 0;
  let beforeMs = 0;
  let cancel = () => {};

  const end = () => {
    if (!playing) return;
    playing = false;
    cancel();
    head.keepMoving(false);
    onPlaying(false);
  };
  const tick = () => {
    const over = grid();
    if (over === undefined) {
      end();
      return;
    }
    const ms = nowMs();
    position = Math.min(gridEnd(over), position + (Math.min(MOST_GAP_MS, ms - beforeMs) / 1000) * speed);
    beforeMs = ms;
    // Down to the moment that has begun, so that none is shown before its time.
    const step = Math.floor((position - over.startSeconds) / over.stepSeconds + 1e-9);
    head.moveTo(over.startSeconds + step * over.stepSeconds);
    if (position >= gridEnd(over)) end();
    else cancel = nextFrame(tick);
  };

  return {
    play() {
      const over = grid();
      if (over === undefined || playing) return;
      const from = at();
      position = from >= gridEnd(over) || from < over.startSeconds ? over.startSeconds : from;
      beforeMs = nowMs();
      playing = true;
      head.keepMoving(true);
      onPlaying(true);
      head.moveTo(position);
      cancel = nextFrame(tick);
    },
    pause: end,
    setSpeed(next) {
      speed = next;
    },
  };
}
