import type { SampledSeries } from '../series';
import type { MatrixSelector, Subquery } from './ast';
import type { Dialect } from './dialect';
import type { Evaluation, Steps } from './evaluation';
import { referenceTime, stepTime } from './evaluation';
import { fixesName, selectSpan } from './select-vector';
import { withoutStaleMarkers } from './stale-marker';
import type { VectorBlock } from './vector-block';
import { rowLabels } from './vector-block';

/** Range vectors, before any function: series, and for each step the window's end. */
export interface RangeInput {
  readonly series: readonly SampledSeries[];
  readonly rangeMs: number;
  /** The series differ even without `__name__`. */
  readonly distinct: boolean;
  readonly windowEndMs: (step: number) => number;
}

/** The samples of one series in one step's window; one mutable object is reused for all of them. */
export interface Window {
  timestampsMs: Float64Array;
  values: Float64Array;
  /** First index of the window, and the index behind its last. */
  from: number;
  to: number;
  startMs: number;
  endMs: number;
  /** The step's own time, before offset and @. */
  stepMs: number;
  rangeSeconds: number;
  dialect: Dialect;
  /** Scalar arguments of the function at this step. */
  parameters: readonly number[];
}

function selectMatrix(evaluation: Evaluation, expression: MatrixSelector): RangeInput {
  const { selector, rangeMs } = expression;
  return {
    series: selectSpan(evaluation, selector, rangeMs),
    rangeMs,
    distinct: fixesName(selector),
    windowEndMs: (step) => referenceTime(evaluation, step, selector),
  };
}

/** The moments a subquery evaluates its inner expression at: multiples of its step that fall into any window. */
function subquerySteps(evaluation: Evaluation, expression: Subquery): Steps {
  const stepMs = expression.stepMs ?? evaluation.defaultSubqueryStepMs;
  const firstEnd = referenceTime(evaluation, 0, expression);
  const lastEnd = referenceTime(evaluation, evaluation.steps.count - 1, expression);
  const earliest = firstEnd - expression.rangeMs;
  let startMs = stepMs * Math.trunc(earliest / stepMs);
  if (startMs < earliest || (startMs === earliest && evaluation.dialect === 'prometheus3')) startMs += stepMs;
  return { startMs, stepMs, count: lastEnd < startMs ? 0 : Math.floor((lastEnd - startMs) / stepMs) + 1 };
}

/** One row of a block as a series of its present steps. */
function rowAsSeries(block: VectorBlock, row: number, steps: Steps): SampledSeries {
  const timestamps: number[] = [];
  const values: number[] = [];
  for (let step = 0; step < steps.count; step++) {
    const at = row * steps.count + step;
    if (block.present[at] !== 1) continue;
    timestamps.push(stepTime(steps, step));
    values.push(block.values[at] ?? Number.NaN);
  }
  return { labels: rowLabels(block, row), timestampsMs: Float64Array.from(timestamps), values: Float64Array.from(values) };
}

function selectSubquery(evaluation: Evaluation, expression: Subquery): RangeInput {
  const windowEndMs = (step: number) => referenceTime(evaluation, step, expression);
  const base = { rangeMs: expression.rangeMs, windowEndMs };
  if (evaluation.steps.count === 0) return { ...base, series: [], distinct: true };
  const steps = subquerySteps(evaluation, expression);
  const block = evaluation.at(steps).evaluate(expression.expression);
  if (block.kind !== 'vector') throw new TypeError('a subquery over something that is no vector passed the type check');
  const series = block.rows.map((_, row) => rowAsSeries(block, row, steps)).filter(({ values }) => values.length > 0);
  return { ...base, series, distinct: block.distinct };
}

export function selectRange(evaluation: Evaluation, expression: MatrixSelector | Subquery): RangeInput {
  return expression.kind === 'subquery' ? selectSubquery(evaluation, expression) : selectMatrix(evaluation, expression);
}

function emptyWindow(rangeMs: number, dialect: Dialect): Window {
  const none = new Float64Array(0);
  return {
    timestampsMs: none,
    values: none,
    from: 0,
    to: 0,
    startMs: 0,
    endMs: 0,
    stepMs: 0,
    rangeSeconds: rangeMs / 1000,
    dialect,
    parameters: [],
  };
}

function moveWindow(window: Window, leftOpen: boolean): void {
  const { timestampsMs, startMs, endMs } = window;
  while ((timestampsMs[window.to] ?? Number.POSITIVE_INFINITY) <= endMs) window.to += 1;
  while (window.from < window.to) {
    const oldest = timestampsMs[window.from] ?? 0;
    if (oldest > startMs || (!leftOpen && oldest === startMs)) return;
    window.from += 1;
  }
}

/** Calls `visit` for each series and step whose window holds a sample, in order. */
export function forEachWindow(
  evaluation: Evaluation,
  input: RangeInput,
  parametersOf: (step: number) => readonly number[],
  visit: (window: Window, row: number, step: number) => void,
): void {
  const window = emptyWindow(input.rangeMs, evaluation.dialect);
  const leftOpen = evaluation.dialect === 'prometheus3';
  input.series.forEach((series, row) => {
    if (row % 1024 === 0) evaluation.checkDeadline();
    const clean = withoutStaleMarkers(series);
    window.timestampsMs = clean.timestampsMs;
    window.values = clean.values;
    window.from = 0;
    window.to = 0;
    for (let step = 0; step < evaluation.steps.count; step++) {
      window.endMs = input.windowEndMs(step);
      window.startMs = window.endMs - input.rangeMs;
      window.stepMs = stepTime(evaluation.steps, step);
      moveWindow(window, leftOpen);
      if (window.to <= window.from) continue;
      evaluation.usage.samples += window.to - window.from;
      window.parameters = parametersOf(step);
      visit(window, row, step);
    }
  });
}
