import type { Command } from '../app-types';

export const showTable: Command = {
  id: 'show-table',
  title: 'Show the table',
  group: 'view',
  key: 't',
  run: ({ actions }) => actions.setForm('table'),
};
