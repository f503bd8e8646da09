import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Picture } from '../worker/messages';
import type { AppState } from './app-types';
import { createArrangement } from './arrangement';
import type { DataPort } from './data-port';
import { DEFAULT_VIEW } from './view-state';

/** A page with two nodes; the worker numbers a new arrangement by one more, and goes back to the number it is told. */
function page() {
  let newest = 1;
  const picture = (arrangement: number) =>
    ({
      arrangement,
      mesh: { nodes: [], edges: [], groups: [] },
      layout: { nodes: new Map([['a', { x: arrangement, y: 0 }]]), groups: new Map() },
    }) as unknown as Picture;
  const initial = {
    view: { ...DEFAULT_VIEW, viewport: { x: 1, y: 2, zoom: 0.5 } },
    picture: picture(1),
    arrangement: { undo: undefined, redo: undefined, said: undefined },
    gliding: undefined,
    clockMs: 0,
  } as unknown as AppState;
  const store = createStore<AppState>(() => initial);
  const relayout: DataPort['relayout'] = async (_show, restore) => {
    if (restore === undefined) newest += 1;
    return picture(restore ?? newest);
  };
  const actions = createArrangement({
    store,
    port: { relayout } as unknown as DataPort,
    canvas: () => ({ fit() {}, zoomBy() {}, reveal() {}, mark() {}, viewport: () => ({ x: 1.25, y: 2, zoom: 0.5 }) }),
    put: (shown, more) => store.setState((state) => ({ ...more(state), picture: shown })),
    acceptFailure: (error) => {
      throw error;
    },
  });
  const settled = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(() => queueMicrotask(resolve))));
  return { actions, state: store.getState, settled };
}

const pinsOf = (state: AppState) => Object.fromEntries(state.view.pins);

describe('undo', () => {
  it('takes pins back one by one, and redo puts them there again, in whole pixels', () => {
    const { actions, state } = page();
    actions.pin('a', { x: 1.4, y: -0.2 });
    actions.pin('b', { x: 7, y: 8 });
    actions.undo();
    expect(pinsOf(state())).toEqual({ a: { x: 1, y: 0 } });
    actions.undo();
    expect(pinsOf(state())).toEqual({});
    actions.redo();
    actions.redo();
    expect(pinsOf(state())).toEqual({ a: { x: 1, y: 0 }, b: { x: 7, y: 8 } });
  });

  it('of a new layout brings back the arrangement, its pins, and exactly what was in view', async () => {
    const { actions, state, settled } = page();
    actions.pin('a', { x: 5, y: 5 });
    actions.pin('elsewhere', { x: 9, y: 9 });
    actions.relayout();
    await settled();
    // The pin of another grouping is none of this picture's.
    expect(pinsOf(state())).toEqual({ elsewhere: { x: 9, y: 9 } });
    expect(state().picture?.arrangement).toBe(2);
    expect(state().gliding?.to).toBe('all');
    expect(state().arrangement.said?.text).toBe('Laid out anew; 1 pin let go.');
    actions.undo();
    await settled();
    expect(pinsOf(state())).toEqual({ a: { x: 5, y: 5 }, elsewhere: { x: 9, y: 9 } });
    expect(state().picture?.arrangement).toBe(1);
    expect(state().gliding?.to).toEqual({ x: 1.25, y: 2, zoom: 0.5 });
    expect(state().view.viewport).toEqual({ x: 1, y: 2, zoom: 0.5 });
    actions.redo();
    await settled();
    expect(state().picture?.arrangement).toBe(2);
  });

  it('has nothing to do at first, nor after another picture began', () => {
    const { actions, state } = page();
    actions.undo();
    actions.pin('a', { x: 1, y: 1 });
    actions.forget();
    actions.undo();
    expect(pinsOf(state())).toEqual({ a: { x: 1, y: 1 } });
    expect(state().arrangement.undo).toBeUndefined();
  });

  it('does not begin with a layout that was asked for in the picture before', async () => {
    const { actions, state, settled } = page();
    actions.relayout();
    actions.forget();
    await settled();
    expect(state().arrangement.undo).toBeUndefined();
    expect(state().picture?.arrangement).toBe(1);
  });

  it('does not bring back the picture before where another began meanwhile', async () => {
    const { actions, state, settled } = page();
    actions.relayout();
    await settled();
    actions.undo();
    actions.forget();
    await settled();
    expect(state().picture?.arrangement).toBe(2);
  });
});
