import type { SeriesStore } from '../series';

/** The store as it is known at `nowMs`: no later sample is ever visible. */
export function visibleUntil(store: SeriesStore, nowMs: number): SeriesStore {
  const until = (toMs: number) => Math.min(toMs, nowMs);
  return {
    select: (matchers, fromMs, toMs) => (fromMs > nowMs ? [] : store.select(matchers, fromMs, until(toMs))),
    labelSets: (matchers, fromMs, toMs) => (fromMs > nowMs ? [] : store.labelSets(matchers, fromMs, until(toMs))),
    metadata: () => store.metadata(),
    instant: (atMs) => store.instant(until(atMs)),
  };
}
