import type { Command } from '../app-types';

export const readiness: Command = {
  id: 'readiness',
  title: 'STRICT readiness: who still sends plaintext, and what to do about it',
  group: 'view',
  key: 'S',
  run: ({ actions }) => actions.setDetails('readiness'),
};
