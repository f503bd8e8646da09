/** A page of its own for tests: an app that has one picture, over a storage made by hand. */
import type { FromWorker, Picture, Source, ToWorker } from '../worker/messages';
import type { App } from './app-types';
import { createApp } from './create-app';
import { createDataPort } from './data-port';

const source = (id: string): Source => ({ id, label: id, prometheusUrl: `/${id}`, mock: false });

export const EMPTY_PICTURE: Picture = {
  sourceId: 'one',
  atSeconds: 1_000,
  windowSeconds: 300,
  scrapeIntervalSeconds: 15,
  stage: 'complete',
  latencyAsksAgain: false,
  mesh: { groupBy: 'app', nodes: [], edges: [], groups: [], unplacedRows: 0, problems: [] },
  layout: { nodes: new Map(), groups: new Map() },
  arrangement: 1,
  openGroups: [],
  totals: { nodes: 0, edges: 0, groups: 0 },
  namespaces: [],
  queries: [],
  problems: [],
};

export type Kept = Map<string, string> | 'forbidden';

const storageOver = (kept: Kept) => ({
  getItem(key: string) {
    if (kept === 'forbidden') throw new Error('SecurityError');
    return kept.get(key) ?? null;
  },
  setItem(key: string, value: string) {
    if (kept === 'forbidden') throw new Error('QuotaExceededError');
    kept.set(key, value);
  },
});

interface Opened {
  readonly kept?: Kept | undefined;
  readonly picture?: Picture;
  readonly sources?: readonly Source[];
  readonly search?: string;
}

/** Pages whose clock moves on by a second with every look at it; the sources are `one` and `two` unless others are given. */
export function createPages() {
  const apps: App[] = [];
  return {
    async open({
      kept = new Map(),
      picture = EMPTY_PICTURE,
      sources = [source('one'), source('two')],
      search = '',
    }: Opened = {}): Promise<App> {
      let answer: (message: FromWorker) => void = () => {};
      const sent: ToWorker[] = [];
      let ms = 5_000_000;
      const app = createApp({
        port: createDataPort({
          send: (message) => void sent.push(message),
          subscribe: (listener) => {
            answer = listener;
            return () => {};
          },
        }),
        pageUrl: 'http://127.0.0.1/',
        sources,
        scenarios: [],
        notices: [],
        address: { read: () => search, write: () => {}, onChange: () => () => {} },
        storage: storageOver(kept),
        nowMs: () => {
          ms += 1000;
          return ms;
        },
        everySecond: () => () => {},
      });
      apps.push(app);
      await Promise.resolve();
      const asked = sent.find((message) => message.type === 'refresh');
      answer({ type: 'picture', id: asked !== undefined && 'id' in asked ? asked.id : 0, picture });
      await Promise.resolve();
      return app;
    },
    close() {
      for (const app of apps.splice(0)) app.dispose();
    },
  };
}
