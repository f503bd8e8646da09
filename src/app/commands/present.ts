import type { Command } from '../app-types';

export const present: Command = {
  id: 'present',
  title: 'Present: full screen, step by step, large',
  group: 'view',
  key: 'P',
  run: ({ actions }) => actions.setMode('present'),
};
