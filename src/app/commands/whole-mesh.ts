import type { Command } from '../app-types';

export const wholeMesh: Command = {
  id: 'whole-mesh',
  title: 'Focus: back to the whole mesh',
  group: 'find',
  key: '0',
  run: ({ actions }) => actions.setFocus(undefined),
};
