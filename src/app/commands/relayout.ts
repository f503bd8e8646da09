import type { Command } from '../app-types';

export const relayout: Command = {
  id: 'relayout',
  title: 'Lay out anew',
  group: 'map',
  key: 'l',
  run: ({ actions }) => actions.relayout(),
};
