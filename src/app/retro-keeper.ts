/** Keeps notes and marks where they belong: a change of the source brings those of the new one, a change of them is written at once. */
import type { StoreApi } from 'zustand/vanilla';
import { EMPTY_RETRO, type Retro } from '../mesh/note';
import type { AppState } from './app-types';
import type { PreferenceStorage } from './preferences';
import { RETRO_NOT_KEPT, retroNotKept, retroUnreadable } from './problems';
import { createRetroStore, retroPlaceOf } from './retro-store';

export function createRetroKeeper(store: StoreApi<AppState>, storage: PreferenceStorage | undefined): { dispose(): void } {
  const kept = createRetroStore(storage);
  /** What was written of other sources on this page: nothing is lost where the storage refuses. */
  const onThisPage = new Map<string, Retro>();
  let place = retroPlaceOf(store.getState());
  const load = (): Retro => {
    const here = onThisPage.get(place.key);
    if (here !== undefined) return here;
    if (!place.kept) return store.getState().snapshot?.retro ?? EMPTY_RETRO;
    const { retro, unreadable } = kept.load(place.key);
    if (unreadable) store.setState(({ notices }) => ({ notices: [...notices, retroUnreadable()] }));
    return retro;
  };
  let last = load();
  store.setState({ retro: last });
  const keep = (retro: Retro) => {
    const written = kept.keep(place.key, retro);
    last = written.retro;
    const { notices } = store.getState();
    const others = notices.filter(({ code }) => code !== RETRO_NOT_KEPT);
    const told = notices.length !== others.length;
    if (written.kept === 'refused' && !told) store.setState({ notices: [...notices, retroNotKept()] });
    if (written.kept === 'kept' && told) store.setState({ notices: others });
    if (written.retro !== retro) store.setState({ retro: written.retro });
  };
  const dispose = store.subscribe(() => {
    // Others may have changed the state since this change of it was told.
    const state = store.getState();
    const now = retroPlaceOf(state);
    if (now.key !== place.key) {
      onThisPage.set(place.key, last);
      place = now;
      last = load();
      store.setState({ retro: last, retroSaid: undefined, told: undefined });
    } else if (state.retro !== last) {
      last = state.retro;
      if (place.kept) keep(last);
    }
  });
  return { dispose };
}
