import type { FocusHops } from '../../mesh/focus';
import type { App, Command } from '../app-types';

const focusOn = ({ getState, actions }: App, hops: FocusHops) => {
  const { selected: id, focus } = getState().view;
  if (id === undefined) return;
  const direction = focus?.kind === 'around' && focus.id === id ? focus.direction : 'both';
  actions.setFocus({ kind: 'around', id, hops, direction });
};

/** One command a number of hops; the direction stays while the same thing is looked at. */
export const focusHops: readonly Command[] = ([1, 2, 3, 4] as const).map((hops) => ({
  id: `focus-${hops}`,
  title: `Focus: ${hops} ${hops === 1 ? 'hop' : 'hops'} around the selection`,
  group: 'find',
  key: String(hops),
  run: (app) => focusOn(app, hops),
}));
