import type { Command } from '../app-types';

export const wall: Command = {
  id: 'wall',
  title: 'Wall board: full screen, large, follows now',
  group: 'view',
  key: 'w',
  run: ({ actions }) => actions.setMode('wall'),
};
