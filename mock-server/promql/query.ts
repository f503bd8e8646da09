import type { SeriesStore } from '../series';
import type { ValueType } from './ast';
import { unwrapParentheses } from './ast';
import { typeNames } from './check-types';
import type { Dialect } from './dialect';
import { PromqlError } from './errors';
import { createEvaluation } from './evaluate';
import type { Steps } from './evaluation';
import type { ParsedQuery } from './parser';
import type { RangeInput } from './select-range';
import { forEachWindow, selectRange } from './select-range';
import type { VectorBlock } from './vector-block';
import { rowLabels } from './vector-block';

/** Samples of one result row. */
export interface ResultSeries {
  readonly labels: ReadonlyMap<string, string>;
  readonly timestampsMs: Float64Array | readonly number[];
  readonly values: Float64Array | readonly number[];
}

export type QueryData =
  | { readonly resultType: 'scalar'; readonly timestampMs: number; readonly value: number }
  | { readonly resultType: 'string'; readonly timestampMs: number; readonly text: string }
  | {
      readonly resultType: 'vector';
      readonly timestampMs: number;
      readonly samples: readonly { labels: ReadonlyMap<string, string>; value: number }[];
    }
  | { readonly resultType: 'matrix'; readonly series: readonly ResultSeries[] };

export interface QueryResult {
  readonly data: QueryData;
  /** What `stats.samples.totalQueryableSamples` reports. */
  readonly samples: number;
}

export interface QueryOptions {
  readonly store: SeriesStore;
  readonly dialect: Dialect;
  readonly lookbackMs?: number;
  /** Called now and then; throws when the query should stop. */
  readonly checkDeadline?: () => void;
}

const defaultLookbackMs = 300_000;
const defaultSubqueryStepMs = 60_000;

function evaluationOver(options: QueryOptions, steps: Steps, endMs: number) {
  return createEvaluation({
    store: options.store,
    dialect: options.dialect,
    lookbackMs: options.lookbackMs ?? defaultLookbackMs,
    defaultSubqueryStepMs,
    queryStartMs: steps.startMs,
    queryEndMs: endMs,
    steps,
    usage: { samples: 0 },
    checkDeadline: options.checkDeadline ?? (() => undefined),
  });
}

function vectorSamples(block: VectorBlock): { labels: ReadonlyMap<string, string>; value: number }[] {
  return block.rows.flatMap((_, row) =>
    block.present[row] === 1 ? [{ labels: rowLabels(block, row), value: block.values[row] ?? Number.NaN }] : [],
  );
}

function rangeSeries(evaluation: ReturnType<typeof evaluationOver>, input: RangeInput): readonly ResultSeries[] {
  const series: ResultSeries[] = [];
  forEachWindow(
    evaluation,
    input,
    () => [],
    ({ timestampsMs, values, from, to }, row) => {
      const labels = input.series[row]?.labels ?? new Map<string, string>();
      series.push({ labels, timestampsMs: timestampsMs.slice(from, to), values: values.slice(from, to) });
    },
  );
  return series;
}

/** An instant query; throws PromqlError. */
export function instantQuery({ expression }: ParsedQuery, atMs: number, options: QueryOptions): QueryResult {
  const evaluation = evaluationOver(options, { startMs: atMs, stepMs: 1, count: 1 }, atMs);
  const inner = unwrapParentheses(expression);
  if (inner.kind === 'matrix-selector' || inner.kind === 'subquery') {
    const series = rangeSeries(evaluation, selectRange(evaluation, inner));
    return { data: { resultType: 'matrix', series }, samples: evaluation.usage.samples };
  }
  const value = evaluation.evaluate(expression);
  const { samples } = evaluation.usage;
  if (value.kind === 'string') return { data: { resultType: 'string', timestampMs: atMs, text: value.text }, samples };
  if (value.kind === 'scalar') return { data: { resultType: 'scalar', timestampMs: atMs, value: value.values[0] ?? Number.NaN }, samples };
  return { data: { resultType: 'vector', timestampMs: atMs, samples: vectorSamples(value) }, samples };
}

function blockSeries(block: VectorBlock, steps: Steps): readonly ResultSeries[] {
  return block.rows.flatMap((_, row) => {
    const timestampsMs: number[] = [];
    const values: number[] = [];
    for (let step = 0; step < steps.count; step++) {
      const at = row * steps.count + step;
      if (block.present[at] !== 1) continue;
      timestampsMs.push(steps.startMs + step * steps.stepMs);
      values.push(block.values[at] ?? Number.NaN);
    }
    return values.length === 0 ? [] : [{ labels: rowLabels(block, row), timestampsMs, values }];
  });
}

function checkRangeType(type: ValueType): void {
  if (type === 'vector' || type === 'scalar') return;
  const message = `invalid expression type ${JSON.stringify(typeNames.get(type))} for range query, must be Scalar or instant Vector`;
  throw new PromqlError('bad_data', message);
}

/** A range query from `startMs` to `endMs`, both included; throws PromqlError. */
export function rangeQuery(
  query: ParsedQuery,
  span: { startMs: number; endMs: number; stepMs: number },
  options: QueryOptions,
): QueryResult {
  checkRangeType(query.type);
  const steps = { startMs: span.startMs, stepMs: span.stepMs, count: Math.floor((span.endMs - span.startMs) / span.stepMs) + 1 };
  const evaluation = evaluationOver(options, steps, span.endMs);
  const value = evaluation.evaluate(query.expression);
  const { samples } = evaluation.usage;
  if (value.kind === 'vector') return { data: { resultType: 'matrix', series: blockSeries(value, steps) }, samples };
  const values = value.kind === 'scalar' ? value.values : new Float64Array(0);
  const timestampsMs = Float64Array.from(values, (_, step) => steps.startMs + step * steps.stepMs);
  return { data: { resultType: 'matrix', series: [{ labels: new Map(), timestampsMs, values }] }, samples };
}
