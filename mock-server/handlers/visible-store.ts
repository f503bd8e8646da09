import type { SeriesStore } from '../series';

/** The store as it is known at `nowMs`: no later sample is ever visible, and none that was forgotten by then. */
export function visibleBetween(store: SeriesStore, forgottenMs: number, nowMs: number): SeriesStore {
  const from = (fromMs: number) => Math.max(fromMs, forgottenMs);
  const until = (toMs: number) => Math.min(toMs, nowMs);
  const none = (fromMs: number, toMs: number): boolean => fromMs > nowMs || toMs < forgottenMs;
  return {
    select: (matchers, fromMs, toMs) => (none(fromMs, toMs) ? [] : store.select(matchers, from(fromMs), until(toMs))),
    labelSets: (matchers, fromMs, toMs) => (none(fromMs, toMs) ? [] : store.labelSets(matchers, from(fromMs), until(toMs))),
    metadata: () => store.metadata(),
    instant: (atMs) => store.instant(until(atMs)),
  };
}
