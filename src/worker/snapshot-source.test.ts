import { describe, expect, it } from 'vitest';
import type { RecordedMoment, Snapshot } from '../snapshot/snapshot';
import { SNAPSHOT_SCHEMA } from '../snapshot/snapshot';
import { writeSnapshot } from '../snapshot/write-snapshot';
import { createDataEngine } from './data-engine';
import type { FromWorker, RefreshRequest, ToWorker } from './messages';
import { createSnapshotSource } from './snapshot-source';

const AT = 1_773_169_200;

const momentAt = (atSeconds: number): RecordedMoment => ({
  telemetry: { atSeconds, windowSeconds: 300, requests: [], tcp: [] },
  namespaces: ['shop'],
  showIdle: false,
  queries: [],
  problems: [],
});

const snapshot: Snapshot = {
  tool: { name: 'seamark', version: '0' },
  savedAtSeconds: AT + 60,
  source: { label: 'Demo' },
  view: 'ns=shop',
  moment: momentAt(AT),
  before: momentAt(AT - 3600),
  ranges: [
    {
      promql: 'up',
      grid: { startSeconds: AT - 120, stepSeconds: 60, points: 3 },
      lines: [{ labels: {}, values: Float64Array.of(1, 2, 3) }],
    },
  ],
  places: { nodes: [{ id: 'a', x: 1, y: 2 }], groups: [] },
  pins: [],
  retro: { title: '', notes: [], marks: [] },
  pseudonyms: false,
};
const source = createSnapshotSource(snapshot);
const request: RefreshRequest = {
  source: source.source,
  scenario: undefined,
  atSeconds: AT,
  alignNow: false,
  showIdle: false,
  windowSeconds: 300,
  namespaces: ['shop'],
};

describe('a snapshot in place of a source', () => {
  it.each([
    ['the moment on screen', {}, AT],
    ['the moment it was compared with', { atSeconds: AT - 3600 }, AT - 3600],
    ['the moment on screen for "now"', { atSeconds: AT + 9999, alignNow: true }, AT],
  ])('answers %s', (_, change, seconds) => {
    expect(source.moment({ ...request, ...change })).toMatchObject({ ok: true, value: { taken: { telemetry: { atSeconds: seconds } } } });
  });

  it.each([
    ['another moment', { atSeconds: AT - 7 }, 'snapshot-moment', '2026-03-10 19:00:00 UTC and 2026-03-10 18:00:00 UTC'],
    ['another window', { windowSeconds: 60 }, 'snapshot-scope', 'a window of 5m and shop'],
    ['another scope', { namespaces: [] }, 'snapshot-scope', 'a window of 5m and shop'],
    ['idle edges', { showIdle: true }, 'snapshot-scope', 'a window of 5m and shop'],
  ])('says what it holds when asked for %s', (_, change, code, words) => {
    const answer = source.moment({ ...request, ...change });
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(answer.ok ? '' : answer.error.message).toContain(words);
  });

  it('answers a chart at the moments that were recorded, with gaps at others', () => {
    const grid = { startSeconds: AT - 90, stepSeconds: 30, points: 4 };
    const answer = source.range({ key: 'k', title: '', promql: 'up' }, grid);
    expect(answer?.lines[0]?.values).toEqual(Float64Array.of(Number.NaN, 2, Number.NaN, 3));
    expect(source.range({ key: 'k', title: '', promql: 'down' }, grid)).toBeUndefined();
    expect(source.range({ key: 'k', title: '', promql: 'up' }, { ...grid, startSeconds: AT + 7 })).toBeUndefined();
  });
});

describe('the engine with a snapshot open', () => {
  async function answers(
    ...messages: readonly ToWorker[]
  ): Promise<{ readonly posted: readonly FromWorker[]; readonly asked: readonly string[] }> {
    const posted: FromWorker[] = [];
    const asked: string[] = [];
    const engine = createDataEngine({
      fetch: (input) => {
        asked.push(String(input));
        return Promise.reject(new Error('nobody'));
      },
      now: () => AT * 1000,
      post: (message) => posted.push(message),
      base: 'http://page.example/',
    });
    for (const message of messages) {
      engine.handle(message);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { posted, asked };
  }
  const open: ToWorker = { type: 'open-snapshot', id: 1, name: 'a.seamark.json.gz', bytes: writeSnapshot(snapshot).slice().buffer };
  const show = {
    groupBy: undefined,
    opened: [],
    closed: [],
    thresholds: { degradedPercent: 1, failingPercent: 10, count4xx: false, floorPerSecond: 0, rules: [] },
  };

  it('asks nobody: not for a refresh, a chart, a panel, a timeline or a diagnosis', async () => {
    const of = { source: source.source, scenario: undefined };
    const { posted, asked } = await answers(
      open,
      { type: 'refresh', id: 2, request, show },
      { type: 'refresh', id: 3, request: { ...request, atSeconds: 5 }, show },
      {
        type: 'range',
        id: 4,
        ...of,
        queries: [{ key: 'k', title: '', promql: 'sum(x)' }],
        grid: { startSeconds: AT, stepSeconds: 15, points: 2 },
      },
      { type: 'ask', id: 5, ...of, promql: 'up', atSeconds: AT },
      { type: 'span', id: 6, request: { ...request, fromSeconds: AT - 600, toSeconds: AT }, show },
    );
    expect(asked).toEqual([]);
    const byId = (id: number) => posted.filter((message) => message.id === id).at(-1);
    expect(byId(1)).toMatchObject({ type: 'snapshot-opened', opened: { atSeconds: AT, beforeSeconds: AT - 3600, sourceLabel: 'Demo' } });
    expect(byId(2)).toMatchObject({ type: 'picture', picture: { atSeconds: AT, stage: 'complete' } });
    expect(byId(3)).toMatchObject({ type: 'failed', problems: [{ code: 'snapshot-moment' }] });
    expect(byId(4)).toMatchObject({ type: 'ranged', ranges: { answers: [{ failed: { code: 'not-in-snapshot' } }] } });
    expect(byId(5)).toMatchObject({ type: 'failed', problems: [{ code: 'not-in-snapshot' }] });
    expect(byId(6)).toMatchObject({ type: 'failed', problems: [{ code: 'snapshot-timeline' }] });
  });

  it('asks its source again once the snapshot is left', async () => {
    const live = { ...request.source, id: 'live', prometheusUrl: '/api/prometheus' };
    const { asked } = await answers(
      open,
      { type: 'leave-snapshot' },
      { type: 'refresh', id: 2, request: { ...request, source: live }, show },
    );
    expect(asked.every((url) => url.startsWith('http://page.example/api/prometheus'))).toBe(true);
    expect(asked).not.toEqual([]);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('kind: Pod')],
    ['a page of somebody else', new TextEncoder().encode('<!doctype html><p>hello')],
    ['a newer schema', new TextEncoder().encode(JSON.stringify({ schema: `${SNAPSHOT_SCHEMA}9` }))],
  ])('opens nothing of %s and stays with what it had', async (_, bytes) => {
    const { posted } = await answers(
      { type: 'open-snapshot', id: 1, name: 'x', bytes: bytes.slice().buffer },
      { type: 'refresh', id: 2, request, show },
    );
    expect(posted.find(({ id }) => id === 1)).toMatchObject({ type: 'failed', problems: [{ severity: 'error' }] });
  });
});
