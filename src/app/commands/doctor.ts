import type { Command } from '../app-types';

export const doctor: Command = {
  id: 'doctor',
  title: 'Telemetry doctor: what is measured, what is missing',
  group: 'view',
  key: 'D',
  run: ({ actions }) => actions.setDetails('doctor'),
};
