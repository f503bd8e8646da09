import type { SampledSeries } from '../series';
import type { VectorSelector } from './ast';
import type { Evaluation } from './evaluation';
import { referenceTime } from './evaluation';
import { isStaleMarker } from './stale-marker';
import type { VectorBlock } from './vector-block';
import { checkSampleCount, emptyBlock } from './vector-block';

/** Whether the matchers fix the metric name, so that rows differ even without it. */
export function fixesName(selector: VectorSelector): boolean {
  return selector.matchers.some(({ name, operator }) => name === '__name__' && operator === '=');
}

/** Series whose samples can matter to any step when each looks `reachMs` back. */
export function selectSpan(evaluation: Evaluation, selector: VectorSelector, reachMs: number): readonly SampledSeries[] {
  if (evaluation.steps.count === 0) return [];
  const firstMs = referenceTime(evaluation, 0, selector);
  const lastMs = referenceTime(evaluation, evaluation.steps.count - 1, selector);
  evaluation.checkDeadline();
  return evaluation.store.select(selector.matchers, firstMs - reachMs, lastMs);
}

interface Target {
  readonly values: Float64Array;
  readonly present: Uint8Array;
  readonly timestamps: boolean;
}

/** Writes the newest sample within the lookback window of each step. */
function fillRow(evaluation: Evaluation, selector: VectorSelector, series: SampledSeries, offset: number, target: Target): void {
  const { timestampsMs, values } = series;
  const leftOpen = evaluation.dialect === 'prometheus3';
  let newest = -1;
  for (let step = 0; step < evaluation.steps.count; step++) {
    const reference = referenceTime(evaluation, step, selector);
    while ((timestampsMs[newest + 1] ?? Number.POSITIVE_INFINITY) <= reference) newest += 1;
    const sampleMs = timestampsMs[newest];
    if (sampleMs === undefined) continue;
    const oldest = reference - evaluation.lookbackMs;
    if (sampleMs < oldest || (leftOpen && sampleMs === oldest) || isStaleMarker(values, newest)) continue;
    target.values[offset + step] = target.timestamps ? sampleMs / 1000 : (values[newest] ?? Number.NaN);
    target.present[offset + step] = 1;
    evaluation.usage.samples += 1;
  }
}

/** An instant vector selector at every step; with `timestamps` the values are the samples' own times in seconds. */
export function selectVector(evaluation: Evaluation, selector: VectorSelector, timestamps = false): VectorBlock {
  const { count } = evaluation.steps;
  const found = selectSpan(evaluation, selector, evaluation.lookbackMs);
  if (found.length === 0) return emptyBlock(count);
  checkSampleCount(found.length * count);
  const target = { values: new Float64Array(found.length * count), present: new Uint8Array(found.length * count), timestamps };
  found.forEach((series, row) => {
    if (row % 1024 === 0) evaluation.checkDeadline();
    fillRow(evaluation, selector, series, row * count, target);
  });
  const { values, present } = target;
  return {
    kind: 'vector',
    rows: found.map(({ labels }) => labels),
    steps: count,
    values,
    present,
    nameless: false,
    distinct: fixesName(selector),
  };
}
