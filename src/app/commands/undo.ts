import type { Command } from '../app-types';

export const undo: Command = {
  id: 'undo',
  title: 'Undo the last change of places',
  group: 'map',
  key: 'Ctrl+z',
  run: ({ actions }) => actions.undo(),
};
