import type { Command } from '../app-types';
import { DEFAULT_VIEW } from '../view-state';

export const pause: Command = {
  id: 'pause',
  title: 'Pause or resume refreshing',
  group: 'time',
  key: 'p',
  run: ({ getState, actions }) =>
    actions.setRefresh(getState().view.refreshSeconds === undefined ? DEFAULT_VIEW.refreshSeconds : undefined),
};
