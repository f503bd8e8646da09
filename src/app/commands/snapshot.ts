import type { Command } from '../app-types';

export const snapshot: Command = {
  id: 'snapshot',
  title: 'Snapshot: save what is shown, or open a saved file',
  group: 'view',
  key: 'z',
  run: ({ actions }) => actions.setDetails('snapshot'),
};
