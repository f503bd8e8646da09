import type { Command } from '../app-types';

export const live: Command = {
  id: 'live',
  title: 'Back to live: follow now again',
  group: 'time',
  run: ({ actions }) => actions.setEnd({ kind: 'now' }),
};
