import { environmentManager, focusManager } from '@tanstack/query-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { Picture, Source, ToWorker } from '../worker/messages';
import type { App } from './app-types';
import { EMPTY_PICTURE } from './empty-picture.testing';
import { pageByHand } from './page-by-hand.testing';

const SOURCE: Source = { id: 'default', label: 'Demo', prometheusUrl: '/api/prometheus', mock: true };
const OTHER: Source = { id: 'other', label: 'Other', prometheusUrl: 'https://prom.example/base', mock: false };

const picture = (part: Partial<Picture> = {}): Picture => ({ ...EMPTY_PICTURE, openGroups: ['c/shop'], ...part });

const page = (search = '') => pageByHand({ search, sources: [SOURCE, OTHER] });

const settle = () => vi.advanceTimersByTimeAsync(0);
const count = (sent: readonly ToWorker[], type: ToWorker['type']) => sent.filter((message) => message.type === type).length;

describe('the steps of a demonstration', () => {
  it('keep what was chosen and are undone by the back button; another mesh loses it', () => {
    const { app, address, steps } = page('scenario=canary:2&select=a&open=g&ns=shop');
    app.actions.setScenario('canary:3');
    expect(app.getState().view).toMatchObject({ scenario: 'canary:3', selected: 'a', opened: ['g'], namespaces: ['shop'] });
    expect(address()).toContain('scenario=canary%3A3');
    expect(steps.at(-1)).toBe(true);
    app.actions.setScenario('shop');
    expect(app.getState().view).toMatchObject({ scenario: 'shop', selected: undefined, opened: [], namespaces: [] });
    app.dispose();
  });
});

describe('scrubbing', () => {
  it('leaves the address alone until the play head rests, and is no step for the back button', async () => {
    const { app, address, steps, last } = page('end=1000');
    app.actions.scrub(1060, true);
    app.actions.scrub(1120, true);
    expect(last('refresh')?.request.atSeconds).toBe(1120);
    expect(app.getState().scrubbing).toBe(true);
    expect(address()).toBe('end=1000');
    app.actions.scrub(1120, false);
    expect(address()).toContain('end=1970-01-01T00%3A18%3A40Z');
    expect(steps).toEqual([false]);
    app.actions.scrub(1180, false);
    expect(steps).toEqual([false, false]);
    app.dispose();
  });
});

