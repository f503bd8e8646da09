import type { Command } from '../app-types';
import { stepTime } from '../step-time';

export const later: Command = {
  id: 'later',
  title: 'One window later, at the end now',
  group: 'time',
  key: ']',
  run: ({ getState, actions }) => actions.setEnd(stepTime(getState(), 'later')),
};
