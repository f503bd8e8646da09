import type { Command } from '../app-types';

export const fit: Command = {
  id: 'fit',
  title: 'Fit the whole mesh',
  group: 'map',
  key: 'f',
  run: (app) => app.canvas?.fit(),
};
