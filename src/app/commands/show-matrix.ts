import type { Command } from '../app-types';

export const showMatrix: Command = {
  id: 'show-matrix',
  title: 'Show the matrix',
  group: 'view',
  key: 'x',
  run: ({ actions }) => actions.setForm('matrix'),
};
