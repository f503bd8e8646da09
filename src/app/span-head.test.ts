import { describe, expect, it } from 'vitest';
import type { RangeGrid } from '../telemetry/range-grid';
import type { AppState } from './app-types';
import { createSpanHead, type HeadParts } from './span-head';

const GRID: RangeGrid = { startSeconds: 1000, stepSeconds: 60, points: 61 };

/** A page whose frames, answers and clock are moved by hand. */
function page(stage: 'strip' | 'rates' | 'complete' = 'complete', series = 12) {
  const listeners = new Set<(state: AppState, previous: AppState) => void>();
  let state = {
    view: { end: { kind: 'at', seconds: 1000 } },
    picture: { atSeconds: 1000 },
    status: { phase: 'settled' },
    span: { phase: 'settled', failure: [], overview: { grid: GRID, stage, size: { series } } },
    scrubbing: false,
  } as unknown as AppState;
  const set = (part: object) => {
    const previous = state;
    state = { ...state, ...part };
    for (const listener of listeners) listener(state, previous);
  };
  const scrubbed: (readonly [number, boolean])[] = [];
  const timers: { readonly run: () => void; on: boolean }[] = [];
  const app = {
    getState: () => state,
    subscribe: (listener: (state: AppState, previous: AppState) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    actions: {
      scrub(seconds: number, moving: boolean) {
        scrubbed.push([seconds, moving]);
        set({ view: { end: { kind: 'at', seconds } }, scrubbing: moving });
      },
    },
  } as unknown as HeadParts['app'];
  const head = createSpanHead({
    app,
    after: (_, then) => {
      const timer = { run: then, on: true };
      timers.push(timer);
      return () => {
        timer.on = false;
      };
    },
  });
  return {
    head,
    scrubbed,
    set,
    /** The worker answers the moment that was asked. */
    answer: (atSeconds: number) => set({ picture: { atSeconds } }),
    /** Every timer that still runs fires. */
    wait() {
      for (const timer of timers.splice(0)) if (timer.on) timer.run();
    },
  };
}

describe('the play head', () => {
  it('stands at once where it is put, and goes to the nearest moment of the grid', () => {
    const { head, scrubbed } = page();
    head.moveTo(1085);
    // 1085 is 85 s after the start: nearer to one step (60) than to two (120).
    expect(head.held()).toBe(1060);
    expect(scrubbed).toEqual([[1060, true]]);
  });

  it('has one frame in flight, and the next is the newest place', () => {
    const { head, scrubbed, answer } = page();
    for (const seconds of [1060, 1120, 1180, 1240]) head.moveTo(seconds);
    expect(scrubbed).toEqual([[1060, true]]);
    answer(1060);
    expect(scrubbed).toEqual([
      [1060, true],
      [1240, true],
    ]);
  });

  it('rests when it was left alone and the last frame has come', () => {
    const { head, scrubbed, answer, wait } = page();
    head.moveTo(1060);
    wait();
    expect(scrubbed.at(-1)).toEqual([1060, true]);
    answer(1060);
    wait();
    expect(scrubbed.at(-1)).toEqual([1060, false]);
    expect(head.held()).toBeUndefined();
  });

  it('does not rest while it is kept moving', () => {
    const { head, scrubbed, answer, wait } = page();
    head.keepMoving(true);
    head.moveTo(1060);
    answer(1060);
    wait();
    expect(scrubbed).toEqual([[1060, true]]);
    head.keepMoving(false);
    wait();
    expect(scrubbed.at(-1)).toEqual([1060, false]);
  });

  it('asks for one moment, when it rests, while the edges of the span are not here yet', () => {
    const { head, scrubbed, wait } = page('strip');
    for (const seconds of [1060, 1120, 1180]) head.moveTo(seconds);
    expect(scrubbed).toEqual([]);
    wait();
    expect(scrubbed).toEqual([[1180, false]]);
  });

  it('asks for one moment, when it rests, where the source refused the edges of the span', () => {
    const { head, scrubbed, wait } = page('complete', 0);
    for (const seconds of [1060, 1120]) head.moveTo(seconds);
    expect(scrubbed).toEqual([]);
    wait();
    expect(scrubbed).toEqual([[1120, false]]);
  });

  it('goes on after a frame that failed', () => {
    const { head, scrubbed, set, wait } = page();
    head.moveTo(1060);
    head.moveTo(1120);
    set({ status: { phase: 'failed' } });
    expect(scrubbed.at(-1)).toEqual([1120, true]);
    set({ status: { phase: 'failed', failure: [] } });
    expect(scrubbed.length).toBe(2);
    wait();
    expect(scrubbed.at(-1)).toEqual([1120, false]);
  });

  it('lets go when a link or “now” says otherwise', () => {
    const { head, set, wait, scrubbed } = page();
    head.moveTo(1060);
    set({ view: { end: { kind: 'now' } } });
    expect(head.held()).toBeUndefined();
    wait();
    expect(scrubbed).toEqual([[1060, true]]);
  });

  it('leaves the view at rest when the timeline closes', () => {
    const { head, scrubbed } = page();
    head.moveTo(1060);
    head.dispose();
    expect(scrubbed.at(-1)).toEqual([1060, false]);
  });
});
