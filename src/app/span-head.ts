/**
 * The play head of the timeline. It is wherever the hand puts it at once; the picture follows a frame at a time, always to the newest place:
 * while the page draws one the worker makes the next. The view rests (address, panels, charts) when the head has.
 */
import { gridTime, nearestIndex, type RangeGrid } from '../telemetry/range-grid';
import type { App, AppState } from './app-types';

export interface HeadParts {
  readonly app: Pick<App, 'getState' | 'subscribe' | 'actions'>;
  /** Calls back after so many milliseconds unless the result is called. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
}

export interface SpanHead {
  /** Unix seconds of where the hand put it; undefined = where the view says. */
  held(): number | undefined;
  subscribe(listener: () => void): () => void;
  /** To the nearest moment of the grid, so that nobody needs to be asked. */
  moveTo(seconds: number): void;
  /** Whether something else (playing) keeps it moving: then it does not come to rest by itself. */
  keepMoving(on: boolean): void;
  dispose(): void;
}

/** As long as people pause while they look for a place. */
const REST_MS = 400;

/** The grid whose moments cost nothing; undefined while edges are not there yet, and where the source refused them. */
export function heldGrid({ span }: Pick<AppState, 'span'>): RangeGrid | undefined {
  if (span?.overview === undefined || span.outdated === true) return undefined;
  const { grid, stage, size } = span.overview;
  return stage === 'strip' || size.series === 0 ? undefined : grid;
}

export function createSpanHead({ app, after }: HeadParts): SpanHead {
  const listeners = new Set<() => void>();
  let wanted: number | undefined;
  let inFlight: number | undefined;
  let keptMoving = false;
  let cancelRest = () => {};

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const next = () => {
    if (inFlight !== undefined || wanted === undefined || heldGrid(app.getState()) === undefined) return;
    const { end } = app.getState().view;
    // Asked already, whatever came of it.
    if (end.kind === 'at' && end.seconds === wanted) return;
    inFlight = wanted;
    app.actions.scrub(wanted, true);
  };
  const rest = () => {
    if (keptMoving || wanted === undefined) return;
    if (inFlight !== undefined) {
      awaitRest();
      return;
    }
    const seconds = wanted;
    wanted = undefined;
    app.actions.scrub(seconds, false);
    tell();
  };
  const awaitRest = () => {
    cancelRest();
    cancelRest = after(REST_MS, rest);
  };

  const stop = app.subscribe((state, previous) => {
    if (inFlight === undefined) return;
    const answered = state.picture !== previous.picture && state.picture?.atSeconds === inFlight;
    const failed = state.status.phase === 'failed' && state.status !== previous.status;
    const elsewhere = state.view.end.kind !== 'at' || state.view.end.seconds !== inFlight;
    if (elsewhere) {
      // A link, "now" or a typed range: whoever chose that last wins.
      inFlight = undefined;
      wanted = undefined;
      tell();
    } else if (answered || failed) {
      inFlight = undefined;
      next();
    }
  });

  return {
    held: () => wanted,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    moveTo(seconds) {
      const grid = app.getState().span?.overview?.grid;
      const place = grid === undefined ? seconds : gridTime(grid, nearestIndex(grid, seconds));
      if (!keptMoving) awaitRest();
      if (place === wanted) return;
      wanted = place;
      tell();
      next();
    },
    keepMoving(on) {
      keptMoving = on;
      if (on) cancelRest();
      else if (wanted !== undefined) awaitRest();
    },
    dispose() {
      stop();
      cancelRest();
      keptMoving = false;
      const { scrubbing, view } = app.getState();
      if (scrubbing && view.end.kind === 'at') app.actions.scrub(wanted ?? view.end.seconds, false);
    },
  };
}
