/** What OpenMetrics demands of the samples of one histogram or gauge histogram. */
import { parseNumber } from './exposition-number';
import type { ExposedSeries } from './exposition-types';

interface Point {
  bound: number | undefined;
  value: number;
  count: number | undefined;
  hasSum: boolean;
  sumIsNegative: boolean;
  isGauge: boolean;
  hasNegativeBounds: boolean;
}

const newPoint = (): Point => ({
  bound: undefined,
  value: 0,
  count: undefined,
  hasSum: false,
  sumIsNegative: false,
  isGauge: false,
  hasNegativeBounds: false,
});

function pointError(point: Point): string | undefined {
  if (point.bound !== Number.POSITIVE_INFINITY) return 'the histogram has no +Inf bucket';
  if (point.count !== undefined && point.count !== point.value) return 'the count differs from the +Inf bucket';
  if (point.hasSum && point.count === undefined) return 'a histogram with a sum needs a count';
  if (!point.hasSum && point.count !== undefined) return 'a histogram with a count needs a sum';
  if (point.hasNegativeBounds && point.hasSum && !point.isGauge) return 'a histogram with negative buckets has no sum';
  if (!point.hasNegativeBounds && point.sumIsNegative) return 'a negative sum needs negative buckets';
  return undefined;
}

function addBucket(point: Point, sample: ExposedSeries): string | undefined {
  const bound = parseNumber(sample.labels.le ?? '') ?? Number.NaN;
  if (point.bound !== undefined && bound <= point.bound) return 'buckets are out of order';
  if (sample.value < point.value) return 'bucket values go down';
  point.hasNegativeBounds ||= bound < 0;
  point.bound = bound;
  point.value = sample.value;
  return undefined;
}

function add(point: Point, sample: ExposedSeries): string | undefined {
  if (sample.name.endsWith('_bucket')) return addBucket(point, sample);
  if (/_g?count$/.test(sample.name)) point.count = sample.value;
  if (/_g?sum$/.test(sample.name)) {
    point.hasSum = true;
    point.isGauge = sample.name.endsWith('_gsum');
    point.sumIsNegative = sample.value < 0;
  }
  return undefined;
}

/** The first error in the samples of one family, which stand group by group; undefined when all is well. */
export function histogramError(samples: readonly ExposedSeries[], groupOf: (sample: ExposedSeries) => string): string | undefined {
  let point: Point | undefined;
  let key = '';
  for (const sample of samples) {
    const nextKey = `${sample.timestampSeconds ?? ''} ${groupOf(sample)}`;
    if (point === undefined || nextKey !== key) {
      const error = point && pointError(point);
      if (error !== undefined) return error;
      point = newPoint();
      key = nextKey;
    }
    const error = add(point, sample);
    if (error !== undefined) return error;
  }
  return point && pointError(point);
}
