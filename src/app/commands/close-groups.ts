import type { Command } from '../app-types';

export const closeGroups: Command = {
  id: 'close-groups',
  title: 'Close all namespaces',
  group: 'map',
  key: '{',
  run: ({ actions }) => actions.closeAllGroups(),
};
