import type { Command } from '../app-types';

export const closeGroups: Command = {
  id: 'close-groups',
  title: 'Close all namespaces',
  key: '[',
  run: ({ actions }) => actions.closeAllGroups(),
};
