import type { Command } from '../app-types';

export const unpinAll: Command = {
  id: 'unpin-all',
  title: 'Let all pinned nodes go',
  group: 'map',
  run: ({ actions }) => actions.unpinAll(),
};
