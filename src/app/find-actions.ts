/** Find, hide and focus: none of them asks the source anything. */
import type { StoreApi } from 'zustand/vanilla';
import type { Focus } from '../mesh/focus';
import type { AppActions, AppState } from './app-types';
import type { ViewState } from './view-state';

type FindActions = Pick<AppActions, 'setFind' | 'setHide' | 'setHideMode' | 'setFocus' | 'returnToFocus'>;

/** More crumbs than anybody walks back. */
const MOST_BEFORE = 20;

export function createFindActions(store: StoreApi<AppState>): FindActions {
  const view = (part: Partial<ViewState>) => store.setState((state) => ({ view: { ...state.view, ...part } }));
  return {
    setFind: (find) => view({ find }),
    setHide: (hide) => view({ hide }),
    setHideMode: (hideMode) => view({ hideMode }),
    setFocus: (focus) =>
      store.setState((state) => ({
        view: { ...state.view, focus },
        focusBefore: focus === undefined ? [] : beforeNext(state.focusBefore, state.view.focus, focus),
      })),
    returnToFocus: (index) =>
      store.setState((state) => ({
        view: { ...state.view, focus: state.focusBefore[index] },
        focusBefore: state.focusBefore.slice(0, Math.max(0, index)),
      })),
  };
}

/** More or fewer hops around the same thing are no step of their own. */
function beforeNext(before: readonly Focus[], present: Focus | undefined, next: Focus): readonly Focus[] {
  if (present === undefined || aboutTheSame(present, next)) return before;
  return [...before, present].slice(-MOST_BEFORE);
}

function aboutTheSame(a: Focus, b: Focus): boolean {
  if (a.kind === 'around') return b.kind === 'around' && a.id === b.id;
  if (a.kind === 'path') return b.kind === 'path' && ((a.from === b.from && a.to === b.to) || (a.from === b.to && a.to === b.from));
  return b.kind === 'problems';
}
