import type { Command } from '../app-types';

export const help: Command = {
  id: 'help',
  title: 'Keys and commands',
  group: 'help',
  key: '?',
  run: (app) => app.face?.openHelp(),
};
