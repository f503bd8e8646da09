import type { Command } from '../app-types';

export const canary: Command = {
  id: 'canary',
  title: 'Canaries: configured and measured shares side by side',
  group: 'view',
  key: 'c',
  run: ({ actions }) => actions.setDetails('canary'),
};
