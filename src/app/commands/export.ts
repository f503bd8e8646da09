import type { Command } from '../app-types';

export const exportCommand: Command = {
  id: 'export',
  title: 'Export: picture, data, summary',
  group: 'view',
  key: 'E',
  run: (app) => app.face?.openExport(),
};
