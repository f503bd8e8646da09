import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { App, AppState } from '../app/app-types';
import { appAfterMap } from './app-after-map';

/** A store with as much of a state as the waiting looks at, and frames that pass on demand. */
function set() {
  const store = createStore<AppState>(() => ({ picture: { atSeconds: 1 }, view: { selected: 'a' }, clockMs: 0 }) as unknown as AppState);
  const frames: (() => void)[] = [];
  const app: App = {
    getState: store.getState,
    subscribe: store.subscribe,
    actions: {} as App['actions'],
    canvas: undefined,
    face: undefined,
    dispose() {},
  };
  const whiles: (() => void)[] = [];
  const late = appAfterMap(
    app,
    (then) => frames.push(then),
    (then) => whiles.push(then),
  );
  const told: AppState[] = [];
  const stop = late.subscribe((state) => told.push(state));
  const change = (part: object) => store.setState(part as Partial<AppState>);
  const frame = () => {
    for (const then of frames.splice(0)) then();
  };
  const aWhile = () => {
    for (const then of whiles.splice(0)) then();
  };
  return { late, told, stop, change, frame, frames, aWhile };
}

describe('the app beside the map', () => {
  it('sees a new picture after the frame, once, with all that came with it', () => {
    const { late, told, change, frame } = set();
    const before = late.getState();
    change({ picture: { atSeconds: 2 } });
    change({ scene: { nodes: [] }, picture: { atSeconds: 3 } });
    expect(late.getState()).toBe(before);
    frame();
    expect(late.getState().picture?.atSeconds).toBe(3);
    expect(told).toHaveLength(1);
  });

  it('sees everything else at once, and what the user does also while a picture waits', () => {
    const { late, told, change, frame } = set();
    change({ clockMs: 1 });
    expect(late.getState().clockMs).toBe(1);
    change({ picture: { atSeconds: 2 } });
    change({ view: { selected: 'b' } });
    expect(late.getState().view.selected).toBe('b');
    frame();
    expect(told).toHaveLength(2);
  });

  it('follows a moving play head a few times a second, and sees at once that it rests', () => {
    const { late, told, change, frame, aWhile } = set();
    change({ view: { selected: 'a', end: 1 }, scrubbing: true });
    expect(late.getState().scrubbing).toBe(true);
    change({ picture: { atSeconds: 2 } });
    change({ view: { selected: 'a', end: 2 } });
    change({ picture: { atSeconds: 3 } });
    frame();
    expect(told).toHaveLength(1);
    aWhile();
    expect(told).toHaveLength(2);
    expect(late.getState().picture?.atSeconds).toBe(3);
    change({ scrubbing: false });
    expect(late.getState().scrubbing).toBe(false);
  });

  it('shows the first picture with the map', () => {
    const { late, change, frames } = set();
    change({ picture: undefined, view: { selected: 'c' } });
    change({ picture: { atSeconds: 5 } });
    expect(late.getState().picture?.atSeconds).toBe(5);
    expect(frames).toHaveLength(0);
  });

  it('is up to date where nobody listened for a while', () => {
    const { late, stop, change } = set();
    stop();
    change({ picture: { atSeconds: 7 } });
    expect(late.getState().picture?.atSeconds).toBe(7);
  });
});
