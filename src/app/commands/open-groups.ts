import type { Command } from '../app-types';

export const openGroups: Command = {
  id: 'open-groups',
  title: 'Open all namespaces',
  group: 'map',
  key: '}',
  run: ({ actions }) => actions.openAllGroups(),
};
