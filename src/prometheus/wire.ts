/** Wire forms of the answers' `data`, checked in one pass by hand: an answer may hold 50,000 series. */
import * as z from 'zod/mini';
import { err, ok, type Result } from '../lib/result';
import type { BuildInfo, InstantSample, Labels, RangeSeries } from './client-types';
import { parseSampleValue } from './sample-value';

/** What was parsed, and how many series were left out because they are native histograms; the error is half a sentence. */
export type Parsed<T> = Result<{ readonly value: T; readonly leftOut: number }, string>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isLabels(value: unknown): value is Labels {
  if (!isRecord(value)) return false;
  for (const name of Object.keys(value)) {
    if (typeof value[name] !== 'string') return false;
  }
  return true;
}

function parsePair(pair: unknown): readonly [number, number] | undefined {
  if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== 'number') return undefined;
  const value = parseSampleValue(pair[1]);
  return value === undefined ? undefined : [pair[0], value];
}

const QueryData = z.object({ resultType: z.string(), result: z.unknown() });

/** The series of a vector, or those that follow the first `before` ones. */
export function parseVector(result: readonly unknown[], before = 0): Parsed<readonly InstantSample[]> {
  const samples: InstantSample[] = [];
  let leftOut = 0;
  for (const [index, element] of result.entries()) {
    if (!isRecord(element) || !isLabels(element.metric)) return err(`series ${before + index + 1} has no labels`);
    if (element.value === undefined && element.histogram !== undefined) {
      leftOut += 1;
      continue;
    }
    const pair = parsePair(element.value);
    if (pair === undefined) return err(`series ${before + index + 1} has no readable value`);
    samples.push({
      labels: element.metric,
      value: pair[1],
      timestampSeconds: pair[0],
    });
  }
  return ok({ value: samples, leftOut });
}

/** `data` of /api/v1/query: a vector (`before` series of it were read already), or a scalar as a vector of one sample without labels. */
export function parseInstant(data: unknown, before = 0): Parsed<readonly InstantSample[]> {
  const parsed = QueryData.safeParse(data);
  if (!parsed.success) return err('the answer has no result type');
  const { resultType, result } = parsed.data;
  if (resultType === 'scalar') {
    const pair = parsePair(result);
    if (pair === undefined) return err('the scalar is not readable');
    return ok({
      value: [{ labels: {}, value: pair[1], timestampSeconds: pair[0] }],
      leftOut: 0,
    });
  }
  if (resultType !== 'vector' || !Array.isArray(result)) return err(`a vector was expected, not ${JSON.stringify(resultType)}`);
  return parseVector(result, before);
}

function parseSeries(metric: Labels, values: readonly unknown[]): RangeSeries | undefined {
  const timestampsSeconds: number[] = [];
  const numbers: number[] = [];
  for (const element of values) {
    const pair = parsePair(element);
    if (pair === undefined) return undefined;
    timestampsSeconds.push(pair[0]);
    numbers.push(pair[1]);
  }
  return { labels: metric, timestampsSeconds, values: numbers };
}

/** The series of a matrix, or those that follow the first `before` ones. */
export function parseMatrix(result: readonly unknown[], before = 0): Parsed<readonly RangeSeries[]> {
  const all: RangeSeries[] = [];
  let leftOut = 0;
  for (const [index, element] of result.entries()) {
    if (!isRecord(element) || !isLabels(element.metric)) return err(`series ${before + index + 1} has no labels`);
    if (element.values === undefined && element.histograms !== undefined) {
      leftOut += 1;
      continue;
    }
    const series = Array.isArray(element.values) ? parseSeries(element.metric, element.values) : undefined;
    if (series === undefined) return err(`series ${before + index + 1} has no readable values`);
    all.push(series);
  }
  return ok({ value: all, leftOut });
}

/** `data` of /api/v1/query_range (`before` series of it were read already). */
export function parseRange(data: unknown, before = 0): Parsed<readonly RangeSeries[]> {
  const parsed = QueryData.safeParse(data);
  if (!parsed.success) return err('the answer has no result type');
  const { resultType, result } = parsed.data;
  if (resultType !== 'matrix' || !Array.isArray(result)) return err(`a matrix was expected, not ${JSON.stringify(resultType)}`);
  return parseMatrix(result, before);
}

/** `data` of /api/v1/series. */
export function parseLabelSets(data: unknown): Parsed<readonly Labels[]> {
  if (!Array.isArray(data)) return err('a list of series was expected');
  return data.every(isLabels) ? ok({ value: data, leftOut: 0 }) : err('a series is not a set of labels');
}

/** `data` of /api/v1/labels and /api/v1/label/…/values; some back ends answer null for none. */
export function parseNames(data: unknown): Parsed<readonly string[]> {
  if (data === null || data === undefined) return ok({ value: [], leftOut: 0 });
  if (!Array.isArray(data) || !data.every((name) => typeof name === 'string')) return err('a list of names was expected');
  return ok({ value: data, leftOut: 0 });
}

/** `data` of /api/v1/status/buildinfo; `application` where the server names itself (Mimir does). */
export function parseBuildInfo(data: unknown): Parsed<BuildInfo> {
  if (!isRecord(data)) return err('build information was expected');
  const { version, application } = data;
  const value: BuildInfo = {
    ...(typeof version === 'string' && { version }),
    ...(typeof application === 'string' && { application }),
  };
  return ok({ value, leftOut: 0 });
}

const Stats = z.object({
  stats: z.object({ samples: z.object({ totalQueryableSamples: z.number() }) }),
});

/** Samples read by a query asked with `stats=all`; undefined where the server does not report it. */
export function parseSamplesRead(data: unknown): number | undefined {
  const parsed = Stats.safeParse(isRecord(data) ? { stats: data.stats } : undefined);
  return parsed.success ? parsed.data.stats.samples.totalQueryableSamples : undefined;
}
