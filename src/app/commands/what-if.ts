import type { Command } from '../app-types';

export const whatIf: Command = {
  id: 'what-if',
  title: 'What if: hold a draft against observed traffic',
  group: 'view',
  key: 'W',
  run: ({ actions }) => actions.setDetails('what-if'),
};
