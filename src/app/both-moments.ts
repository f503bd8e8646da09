/** The two moments of a comparison as scenes of their own, over the same places: for a picture with both side by side. */
import type { StoreApi } from 'zustand/vanilla';
import type { Scene } from '../scene/scene';
import type { Picture } from '../worker/messages';
import type { AppState } from './app-types';
import type { DataPort } from './data-port';
import type { BothMoments } from './export-types';
import { createMatcher } from './matches';
import { sceneOf } from './scene-of';
import { showOptions } from './show-options';
import type { Compared } from './view-state';

/** Draws both without changing what is on screen; asks the worker, never the source. undefined while nothing is compared. */
export function createBothMoments(store: StoreApi<AppState>, port: DataPort): () => Promise<BothMoments | undefined> {
  const match = createMatcher();
  const drawn = (picture: Picture, compared: Compared): Scene => {
    const state = store.getState();
    const view = { ...state.view, compared };
    return sceneOf({ ...state, view, picture, matches: match(picture, view) });
  };
  return async () => {
    const { picture, view } = store.getState();
    const difference = picture?.difference;
    if (difference === undefined) return undefined;
    const before = await port.show({ ...showOptions(view), compared: 'before' });
    const after = await port.show({ ...showOptions(view), compared: 'after' });
    // The worker redraws what it was last asked to show.
    await port.show(showOptions(store.getState().view));
    return {
      before: drawn(before, 'before'),
      after: drawn(after, 'after'),
      beforeSeconds: difference.before.atSeconds,
      afterSeconds: difference.after.atSeconds,
    };
  };
}
