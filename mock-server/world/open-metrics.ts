/** A world as text: OpenMetrics with timestamps for a backfill, and the exposition that a scrape reads. */
import type { LabelMatcher, SeriesStore } from '../series';

type Metadata = ReturnType<SeriesStore['metadata']>;
type Labels = ReadonlyMap<string, string>;

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

function seriesText(labels: Labels): string {
  const pairs: string[] = [];
  for (const [name, value] of labels) if (name !== '__name__') pairs.push(`${name}="${escaped(value)}"`);
  return `${labels.get('__name__') ?? ''}{${pairs.join(',')}}`;
}

/** The family that a series belongs to: a histogram's parts share one. */
function familyOf(name: string, metadata: Metadata): string {
  if (metadata.has(name)) return name;
  const base = name.replace(/_(bucket|sum|count)$/, '');
  return metadata.has(base) ? base : name;
}

function byFamily<T extends { readonly labels: Labels }>(series: readonly T[], metadata: Metadata): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of series) {
    const family = familyOf(one.labels.get('__name__') ?? '', metadata);
    const group = groups.get(family) ?? [];
    group.push(one);
    groups.set(family, group);
  }
  return groups;
}

/** Matches the series of one family. */
function ofFamily(family: string, type: string): LabelMatcher {
  const names = type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => family + part) : [family];
  return { name: '__name__', operator: '=~', value: names.join('|'), test: (name) => names.includes(name) };
}

/**
 * OpenMetrics text of all samples in [fromMs, toMs], timestamps in seconds, for `promtool tsdb create-blocks-from openmetrics`, in pieces:
 * a large mesh does not fit into one string. Counter families are named without `_total`, as OpenMetrics wants.
 */
export function* openMetricsPieces(
  store: SeriesStore,
  fromMs: number,
  toMs: number,
  matchers: readonly LabelMatcher[] = [],
): Generator<string> {
  for (const [family, { type }] of store.metadata()) {
    const selected = store.select([ofFamily(family, type), ...matchers], fromMs, toMs);
    if (selected.length > 0) yield `# TYPE ${type === 'counter' ? family.replace(/_total$/, '') : family} ${type}\n`;
    for (const { labels, timestampsMs, values } of selected) {
      const text = seriesText(labels);
      let lines = '';
      timestampsMs.forEach((timestamp, index) => {
        lines += `${text} ${values[index] ?? 0} ${timestamp / 1000}\n`;
      });
      yield lines;
    }
  }
  yield '# EOF\n';
}

/** The same in one string. */
export function toOpenMetrics(store: SeriesStore, fromMs: number, toMs: number, matchers: readonly LabelMatcher[] = []): string {
  return [...openMetricsPieces(store, fromMs, toMs, matchers)].join('');
}

/** Prometheus' text format 0.0.4 of the current values, in pieces; scrape it with `honor_labels: true`. */
export function* expositionPieces(store: SeriesStore, atMs: number): Generator<string> {
  const metadata = store.metadata();
  for (const [family, series] of byFamily(store.instant(atMs), metadata)) {
    const about = metadata.get(family);
    if (about !== undefined) yield `# HELP ${family} ${about.help}\n# TYPE ${family} ${about.type}\n`;
    for (const { labels, value } of series) yield `${seriesText(labels)} ${value}\n`;
  }
}

/** The same in one string. */
export function toExposition(store: SeriesStore, atMs: number): string {
  return [...expositionPieces(store, atMs)].join('');
}
