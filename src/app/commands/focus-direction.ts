import type { FocusDirection } from '../../mesh/focus';
import type { App, Command } from '../app-types';

/** Of the present focus, or of a new one around the selection. */
const turn = ({ getState, actions }: App, direction: FocusDirection) => {
  const { selected, focus } = getState().view;
  const around = focus?.kind === 'around' && (selected === undefined || selected === focus.id) ? focus : undefined;
  const id = around?.id ?? selected;
  if (id !== undefined) actions.setFocus({ kind: 'around', id, hops: around?.hops ?? 2, direction });
};

export const focusUp: Command = {
  id: 'focus-up',
  title: 'Focus: only what calls the selection',
  group: 'find',
  key: 'u',
  run: (app) => turn(app, 'up'),
};

export const focusDown: Command = {
  id: 'focus-down',
  title: 'Focus: only what the selection calls',
  group: 'find',
  key: 'd',
  run: (app) => turn(app, 'down'),
};
