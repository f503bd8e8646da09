import type { Command } from '../app-types';

export const clearSelection: Command = {
  id: 'clear-selection',
  title: 'One focus back, then clear the selection',
  group: 'map',
  key: 'Escape',
  run({ getState, actions }) {
    const { view, focusBefore } = getState();
    if (view.focus !== undefined) actions.returnToFocus(focusBefore.length - 1);
    else actions.select(undefined);
  },
};
