import { describe, expect, it, vi } from 'vitest';
import type { App, AppState } from '../app-types';
import { DEFAULT_VIEW, type ViewState } from '../view-state';
import { commands } from './index';

function appShowing(view: Partial<ViewState>) {
  const actions = { setCompared: vi.fn(), setCompare: vi.fn(), compareMoments: vi.fn(), setDetails: vi.fn() };
  const face = { openCompare: vi.fn() };
  const state = { view: { ...DEFAULT_VIEW, ...view }, picture: undefined } as unknown as AppState;
  return { app: { getState: () => state, actions, face } as unknown as App, actions, face };
}

const command = (id: string) => commands.find((one) => one.id === id)!;
const COMPARE = { kind: 'ago', seconds: 3600 } as const;

describe('keys of a comparison', () => {
  it.each([
    ['compare-before', 'difference', 'before'],
    ['compare-before', 'before', 'difference'],
    ['compare-before', 'after', 'before'],
    ['compare-after', 'difference', 'after'],
    ['compare-after', 'after', 'difference'],
  ] as const)('%s from %s shows %s', (id, compared, shown) => {
    const { app, actions } = appShowing({ compare: COMPARE, compared });
    command(id).run(app);
    expect(actions.setCompared).toHaveBeenCalledWith(shown);
  });

  it('let go after they were held, go back to the difference', () => {
    const { app, actions } = appShowing({ compare: COMPARE, compared: 'before' });
    command('compare-before').release?.(app);
    expect(actions.setCompared).toHaveBeenCalledWith('difference');
  });

  it('do nothing while nothing is compared', () => {
    const { app, actions } = appShowing({});
    for (const id of ['compare-before', 'compare-after', 'compare-swap', 'compare-stop']) command(id).run(app);
    command('compare-before').release?.(app);
    for (const action of Object.values(actions)) expect(action).not.toHaveBeenCalled();
  });

  it('ask for a moment where side by side needs one', () => {
    const { app, actions, face } = appShowing({});
    command('compare-side-by-side').run(app);
    expect(face.openCompare).toHaveBeenCalled();
    expect(actions.setDetails).not.toHaveBeenCalled();
  });
});
