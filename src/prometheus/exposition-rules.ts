/** What OpenMetrics 1.0 demands beyond the form of a line: order, grouping, types and values (https://prometheus.io/docs/specs/om/open_metrics_spec/). */
import type { Metadata } from './exposition-metadata';
import { parseType, unescapeHelp } from './exposition-metadata';
import { parseNumber } from './exposition-number';
import type { ExposedSeries, MetricFamily, MetricType } from './exposition-types';
import { histogramError } from './histogram-rules';

const SUFFIXES: Readonly<Record<MetricType, readonly string[]>> = {
  counter: ['_total', '_created'],
  summary: ['', '_count', '_sum', '_created'],
  histogram: ['_count', '_sum', '_bucket', '_created'],
  gaugehistogram: ['_gcount', '_gsum', '_bucket'],
  info: ['_info'],
  gauge: [''],
  stateset: [''],
  unknown: [''],
};
const NOT_NAN = new Set(['_total', '_sum', '_count', '_bucket', '_gcount', '_gsum']);
const NOT_NEGATIVE = new Set(['_total', '_sum', '_count', '_bucket', '_gcount']);
const INTEGER = new Set(['_count', '_bucket', '_gcount']);

interface OpenFamily {
  readonly name: string;
  type: MetricType | undefined;
  help: string | undefined;
  unit: string | undefined;
  readonly samples: ExposedSeries[];
  group: string | undefined;
  readonly groups: Set<string>;
}

/** The labels that distinguish the points of one metric, by type: not part of its group. */
function pointLabel(family: OpenFamily, suffix: string): string | undefined {
  if (family.type === 'summary' && suffix === '') return 'quantile';
  if (family.type === 'stateset') return family.name;
  if ((family.type === 'histogram' || family.type === 'gaugehistogram') && suffix === '_bucket') return 'le';
  return undefined;
}

