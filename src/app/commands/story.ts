import type { Command } from '../app-types';

export const story: Command = {
  id: 'story',
  title: 'Tell the notes as a story',
  group: 'view',
  key: 'y',
  run: ({ actions }) => actions.tellStory(),
};
