import type { Command } from '../app-types';
import { openingSpan } from '../span-choice';

export const timeline: Command = {
  id: 'timeline',
  title: 'Timeline: what a span looked like, to scrub and play',
  group: 'time',
  key: 'T',
  run({ getState, actions }) {
    const state = getState();
    actions.setSpan(state.view.span === undefined ? openingSpan(state) : undefined);
  },
};