describe('the running app', () => {
  let open: App[] = [];
  const start = (search?: string) => {
    const made = page(search);
    open.push(made.app);
    return made;
  };
  beforeEach(() => {
    // Without a window TanStack Query takes itself for a server and never refreshes on an interval.
    environmentManager.setIsServer(() => false);
    vi.useFakeTimers({ now: 2_000_000 });
  });
  afterEach(() => {
    for (const app of open) app.dispose();
    open = [];
    focusManager.setFocused(undefined);
    vi.useRealTimers();
  });

  it('asks for the linked view at once and shows rates before the rest', async () => {
    const { app, last, answer } = start('window=15m&end=1000');
    await settle();
    const asked = last('refresh');
    expect(asked?.request).toMatchObject({ atSeconds: 1_000, alignNow: false, windowSeconds: 900, source: SOURCE });
    answer({ type: 'picture', id: asked?.id ?? 0, picture: picture({ stage: 'rates' }) });
    await settle();
    expect(app.getState().picture?.stage).toBe('rates');
    expect(app.getState().status.phase).toBe('loading');
    answer({ type: 'picture', id: asked?.id ?? 0, picture: picture() });
    await settle();
    expect(app.getState().status.phase).toBe('settled');
  });

  it('asks again after the interval, and not while paused or at a named moment', async () => {
    const { app, sent, last, answer } = start();
    await settle();
    answer({ type: 'picture', id: last('refresh')?.id ?? 0, picture: picture() });
    await vi.advanceTimersByTimeAsync(15_100);
    expect(count(sent, 'refresh')).toBe(2);
    answer({ type: 'picture', id: last('refresh')?.id ?? 0, picture: picture() });
    app.actions.setRefresh(undefined);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(count(sent, 'refresh')).toBe(2);
  });

  it('asks nothing in a hidden tab, and once when it is seen again', async () => {
    const { sent, last, answer } = start();
    await settle();
    answer({ type: 'picture', id: last('refresh')?.id ?? 0, picture: picture() });
    await settle();
    focusManager.setFocused(false);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(count(sent, 'refresh')).toBe(1);
    focusManager.setFocused(true);
    await settle();
    expect(count(sent, 'refresh')).toBe(2);
    answer({ type: 'picture', id: last('refresh')?.id ?? 0, picture: picture() });
    await vi.advanceTimersByTimeAsync(14_900);
    expect(count(sent, 'refresh')).toBe(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(count(sent, 'refresh')).toBe(3);
  });

  it('does not ask twice when a tab is hidden and seen while the source works on an answer', async () => {
    const { sent } = start();
    await settle();
    focusManager.setFocused(false);
    await vi.advanceTimersByTimeAsync(5_000);
    focusManager.setFocused(true);
    await settle();
    expect(count(sent, 'refresh')).toBe(1);
  });

  it.each(['refresh=off', 'end=1000'])('asks nothing when a tab with "%s" is seen again', async (search) => {
    const { sent, last, answer } = start(search);
    await settle();
    answer({ type: 'picture', id: last('refresh')?.id ?? 0, picture: picture() });
    await settle();
    focusManager.setFocused(false);
    await vi.advanceTimersByTimeAsync(60_000);
    focusManager.setFocused(true);
    await settle();
    expect(count(sent, 'refresh')).toBe(1);
  });

  /** Lets the source answer so many seconds after it was asked, and says how many seconds lie between that question and the next. */
  async function untilAskedAgain({ sent, last, answer }: ReturnType<typeof page>, good: boolean, afterSeconds = 2): Promise<number> {
    const askedMs = Date.now();
    const before = count(sent, 'refresh');
    const id = last('refresh')?.id ?? 0;
    await vi.advanceTimersByTimeAsync(afterSeconds * 1000);
    answer(good ? { type: 'picture', id, picture: picture() } : { type: 'failed', id, problems: [], queries: [] });
    await settle();
    while (count(sent, 'refresh') === before && Date.now() < askedMs + 10_000_000) await vi.advanceTimersToNextTimerAsync();
    return (Date.now() - askedMs) / 1000;
  }

  it('asks a failing source at doubling distances up to five minutes, says so, and a good answer resets it', async () => {
    const made = start();
    await settle();
    // 15 s chosen: 15 × 2, × 4, × 8, × 16, then never less often than every 300 s.
    for (const seconds of [30, 60, 120, 240, 300, 300]) {
      expect(await untilAskedAgain(made, false)).toBe(seconds);
      expect(made.app.getState().status.pace).toEqual({ seconds, why: 'failing' });
    }
    expect(await untilAskedAgain(made, true)).toBe(15);
    expect(made.app.getState().status.pace).toEqual({ seconds: 15, why: 'chosen' });
    expect(await untilAskedAgain(made, false)).toBe(30);
  });

  it('asks for a moment that has passed until it is answered once', async () => {
    const made = start('end=1000');
    await settle();
    expect(await untilAskedAgain(made, false)).toBe(30);
    expect(await untilAskedAgain(made, false)).toBe(60);
    made.answer({ type: 'picture', id: made.last('refresh')?.id ?? 0, picture: picture() });
    await settle();
    expect(made.app.getState().status.pace).toBeUndefined();
    const asked = count(made.sent, 'refresh');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(count(made.sent, 'refresh')).toBe(asked);
  });

  it('keeps two saved views of one link where both have a name of their own', () => {
    const { app } = start();
    for (const name of ['Friday', 'Friday (2)']) app.actions.saveView(name);
    expect(app.getState().savedViews.map(({ name }) => name)).toEqual(['Friday', 'Friday (2)']);
  });

  it('leaves pins and viewport behind where another source begins', () => {
    const { app } = start('pin=a:1:2&viewport=1:2:0.5');
    app.actions.pin('b', { x: 3, y: 4 });
    app.actions.setSource('other');
    expect(app.getState().view).toMatchObject({ source: 'other', pins: new Map(), viewport: undefined });
  });

  it('asks a slow source half of the time: 20 s of work and 20 s of rest', async () => {
    const made = start();
    await settle();
    expect(await untilAskedAgain(made, true, 20)).toBe(40);
    expect(made.app.getState().status.pace).toEqual({ seconds: 40, why: 'slow' });
    expect(await untilAskedAgain(made, true)).toBe(15);
    // The laptop slept an hour: five minutes after the answer, not two hours.
    expect(await untilAskedAgain(made, true, 3_600)).toBe(3_900);
    expect(await untilAskedAgain(made, true)).toBe(15);
  });

  it('says that a link is too long for a chat, once, until it is short again', () => {
    const { app } = start();
    const codes = () => app.getState().notices.map(({ code }) => code);
    app.actions.setNamespaces(Array.from({ length: 300 }, (_, index) => `team-${Math.sin(index)}`));
    expect(codes()).toEqual(['link-too-long']);
    app.actions.select('a');
    expect(codes()).toEqual(['link-too-long']);
    app.actions.setNamespaces(['shop']);
    expect(codes()).toEqual([]);
  });

  it('keeps the last good picture when a refresh fails, and says why', async () => {
    const { app, last, answer } = start();
    await settle();
    answer({ type: 'picture', id: last('refresh')?.id ?? 0, picture: picture() });
    await settle();
    const before = app.getState().picture;
    app.actions.refreshNow();
    await settle();
    const problem = { code: 'prometheus-unreachable', severity: 'error', message: 'No answer.' } as const;
    answer({ type: 'failed', id: last('refresh')?.id ?? 0, problems: [problem], queries: [] });
    await settle();
    expect(app.getState().picture).toBe(before);
    expect(app.getState().status).toMatchObject({ phase: 'failed', failure: [problem], lastGoodMs: 2_000_000 });
  });

  it('says that a refresh failed, and how old the picture is, also after it was grouped otherwise', async () => {
    const { app, last, answer } = start();
    await settle();
    answer({ type: 'picture', id: last('refresh')?.id ?? 0, picture: picture() });
    await settle();
    app.actions.refreshNow();
    await settle();
    const problem = { code: 'prometheus-unreachable', severity: 'error', message: 'No answer.' } as const;
    answer({ type: 'failed', id: last('refresh')?.id ?? 0, problems: [problem], queries: [] });
    await vi.advanceTimersByTimeAsync(1_000);
    app.actions.toggleGroup('c/shop');
    const regrouped = picture({ openGroups: [] });
    answer({ type: 'picture', id: last('show')?.id ?? 0, picture: regrouped });
    await settle();
    expect(app.getState().picture).toBe(regrouped);
    expect(app.getState().status).toMatchObject({ phase: 'failed', failure: [problem], lastGoodMs: 2_000_000 });
  });

  it('never refetches for a display option', async () => {
    const { app, sent, last, answer } = start('end=1000');
    await settle();
    answer({ type: 'picture', id: last('refresh')?.id ?? 0, picture: picture() });
    await settle();
    app.actions.setGroupBy('service');
    app.actions.setLabels(['rate']);
    app.actions.select('x');
    app.actions.toggleGroup('c/shop');
    app.actions.setShowFolded(true);
    app.actions.setThresholds({ ...DEFAULT_THRESHOLDS, degradedPercent: 1, failingPercent: 5, count4xx: true });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(count(sent, 'refresh')).toBe(1);
    expect(count(sent, 'show')).toBe(3);
    expect(last('show')?.show).toMatchObject({ groupBy: 'service', closed: ['c/shop'] });
  });

  it('refetches for another grouping only where the server computed the quantiles', async () => {
    const { app, sent, last, answer } = start('end=1000');
    await settle();
    answer({ type: 'picture', id: last('refresh')?.id ?? 0, picture: picture() });
    await settle();
    app.actions.setGroupBy('service');
    answer({ type: 'picture', id: last('show')?.id ?? 0, picture: picture({ latencyAsksAgain: true }) });
    await settle();
    expect(count(sent, 'refresh')).toBe(2);
  });

  it('aborts the request in flight when the view asks for something else', async () => {
    const { app, sent, last } = start('end=1000');
    await settle();
    const first = last('refresh')?.id;
    app.actions.setWindow(3_600);
    await settle();
    expect(sent).toContainEqual({ type: 'abort', id: first });
    expect(last('refresh')?.request.windowSeconds).toBe(3_600);
  });

  it('puts the view into the address, as a step where going back should return', async () => {
    const { app, address, steps } = start();
    app.actions.setWindow(3_600);
    app.actions.select('a');
    expect(address()).toBe('window=1h&select=a');
    expect(steps).toEqual([true, false]);
  });

  it('opens and closes a group by turns', async () => {
    const { app, last, answer } = start('end=1000');
    await settle();
    answer({ type: 'picture', id: last('refresh')?.id ?? 0, picture: picture() });
    await settle();
    app.actions.toggleGroup('c/shop');
    expect(app.getState().view).toMatchObject({ opened: [], closed: ['c/shop'] });
    answer({ type: 'picture', id: last('show')?.id ?? 0, picture: picture({ openGroups: [] }) });
    await settle();
    app.actions.toggleGroup('c/shop');
    expect(app.getState().view).toMatchObject({ opened: ['c/shop'], closed: [] });
  });

  it('names a source only by its id: a link with an address falls back to the configured one', () => {
    const { app } = start('source=https%3A%2F%2Fevil.example');
    expect(app.getState().view.source).toBe('');
    expect(app.getState().notices.map(({ code }) => code)).toEqual(['source-unknown']);
  });

  it('hands a token to the worker for the origin of its source and keeps it nowhere else', async () => {
    const { app, sent, address } = start('source=other');
    app.actions.signIn('other', 's3cret');
    expect(sent).toContainEqual({ type: 'credentials', origin: 'https://prom.example', headers: { Authorization: 'Bearer s3cret' } });
    expect(JSON.stringify(app.getState())).not.toContain('s3cret');
    expect(address()).not.toContain('s3cret');
  });
});
