/** Asks one family over a grid, in at most three requests. */
import type { Problem } from '../../lib/problem';
import type { PrometheusClient, RangeSeries, SampleReader } from '../../prometheus/client-types';
import type { Family, FamilyContext } from '../families/family';
import type { KnownEnds } from '../families/known-ends';
import { rowsUnplaced, serverInfo, serverWarning } from '../problems';
import type { QueryRecord } from '../query-record';
import { gridTime, type RangeGrid } from '../range-grid';
import { familyTooLarge } from './plan-span';
import type { SpanSeries } from './span';
import { SpanGatherer } from './span-reader';

/** What every query of one span shares. */
export interface SpanAsking {
  readonly client: PrometheusClient;
  readonly grid: RangeGrid;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  readonly context: FamilyContext;
  readonly ends: KnownEnds;
  readonly mostValues: number;
}

/** One answered or failed family; `series` is undefined when it failed, or failed in part. */
export interface SpanAsked<Row> {
  readonly series: readonly SpanSeries<Row>[] | undefined;
  /** Moment by moment; undefined = none. */
  readonly unplaced: Float64Array | undefined;
  readonly problems: readonly Problem[];
  readonly record: QueryRecord;
}

/** Values in one answer at most: some 50 MB of text, which its server, its way and its reader all stand. */
const VALUES_PER_REQUEST = 1_500_000;
const MOST_REQUESTS = 3;
/** Failures that a smaller question may not have: too many samples, too long, too large. */
const MAYBE_TOO_MUCH: ReadonlySet<string> = new Set([
  'prometheus-query-failed',
  'prometheus-query-timeout',
  'prometheus-timeout',
  'prometheus-answer-too-large',
  'prometheus-truncated',
]);

export interface SpanFamilyOptions {
  /** How many series are expected, to ask no more at once than an answer should hold. */
  readonly expectedSeries?: number;
  readonly nanIsNothing?: boolean;
}

/** Never rejects. What is expected to be too large is asked in parts from the start; what the server finds too large is tried once more in two halves. */
export async function askSpanFamily<Row>(
  asking: SpanAsking,
  family: Family<Row>,
  options: SpanFamilyOptions = {},
): Promise<SpanAsked<Row>> {
  const { grid, ends, mostValues } = asking;
  const promql = family.promql(asking.context);
  const { expectedSeries = 0, nanIsNothing = false } = options;
  const mostSeries = Math.floor(mostValues / grid.points);
  const gather = () => new SpanGatherer(family, { grid, ends, nanIsNothing, mostSeries });
  const parts = Math.min(MOST_REQUESTS, Math.max(1, Math.ceil((expectedSeries * grid.points) / VALUES_PER_REQUEST)));
  let gathered = gather();
  let asked = await askParts(asking, { id: family.id, promql, reader: () => gathered.reader() }, parts);
  if (asked.record.failed !== undefined && parts === 1 && grid.points > 1 && MAYBE_TOO_MUCH.has(asked.record.failed.code)) {
    gathered = gather();
    asked = await askParts(asking, { id: family.id, promql, reader: () => gathered.reader() }, 2);
  }
  const { record, problems } = asked;
  const { series, unplaced, unplacedSeries, overflowed } = gathered.result();
  const failed = record.failed ?? (overflowed ? familyTooLarge(family.id, mostSeries, grid.points, mostValues) : undefined);
  if (failed !== undefined) return { series: undefined, unplaced: undefined, problems, record: { ...record, failed } };
  return { series, unplaced, problems: unplacedSeries === 0 ? problems : [...problems, rowsUnplaced(family.id, unplacedSeries)], record };
}

interface Parted {
  readonly id: string;
  readonly promql: string;
  readonly reader: () => SampleReader<void, RangeSeries>;
}

/** One question in so many parts of time, one after the other; stops at the first that fails. The record sums their costs, and counts the series of the largest. */
export async function askParts(
  { client, grid, timeoutSeconds, signal }: Pick<SpanAsking, 'client' | 'grid' | 'timeoutSeconds' | 'signal'>,
  { id, promql, reader }: Parted,
  parts: number,
): Promise<{ readonly record: QueryRecord; readonly problems: readonly Problem[] }> {
  const problems = new Map<string, Problem>();
  let record: QueryRecord = { family: id, promql, milliseconds: 0, series: 0, bytes: 0 };
  for (const { startSeconds, endSeconds } of partsOf(grid, parts)) {
    const options = { startSeconds, endSeconds, stepSeconds: grid.stepSeconds, timeoutSeconds, signal };
    const answer = await client.readRange(promql, options, reader);
    if (!answer.ok) return { record: { ...record, failed: answer.error }, problems: [...problems.values()] };
    const { cost, warnings, infos } = answer.value;
    for (const text of warnings) problems.set(text, serverWarning(id, text));
    for (const text of infos) problems.set(text, serverInfo(id, text));
    record = {
      ...record,
      milliseconds: record.milliseconds + cost.milliseconds,
      series: Math.max(record.series, cost.series),
      bytes: record.bytes + cost.bytes,
    };
  }
  return { record, problems: [...problems.values()] };
}

function partsOf(grid: RangeGrid, parts: number): readonly { readonly startSeconds: number; readonly endSeconds: number }[] {
  const size = Math.ceil(grid.points / parts);
  return Array.from({ length: Math.ceil(grid.points / size) }, (_, part) => ({
    startSeconds: gridTime(grid, part * size),
    endSeconds: gridTime(grid, Math.min(grid.points, (part + 1) * size) - 1),
  }));
}
