/** What closed groups hold, kept beside the picture while somebody (a table, a matrix, find) wants it; asked of the worker, never of the source. */
import type { StoreApi } from 'zustand/vanilla';
import type { WholeMesh } from '../worker/messages';
import type { AppState } from './app-types';
import { shareWhole } from './share-picture';

export interface WholeMeshKeeper {
  /** Counted: every true has its false. */
  want(wanted: boolean): void;
  dispose(): void;
}

/** Asks again after each picture; an answer that a newer picture has overtaken is dropped. */
export function createWholeMesh(store: StoreApi<AppState>, ask: () => Promise<WholeMesh | undefined>): WholeMeshKeeper {
  let wanting = 0;
  let asked = 0;
  const update = () => {
    asked += 1;
    if (wanting === 0 || store.getState().picture === undefined) return;
    const mine = asked;
    ask().then(
      (whole) => {
        if (mine !== asked || whole === undefined) return;
        store.setState(({ whole: before }) => ({ whole: shareWhole(before, whole) }));
      },
      () => {
        // A worker that is gone says so elsewhere; what was answered stays.
      },
    );
  };
  const stop = store.subscribe((state, previous) => {
    if (state.picture !== previous.picture) update();
  });
  return {
    want(now) {
      const before = wanting;
      wanting += now ? 1 : -1;
      if (wanting > 0 && before > 0) return;
      if (wanting === 0) store.setState({ whole: undefined });
      update();
    },
    dispose: stop,
  };
}
