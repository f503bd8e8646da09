import type { Command } from '../app-types';

export const showMap: Command = {
  id: 'show-map',
  title: 'Show the map',
  group: 'view',
  key: 'g',
  run: ({ actions }) => actions.setForm('map'),
};
