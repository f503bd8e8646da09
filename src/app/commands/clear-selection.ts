import type { Command } from '../app-types';

export const clearSelection: Command = {
  id: 'clear-selection',
  title: 'Clear the selection',
  key: 'Escape',
  run: ({ actions }) => actions.select(undefined),
};
