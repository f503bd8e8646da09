import type { Command } from '../app-types';

export const focusProblems: Command = {
  id: 'focus-problems',
  title: 'Focus: problems and one hop around them',
  group: 'find',
  key: 'e',
  run: ({ actions }) => actions.setFocus({ kind: 'problems' }),
};
