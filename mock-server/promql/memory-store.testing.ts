import type { LabelMatcher, SampledSeries, SeriesStore } from '../series';

/** A series store over samples held in memory. */
export function memoryStore(all: readonly SampledSeries[]): SeriesStore {
  const chosen = (matchers: readonly LabelMatcher[]) =>
    all.filter(({ labels }) => matchers.every(({ name, test }) => test(labels.get(name) ?? '')));
  const select: SeriesStore['select'] = (matchers, fromMs, toMs) =>
    chosen(matchers).flatMap(({ labels, timestampsMs, values }) => {
      const from = timestampsMs.findIndex((ms) => ms >= fromMs);
      const behind = timestampsMs.findIndex((ms) => ms > toMs);
      const to = behind === -1 ? timestampsMs.length : behind;
      return from === -1 || from >= to ? [] : [{ labels, timestampsMs: timestampsMs.slice(from, to), values: values.slice(from, to) }];
    });
  const names = new Set(all.map(({ labels }) => labels.get('__name__') ?? ''));
  return {
    select,
    labelSets: (matchers, fromMs, toMs) => select(matchers, fromMs, toMs).map(({ labels }) => labels),
    metadata: () => new Map([...names].map((name) => [name, { type: 'gauge', help: name }])),
    instant: () => [],
  };
}

/** A series from labels and [seconds, value] pairs. */
export function seriesOf(labels: Readonly<Record<string, string>>, samples: readonly (readonly [number, number])[]): SampledSeries {
  return {
    labels: new Map(Object.entries(labels)),
    timestampsMs: Float64Array.from(samples, ([seconds]) => Math.round(seconds * 1000)),
    values: Float64Array.from(samples, ([, value]) => value),
  };
}
