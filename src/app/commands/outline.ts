import type { Command } from '../app-types';

export const outline: Command = {
  id: 'outline',
  title: 'Outline of the map',
  group: 'view',
  key: 'o',
  run: (app) => app.face?.toggleOutline(),
};
