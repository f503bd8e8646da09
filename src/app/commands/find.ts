import type { Command } from '../app-types';

export const find: Command = {
  id: 'find',
  title: 'Find on the map',
  group: 'find',
  key: '/',
  run: (app) => app.findBar?.focus(),
};
