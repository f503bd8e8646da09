import type { Command } from '../app-types';

export const palette: Command = {
  id: 'palette',
  title: 'Go to or do anything by name',
  group: 'find',
  key: 'k',
  run: (app) => app.face?.openPalette(),
};
