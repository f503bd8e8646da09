/** A mesh whose telemetry lacks something: a metric, a label or a reporter, as a Telemetry resource or relabelling would have it. */
import type { LabelMatcher, SampledSeries, SeriesStore } from '../series';

const KINDS = ['metric', 'label', 'reporter'] as const;

export interface TelemetryGap {
  readonly kind: (typeof KINDS)[number];
  /** A metric's whole name or the part before its suffix, a label's name, or a value of `reporter`. */
  readonly name: string;
}

/** Reads `metric:istio_request_duration_milliseconds`, `label:response_flags` or `reporter:source`. */
export function parseGap(text: string): TelemetryGap | undefined {
  const cut = text.indexOf(':');
  const kind = KINDS.find((known) => known === text.slice(0, Math.max(0, cut)));
  const name = text.slice(cut + 1);
  return kind === undefined || !/^[a-zA-Z_]\w*$/.test(name) ? undefined : { kind, name };
}

const namesOf = (gaps: readonly TelemetryGap[], kind: TelemetryGap['kind']) =>
  gaps.filter((gap) => gap.kind === kind).map(({ name }) => name);

/** The store without what the gaps name; series that differed in nothing else become one, whose counters are added up. */
export function withoutTelemetry(store: SeriesStore, gaps: readonly TelemetryGap[]): SeriesStore {
  if (gaps.length === 0) return store;
  const [metrics, dropped, reporters] = [namesOf(gaps, 'metric'), namesOf(gaps, 'label'), namesOf(gaps, 'reporter')];
  const isThere = (labels: ReadonlyMap<string, string>): boolean => {
    const name = labels.get('__name__') ?? '';
    return !metrics.some((gone) => name === gone || name.startsWith(`${gone}_`)) && !reporters.includes(labels.get('reporter') ?? '');
  };
  const kept = (labels: ReadonlyMap<string, string>) => new Map([...labels].filter(([name]) => !dropped.includes(name)));
  const answerable = (matchers: readonly LabelMatcher[]) => matchers.every((one) => !dropped.includes(one.name) || one.test(''));
  const askable = (matchers: readonly LabelMatcher[]) => matchers.filter(({ name }) => !dropped.includes(name));
  return {
    select(matchers, fromMs, toMs) {
      if (!answerable(matchers)) return [];
      const series = store.select(askable(matchers), fromMs, toMs).filter(({ labels }) => isThere(labels));
      return dropped.length === 0 ? series : added(series.map((one) => ({ ...one, labels: kept(one.labels) })));
    },
    labelSets(matchers, fromMs, toMs) {
      if (!answerable(matchers)) return [];
      const sets = store.labelSets(askable(matchers), fromMs, toMs).filter(isThere).map(kept);
      return [...new Map(sets.map((labels) => [keyOf(labels), labels])).values()];
    },
    metadata: () => store.metadata(),
    instant: (atMs) => store.instant(atMs).filter(({ labels }) => isThere(labels)),
  };
}

const keyOf = (labels: ReadonlyMap<string, string>): string => JSON.stringify([...labels].sort(([a], [b]) => (a < b ? -1 : 1)));

function added(series: readonly SampledSeries[]): readonly SampledSeries[] {
  const byLabels = new Map<string, SampledSeries[]>();
  for (const one of series) {
    const key = keyOf(one.labels);
    const same = byLabels.get(key);
    if (same === undefined) byLabels.set(key, [one]);
    else same.push(one);
  }
  return Array.from(byLabels.values(), (same) => {
    const [first] = same;
    if (first === undefined || same.length === 1) return first;
    const values = new Map<number, number>();
    for (const { timestampsMs, values: own } of same) {
      timestampsMs.forEach((time, at) => {
        values.set(time, (values.get(time) ?? 0) + (own[at] ?? 0));
      });
    }
    const times = [...values.keys()].sort((a, b) => a - b);
    return {
      labels: first.labels,
      timestampsMs: Float64Array.from(times),
      values: Float64Array.from(times, (time) => values.get(time) ?? 0),
    };
  }).filter((one) => one !== undefined);
}
