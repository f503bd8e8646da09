import type { Command } from '../app-types';

export const saySelection: Command = {
  id: 'say-selection',
  title: 'Say the numbers of what is selected',
  group: 'help',
  key: 's',
  run: (app) => app.face?.saySelection(),
};
