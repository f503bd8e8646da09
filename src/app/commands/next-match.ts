import type { Command } from '../app-types';
import { stepMatch } from '../step-match';

export const nextMatch: Command = {
  id: 'next-match',
  title: 'Next match',
  group: 'find',
  key: 'n',
  run: (app) => stepMatch(app, 1),
};
