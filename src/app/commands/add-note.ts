import type { Command } from '../app-types';

export const addNote: Command = {
  id: 'add-note',
  title: 'Add a note about what is selected, or about this moment',
  group: 'view',
  key: 'a',
  run: (app) => app.face?.writeNote(),
};
