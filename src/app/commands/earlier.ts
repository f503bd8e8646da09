import type { Command } from '../app-types';
import { stepTime } from '../step-time';

export const earlier: Command = {
  id: 'earlier',
  title: 'One window earlier',
  group: 'time',
  key: '[',
  run: ({ getState, actions }) => actions.setEnd(stepTime(getState(), 'earlier')),
};
