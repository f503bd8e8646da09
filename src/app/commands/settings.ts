import type { Command } from '../app-types';

export const settings: Command = {
  id: 'settings',
  title: 'Settings: thresholds, labels, units, saved views',
  group: 'view',
  key: ',',
  run: (app) => app.face?.openSettings(),
};
