import type { Command } from '../app-types';

export const redo: Command = {
  id: 'redo',
  title: 'Redo the last change of places',
  group: 'map',
  key: 'Ctrl+Shift+z',
  run: ({ actions }) => actions.redo(),
};
