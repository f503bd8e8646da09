import type { Command } from '../app-types';

export const exportCommand: Command = {
  id: 'export',
  title: 'Take out: picture, tables, summary',
  group: 'view',
  key: 'E',
  run: (app) => app.face?.openExport(),
};
