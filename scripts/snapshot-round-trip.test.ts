import { gunzipSync, strFromU8 } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningMock } from '../mock-server/handlers/running-mock.testing';
import type { App } from '../src/app/app-types';
import { createApp } from '../src/app/create-app';
import { createDataPort } from '../src/app/data-port';
import { readSnapshot } from '../src/snapshot/read-snapshot';
import { createDataEngine } from '../src/worker/data-engine';
import type { FromWorker } from '../src/worker/messages';

/** The page without its face, over the worker's engine and a mock: what is saved, opened and saved again. */

const TO = Date.UTC(2026, 2, 10, 7) / 1000;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

let mock: RunningMock;
beforeAll(async () => {
  mock = await RunningMock.start();
});
afterAll(() => mock.close());

/** `asks` = what was asked of anybody. */
function page(search: string) {
  const asks: string[] = [];
  let listener: (message: FromWorker) => void = () => {};
  const engine = createDataEngine({
    fetch: (input, init) => {
      if (init?.signal?.aborted !== true) asks.push(String(input));
      return fetch(input, init);
    },
    now: Date.now,
    post: (message) => listener(structuredClone(message)),
    base: `${mock.base}/`,
  });
  const port = createDataPort({
    send: (message) => engine.handle(structuredClone(message)),
    subscribe(heard) {
      listener = heard;
      return () => {};
    },
  });
  let nowMs = 1_773_200_000_000;
  const app = createApp({
    port,
    pageUrl: `${mock.base}/`,
    sources: [{ id: 'prod', label: 'Production', prometheusUrl: '/api/prometheus', kubernetesUrl: '/api/kubernetes', mock: true }],
    scenarios: [],
    notices: [],
    address: { read: () => search, write: () => {}, onChange: () => () => {} },
    storage: undefined,
    nowMs: () => nowMs,
    everySecond: () => () => {},
  });
  return {
    app,
    asks,
    pass: (seconds: number) => {
      nowMs += seconds * 1000;
    },
  };
}

const until = (app: App, holds: (state: ReturnType<App['getState']>) => boolean) =>
  expect.poll(() => holds(app.getState()), { timeout: 60_000, interval: 50 }).toBe(true);

async function saved(app: App, pseudonyms = false): Promise<Uint8Array> {
  const file = await app.actions.saveSnapshot('data', pseudonyms);
  if (!file.ok) throw new Error(file.error.message);
  return new Uint8Array(file.value.content as ArrayBuffer);
}

async function open(bytes: Uint8Array) {
  const made = page('');
  await until(made.app, ({ picture, configuration }) => picture?.stage === 'complete' && configuration.phase === 'ready');
  await made.app.actions.openSnapshot({ name: 'a.seamark.json.gz', arrayBuffer: async () => bytes.slice().buffer });
  await until(made.app, ({ picture, snapshot }) => snapshot !== undefined && picture?.stage === 'complete');
  return made;
}

const without = (bytes: Uint8Array) =>
  strFromU8(gunzipSync(bytes))
    .replace(/"savedAtSeconds":[\d.]+/, '')
    .replace(/"sha256":"\w+"/, '');

describe('a snapshot of the page', { timeout: 240_000 }, () => {
  const search = `scenario=outage&end=${iso(TO - 600)}&span=${iso(TO - 3600)}_${iso(TO)}&compare=20m&select=${encodeURIComponent('app/Kubernetes/shop/checkout')}&refresh=off`;
  let bytes: Uint8Array;

  it('holds both moments, the timeline, resources and notes', async () => {
    const { app } = page(search);
    await until(
      app,
      ({ picture, span, configuration }) =>
        picture?.difference !== undefined &&
        span?.phase === 'settled' &&
        configuration.phase === 'ready' &&
        configuration.origin === 'kubernetes' &&
        picture.policies !== undefined,
    );
    app.actions.addMark(TO - 1800, 'deploy');
    bytes = await saved(app);
    const read = readSnapshot(bytes);
    if (!read.ok) throw new Error(read.error.message);
    const { moment, before, span, resources, retro } = read.value;
    expect([moment.telemetry.atSeconds, before?.telemetry.atSeconds]).toEqual([TO - 600, TO - 1800]);
    expect(span?.span.grid.points).toBeGreaterThan(50);
    expect(resources?.coverage.Pod).toBe('complete');
    expect(retro.marks.map(({ text }) => text)).toEqual(['deploy']);
    app.dispose();
  });

  it('opened asks nobody, and saved again is the same but for the moment of saving', async () => {
    const { app, asks, pass } = await open(bytes);
    const before = asks.length;
    await until(app, ({ picture }) => picture?.difference !== undefined);
    pass(5000);
    const again = await saved(app);
    expect(asks.slice(before)).toEqual([]);
    // Compared as a whole: a difference of megabytes helps nobody.
    expect(without(again) === without(bytes)).toBe(true);
    app.dispose();
  });

  it('under pseudonyms holds no name of the mesh, its resources or its source', async () => {
    const { app } = await open(bytes);
    const masked = await saved(app, true);
    const text = strFromU8(gunzipSync(masked)).toLowerCase();
    const { mesh } = app.getState().picture ?? { mesh: { nodes: [], groups: [] } };
    const names = new Set(
      [...mesh.nodes, ...mesh.groups].flatMap(({ name, namespace, cluster, app: service }) => [name, namespace, cluster, service]),
    );
    expect(names.size).toBeGreaterThan(8);
    const found = [...names].filter(
      (name) => name !== undefined && new RegExp(`(?<![a-z0-9])${name.toLowerCase()}(?![a-z0-9])`).test(text),
    );
    expect(found).toEqual([]);
    expect(text).not.toContain('production');
    const opened = await open(masked);
    expect(opened.app.getState().picture?.mesh.nodes.length).toBe(mesh.nodes.length);
    opened.app.dispose();
    app.dispose();
  });
});
