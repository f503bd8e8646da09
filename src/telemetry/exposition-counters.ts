/** The counters of one or two exposition texts as samples, the way `rate` or `increase` would answer them. */
import type { InstantSample, Labels } from '../prometheus/client-types';
import type { ExposedSeries } from '../prometheus/exposition-types';
import { labelKey } from './families/end-table';

/** Counters by metric and full label set; equal ones are added up. */
export interface Counters {
  readonly byIdentity: ReadonlyMap<string, Counter>;
  /** Series that stood there more than once. */
  readonly repeated: number;
}

interface Counter {
  readonly name: string;
  readonly labels: Labels;
  value: number;
}

/** What was counted, and what was noticed on the way. */
export interface Increase {
  readonly counters: readonly Readonly<Counter>[];
  /** Counters that went back: counted from zero. */
  readonly resets: number;
  /** Counters present in both texts. */
  readonly shared: number;
}

function identityOf({ name, labels }: ExposedSeries): string {
  const names = Object.keys(labels)
    .filter((label) => labels[label] !== '')
    .sort();
  return `${name} ${names.join(' ')} ${labelKey(labels, names)}`;
}

/** Gathers the series of the named metrics. */
export function gatherCounters(series: readonly ExposedSeries[], metrics: ReadonlySet<string>): Counters {
  const byIdentity = new Map<string, Counter>();
  let repeated = 0;
  for (const one of series) {
    if (!metrics.has(one.name)) continue;
    const identity = identityOf(one);
    const known = byIdentity.get(identity);
    if (known === undefined) byIdentity.set(identity, { name: one.name, labels: one.labels, value: one.value });
    else {
      known.value += one.value;
      repeated += 1;
    }
  }
  return { byIdentity, repeated };
}

/** What was counted between two texts of one proxy. A counter that is new, or that went back, started at zero in between. */
export function increaseBetween(first: Counters, last: Counters): Increase {
  let resets = 0;
  let shared = 0;
  const counters = Array.from(last.byIdentity, ([identity, counter]) => {
    const before = first.byIdentity.get(identity)?.value;
    if (before === undefined) return counter;
    shared += 1;
    if (counter.value < before) {
      resets += 1;
      return counter;
    }
    return { ...counter, value: counter.value - before };
  });
  return { counters, resets, shared };
}

/** `sum by (names) (…)` over the counters of one metric, with further labels set on every sample. */
export function sumCounters(
  counters: readonly Readonly<Counter>[],
  metric: string,
  names: readonly string[],
  perSecond: number,
  extra: Labels = {},
): readonly InstantSample[] {
  const sums = new Map<string, { labels: Record<string, string>; value: number; timestampSeconds: number }>();
  for (const { name, labels, value } of counters) {
    if (name !== metric) continue;
    const key = labelKey(labels, names);
    let sum = sums.get(key);
    if (sum === undefined) {
      sum = { labels: { ...pick(labels, names), ...extra }, value: 0, timestampSeconds: 0 };
      sums.set(key, sum);
    }
    sum.value += value * perSecond;
  }
  return [...sums.values()];
}

function pick(labels: Labels, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = Object.hasOwn(labels, name) ? labels[name] : undefined;
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
