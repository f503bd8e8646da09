import type { App, AppState } from '../app/app-types';

/**
 * The app as everything beside the map sees it: a new picture of the mesh reaches the map first and the rest once that is shown, for lists
 * and panels cost more than the map. What the user does, and all else, is handed on at once; while the play head of the timeline moves, what
 * it does is handed on a few times a second.
 */
export function appAfterMap(app: App, afterFrame: (then: () => void) => void, afterAWhile: (then: () => void) => void): App {
  const listeners = new Set<(state: AppState, previous: AppState) => void>();
  let shown = app.getState();
  let waiting = false;
  let stop = () => {};

  const handOn = () => {
    const previous = shown;
    shown = app.getState();
    if (shown !== previous) for (const listener of [...listeners]) listener(shown, previous);
  };
  const onChange = (state: AppState) => {
    const moving = state.scrubbing && shown.scrubbing;
    const pictureAlone = shown.picture !== undefined && state.picture !== shown.picture && state.view === shown.view;
    if (!pictureAlone && !moving) handOn();
    else if (!waiting) {
      waiting = true;
      const later = moving ? afterAWhile : afterFrame;
      later(() => {
        waiting = false;
        handOn();
      });
    }
  };

  return {
    // Without listeners nobody tells what changed.
    getState: () => {
      if (listeners.size === 0) shown = app.getState();
      return shown;
    },
    subscribe(listener) {
      if (listeners.size === 0) {
        shown = app.getState();
        stop = app.subscribe(onChange);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    actions: app.actions,
    get canvas() {
      return app.canvas;
    },
    set canvas(canvas) {
      app.canvas = canvas;
    },
    get face() {
      return app.face;
    },
    set face(face) {
      app.face = face;
    },
    get findBar() {
      return app.findBar;
    },
    set findBar(findBar) {
      app.findBar = findBar;
    },
    dispose: () => app.dispose(),
  };
}
