import type { Command } from '../app-types';

export const notes: Command = {
  id: 'notes',
  title: 'Notes: list, order, change',
  group: 'view',
  key: 'A',
  run: (app) => app.face?.toggleNotes(),
};
