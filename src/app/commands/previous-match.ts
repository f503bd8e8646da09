import type { Command } from '../app-types';
import { stepMatch } from '../step-match';

export const previousMatch: Command = {
  id: 'previous-match',
  title: 'Previous match',
  group: 'find',
  key: 'N',
  run: (app) => stepMatch(app, -1),
};