function groupOf(family: OpenFamily, sample: ExposedSeries, suffix: string): string {
  if (family.type === 'info') return '';
  const without = pointLabel(family, suffix);
  const entries = Object.entries(sample.labels).filter(([name]) => name !== without);
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function labelError(family: OpenFamily, sample: ExposedSeries, suffix: string): string | undefined {
  const needed = pointLabel(family, suffix);
  if (needed === undefined) return undefined;
  const text = Object.hasOwn(sample.labels, needed) ? sample.labels[needed] : undefined;
  if (text === undefined) return `a ${family.type} needs the label ${JSON.stringify(needed)}`;
  if (family.type === 'stateset') return undefined;
  const number = parseNumber(text);
  if (number === undefined || Number.isNaN(number)) return `${needed}=${JSON.stringify(text)} is not a number`;
  if (number === Number.POSITIVE_INFINITY && text !== '+Inf') return 'infinity is written +Inf in labels';
  if (needed === 'quantile' && !(number >= 0 && number <= 1)) return 'a quantile lies between 0 and 1';
  return undefined;
}

function valueError(family: OpenFamily, { value }: ExposedSeries, suffix: string): string | undefined {
  if (NOT_NAN.has(suffix) && Number.isNaN(value)) return `${suffix} cannot be NaN`;
  if (NOT_NEGATIVE.has(suffix) && value < 0) return `${suffix} cannot be negative`;
  if (INTEGER.has(suffix) && !Number.isInteger(value)) return `${suffix} must be a whole number`;
  if (family.type === 'stateset' && value !== 0 && value !== 1) return 'a state is 0 or 1';
  if (family.type === 'info' && value !== 1) return 'an info is 1';
  if (family.type === 'summary' && suffix === '' && value < 0) return 'a quantile’s value cannot be negative';
  return undefined;
}

function exemplarError(family: OpenFamily, sample: ExposedSeries, suffix: string): string | undefined {
  if (sample.exemplar === undefined) return undefined;
  const isBucket = (family.type === 'histogram' || family.type === 'gaugehistogram') && suffix === '_bucket';
  const isCounter = family.type === 'counter' && suffix === '_total';
  return isBucket || isCounter ? undefined : 'only buckets and counters may have exemplars';
}

function groupError(family: OpenFamily, sample: ExposedSeries, suffix: string): string | undefined {
  const group = groupOf(family, sample, suffix);
  const previous = family.samples.at(-1);
  if (family.group !== undefined && group !== family.group && family.groups.has(group))
    return 'the samples of one metric must stand together';
  if (group === family.group && previous !== undefined) {
    const [before, now] = [previous.timestampSeconds, sample.timestampSeconds];
    if ((before === undefined) !== (now === undefined)) return 'only some samples of this metric have timestamps';
    if (before !== undefined && now !== undefined && before > now && family.type !== 'info') return 'timestamps go backwards';
  }
  family.group = group;
  family.groups.add(group);
  return undefined;
}

/** Follows a text line by line; each step answers an error message or undefined. */
export class OpenMetricsRules {
  readonly families = new Map<string, MetricFamily>();
  private readonly taken = new Set<string>();
  private open: OpenFamily | undefined;

  metadata({ keyword, name, text }: Metadata): string | undefined {
    if (this.open?.name !== name) {
      const error = this.start(name);
      if (error !== undefined) return error;
    }
    const family = this.open;
    if (family === undefined) return undefined;
    if (family.samples.length > 0) return `${keyword} stands after the samples of ${name}`;
    if (keyword === 'TYPE') return this.type(family, text);
    const field = keyword === 'HELP' ? 'help' : 'unit';
    if (family[field] !== undefined) return `${keyword} of ${name} stands twice`;
    family[field] = keyword === 'HELP' ? unescapeHelp(text) : text;
    return undefined;
  }

  sample(sample: ExposedSeries): string | undefined {
    const fits = this.open !== undefined && SUFFIXES[this.open.type ?? 'unknown'].includes(suffixOf(this.open, sample) ?? '?');
    if (!fits) {
      const error = this.start(sample.name);
      if (error !== undefined) return error;
    }
    const family = this.open;
    const suffix = family && suffixOf(family, sample);
    if (family === undefined || suffix === undefined) return undefined;
    const error =
      labelError(family, sample, suffix) ??
      groupError(family, sample, suffix) ??
      valueError(family, sample, suffix) ??
      exemplarError(family, sample, suffix);
    family.samples.push(sample);
    return error;
  }

  /** Ends the family that is open; call once more at the end of the text. */
  finish(): string | undefined {
    const family = this.open;
    if (family === undefined) return undefined;
    this.open = undefined;
    const { name, unit, help } = family;
    const type = family.type ?? 'unknown';
    for (const suffix of new Set([...SUFFIXES[type], ''])) {
      if (this.taken.has(name + suffix)) return `the name ${name}${suffix} is already taken by another metric`;
      this.taken.add(name + suffix);
    }
    if (unit && !name.endsWith(`_${unit}`)) return `the name ${name} does not end with its unit ${unit}`;
    if (unit && (type === 'info' || type === 'stateset')) return `a metric of type ${type} has no unit`;
    this.families.set(name, { name, type, ...(help === undefined ? {} : { help }), ...(unit === undefined ? {} : { unit }) });
    return type === 'histogram' || type === 'gaugehistogram'
      ? histogramError(family.samples, (sample) => groupOf(family, sample, suffixOf(family, sample) ?? ''))
      : undefined;
  }

  private start(name: string): string | undefined {
    const error = this.finish();
    this.open = { name, type: undefined, help: undefined, unit: undefined, samples: [], group: undefined, groups: new Set() };
    return error;
  }

  private type(family: OpenFamily, word: string): string | undefined {
    if (family.type !== undefined) return `TYPE of ${family.name} stands twice`;
    const type = parseType(word);
    if (type === undefined) return `${JSON.stringify(word)} is not a metric type`;
    family.type = type;
    return undefined;
  }
}

const suffixOf = (family: OpenFamily, { name }: ExposedSeries): string | undefined =>
  name.startsWith(family.name) ? name.slice(family.name.length) : undefined;
