/** Find, hide and focus in the running app: what they mean, how one goes back, and that nobody is asked. */
import { environmentManager } from '@tanstack/query-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildMesh } from '../mesh/build-mesh';
import type { Focus } from '../mesh/focus';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { mesh as rows } from '../testing/mesh-notation';
import type { Picture } from '../worker/messages';
import type { App } from './app-types';
import { clearSelection } from './commands/clear-selection';
import { focusDown } from './commands/focus-direction';
import { focusHops } from './commands/focus-hops';
import { nextMatch } from './commands/next-match';
import { previousMatch } from './commands/previous-match';
import { EMPTY_PICTURE } from './empty-picture.testing';
import { pageByHand } from './page-by-hand.testing';

const SHOP =
  'shop/web -> shop/cart 10rps\nshop/cart -> pay/ledger 10rps 20%503\npay/ledger -> pay/disk 10rps\nshop/web -> shop/search 10rps';
const mesh = buildMesh(rows(SHOP), { groupBy: 'app', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
const idOf = (name: string): string => mesh.nodes.find((node) => node.name === name)?.id ?? '';
const names = (ids: readonly string[]): string => ids.map((id) => mesh.nodes.find((node) => node.id === id)?.name ?? 'edge').join(' ');

const PICTURE: Picture = {
  ...EMPTY_PICTURE,
  mesh,
  layout: { nodes: new Map(mesh.nodes.map((node, index) => [node.id, { x: index * 200, y: 0 }])), groups: new Map() },
  totals: { nodes: 5, edges: 4, groups: 2 },
};

describe('find, hide and focus', () => {
  const open: App[] = [];
  beforeEach(() => {
    environmentManager.setIsServer(() => false);
    vi.useFakeTimers({ now: 2_000_000 });
  });
  afterEach(() => {
    for (const app of open.splice(0)) app.dispose();
    vi.useRealTimers();
  });

  async function start(search = '') {
    const { app, sent, address, show } = pageByHand({ search });
    open.push(app);
    await vi.advanceTimersByTimeAsync(0);
    show(PICTURE);
    await vi.advanceTimersByTimeAsync(0);
    sent.length = 0;
    return {
      app,
      sent,
      address,
      drawn: () =>
        names(app.getState().scene?.nodes.map(({ id }) => id) ?? [])
          .split(' ')
          .sort()
          .join(' '),
    };
  }
  const around = (name: string, hops: 1 | 2): Focus => ({ kind: 'around', id: idOf(name), hops, direction: 'both' });

  it('ask nobody, whatever is found, hidden or looked at', async () => {
    const { app, sent } = await start();
    app.actions.setFind('namespace=pay');
    app.actions.setHide('namespace=shop');
    app.actions.setHideMode('dim');
    app.actions.setFocus({ kind: 'problems' });
    nextMatch.run(app);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual([]);
  });

  it('a link brings expressions and focus back, and the scene follows', async () => {
    const first = await start();
    first.app.actions.setFind('namespace=pay');
    first.app.actions.setHide('name=search');
    first.app.actions.setFocus(around('cart', 1));
    expect(first.drawn()).toBe('cart ledger web');
    const second = await start(first.address());
    expect(second.app.getState().view).toEqual(first.app.getState().view);
    expect(second.drawn()).toBe('cart ledger web');
    expect(
      second.app
        .getState()
        .scene?.nodes.filter(({ found }) => found)
        .map(({ label }) => label),
    ).toEqual(['ledger']);
  });

  it('an expression that cannot be read hides nothing and says where it is wrong', async () => {
    const { app, drawn } = await start('hide=name%3D');
    expect(drawn()).toBe('cart disk ledger search web');
    expect(app.getState().matches.hide).toMatchObject({ ok: false, error: { from: 5 } });
  });

  it('hide removes or dims, and counts the sick among it', async () => {
    const { app, drawn } = await start('hide=name%3Dledger');
    expect(drawn()).toBe('cart disk search web');
    // ledger is failing, and so is the edge to it; ledger > disk leaves with it.
    expect(app.getState().scene?.removed).toEqual({ nodes: 1, edges: 2, failing: 2, degraded: 0 });
    app.actions.setHideMode('dim');
    expect(drawn()).toBe('cart disk ledger search web');
    expect(
      app
        .getState()
        .scene?.nodes.filter(({ faded }) => faded)
        .map(({ label }) => label),
    ).toEqual(['ledger']);
  });

  it('steps walk the matches round and round, the sick first, and skip what is hidden', async () => {
    const { app } = await start('find=node&hide=name%3Dsearch');
    app.actions.setFind('namespace=shop OR namespace=pay');
    const walked: string[] = [];
    for (let step = 0; step < 5; step += 1) {
      nextMatch.run(app);
      walked.push(app.getState().view.selected ?? '');
    }
    expect(names(walked)).toBe('ledger disk cart web ledger');
    previousMatch.run(app);
    expect(names([app.getState().view.selected ?? ''])).toBe('web');
  });

  it('a step brings the match into view', async () => {
    const { app } = await start('find=name%3Ddisk');
    const revealed: string[] = [];
    app.canvas = {
      fit: () => {},
      zoomBy: () => {},
      mark: () => {},
      viewport: () => undefined,
      reveal: (id: string) => void revealed.push(id),
    } as NonNullable<App['canvas']>;
    nextMatch.run(app);
    expect(names(revealed)).toBe('disk');
  });

  it('Escape goes one focus back before it clears the selection', async () => {
    const { app } = await start();
    app.actions.select(idOf('cart'));
    app.actions.setFocus(around('cart', 1));
    app.actions.setFocus(around('cart', 2));
    app.actions.setFocus(around('disk', 1));
    const { focusBefore } = app.getState();
    expect(focusBefore).toEqual([around('cart', 2)]);
    const seen = [1, 2, 3].map(() => {
      clearSelection.run(app);
      const { focus, selected } = app.getState().view;
      return { focus, selected };
    });
    expect(seen).toEqual([
      { focus: around('cart', 2), selected: idOf('cart') },
      { focus: undefined, selected: idOf('cart') },
      { focus: undefined, selected: undefined },
    ]);
  });

  it('a crumb goes back to its focus and forgets what came after', async () => {
    const { app } = await start();
    app.actions.setFocus(around('cart', 1));
    app.actions.setFocus({ kind: 'problems' });
    app.actions.setFocus({ kind: 'path', from: idOf('web'), to: idOf('disk') });
    app.actions.setFocus({ kind: 'path', from: idOf('disk'), to: idOf('web') });
    expect(app.getState().focusBefore).toEqual([around('cart', 1), { kind: 'problems' }]);
    app.actions.returnToFocus(0);
    expect(app.getState()).toMatchObject({ view: { focus: around('cart', 1) }, focusBefore: [] });
  });

  it('keys look around the selection and turn the present focus', async () => {
    const { app, drawn } = await start();
    for (const { run } of focusHops) run(app);
    expect(app.getState().view.focus).toBeUndefined();
    app.actions.select(idOf('cart'));
    focusHops[0]?.run(app);
    expect(drawn()).toBe('cart ledger web');
    focusDown.run(app);
    expect(drawn()).toBe('cart ledger');
    focusHops[1]?.run(app);
    expect(drawn()).toBe('cart disk ledger');
  });

  it('another grouping or scenario leaves the focus: its ids mean nothing there', async () => {
    const { app } = await start();
    app.actions.setFocus(around('cart', 1));
    app.actions.setGroupBy('workload');
    expect(app.getState()).toMatchObject({ view: { focus: undefined }, focusBefore: [] });
  });
});
