/** A page of its own for tests: an app that has one picture, over a storage made by hand. */
import type { Picture, Source } from '../worker/messages';
import type { App } from './app-types';
import { EMPTY_PICTURE } from './empty-picture.testing';
import { pageByHand } from './page-by-hand.testing';

const source = (id: string): Source => ({ id, label: id, prometheusUrl: `/${id}`, mock: false });

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
      let ms = 5_000_000;
      const { app, show } = pageByHand({
        sources,
        search,
        storage: storageOver(kept),
        nowMs: () => {
          ms += 1000;
          return ms;
        },
      });
      apps.push(app);
      await Promise.resolve();
      show(picture);
      await Promise.resolve();
      return app;
    },
    close() {
      for (const app of apps.splice(0)) app.dispose();
    },
  };
}
