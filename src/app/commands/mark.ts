import type { Command } from '../app-types';
import { shownMoment } from '../span-choice';

/** Nameless at first: its name is written in the list of changes. */
export const mark: Command = {
  id: 'mark',
  title: 'Set a mark at the moment shown',
  group: 'time',
  key: 'M',
  run({ getState, actions }) {
    const state = getState();
    actions.addMark(shownMoment(state), `Mark ${state.retro.marks.length + 1}`);
  },
};
