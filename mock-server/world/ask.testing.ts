/** Questions that tests ask a world, and arithmetic on the answers. */
import type { LabelMatcher, SampledSeries, SeriesStore, WorldOptions } from '../series';
import { createWorld } from './create-world';

/** A Tuesday at midnight UTC. */
export const midnightMs = Date.UTC(2026, 2, 10);
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

export function world(scenario: string, changes: WorldOptions['changes'] = [], seed = 1): SeriesStore {
  return createWorld({ scenario, seed, changes });
}

/** Equality matchers; the first argument is the metric. */
export function where(metric: string, labels: Readonly<Record<string, string>> = {}): readonly LabelMatcher[] {
  return Object.entries({ __name__: metric, ...labels }).map(([name, value]) => ({
    name,
    value,
    operator: '=',
    test: (actual) => actual === value,
  }));
}

/** What a counter gained over its samples; after a reset it starts from 0. */
export function gained({ values }: SampledSeries): number {
  let sum = 0;
  let last = values[0] ?? 0;
  for (const value of values) {
    sum += value < last ? value : value - last;
    last = value;
  }
  return sum;
}

/** The summed rates of all matching series over their samples in the span. */
export function perSecond(
  store: SeriesStore,
  metric: string,
  labels: Readonly<Record<string, string>>,
  fromMs: number,
  toMs: number,
): number {
  return store.select(where(metric, labels), fromMs, toMs).reduce((sum, one) => {
    const seconds = ((one.timestampsMs.at(-1) ?? 0) - (one.timestampsMs[0] ?? 0)) / 1000;
    return sum + (seconds === 0 ? 0 : gained(one) / seconds);
  }, 0);
}

/** A label set as one comparable text. */
export function textOf(labels: ReadonlyMap<string, string>): string {
  return [...labels]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\u0001');
}
