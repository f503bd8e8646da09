import type { Command } from '../app-types';

export const refreshNow: Command = {
  id: 'refresh-now',
  title: 'Refresh now',
  group: 'time',
  key: 'r',
  run: ({ actions }) => actions.refreshNow(),
};
