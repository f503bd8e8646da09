/** What the face may do with saved views. */
import type { StoreApi } from 'zustand/vanilla';
import { ok } from '../lib/result';
import type { AppActions, AppState } from './app-types';
import { MOST_VIEWS, mergeViews, readViews, type SavedView } from './saved-views';
import { decodeView, searchOf } from './url-codec/url-codec';

type SavedViewActions = Pick<AppActions, 'saveView' | 'openSavedView' | 'removeSavedView' | 'importViews'>;

export function createSavedViewActions(store: StoreApi<AppState>): SavedViewActions {
  const change = (savedViews: readonly SavedView[]) => store.setState({ savedViews });
  return {
    saveView(name) {
      const { view, savedViews } = store.getState();
      const saved = { name, link: searchOf(view) };
      const known = savedViews.some((each) => each.name === name);
      change(known ? savedViews.map((each) => (each.name === name ? saved : each)) : [...savedViews, saved].slice(0, MOST_VIEWS));
    },
    openSavedView(name) {
      const saved = store.getState().savedViews.find((each) => each.name === name);
      if (saved !== undefined) store.setState({ view: decodeView(saved.link).view, focusBefore: [] });
    },
    removeSavedView: (name) => change(store.getState().savedViews.filter((each) => each.name !== name)),
    importViews(text) {
      const views = readViews(text);
      if (!views.ok) return views;
      const before = store.getState().savedViews;
      const after = mergeViews(before, views.value);
      change(after);
      return ok(after.length - before.length);
    },
  };
}
