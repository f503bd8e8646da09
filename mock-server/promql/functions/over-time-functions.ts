import { CompensatedSum } from '../compensated-sum';
import { quantileOf } from '../quantile';
import type { Window } from '../select-range';
import type { FunctionEntry } from './function-entry';
import type { WindowFunction } from './range-function';
import { rangeFunction } from './range-function';

/** Aggregations of one series over its window. */
function sum(window: Window): number {
  const total = new CompensatedSum();
  for (let index = window.from; index < window.to; index++) total.add(window.values[index] ?? Number.NaN);
  return total.total;
}

function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

/** A running mean, so that the sum cannot overflow; an infinite mean stays unless the opposite infinity or NaN arrives. */
function average(window: Window): number {
  const mean = new CompensatedSum();
  let count = 0;
  for (let index = window.from; index < window.to; index++) {
    const value = window.values[index] ?? Number.NaN;
    count += 1;
    if (isInfinite(mean.rough) && (value === mean.rough || Number.isFinite(value))) continue;
    mean.add(value / count - mean.rough / count);
  }
  return mean.total;
}

function extreme(replaces: (value: number, best: number) => boolean): WindowFunction {
  return (window) => {
    let best = window.values[window.from] ?? Number.NaN;
    for (let index = window.from + 1; index < window.to; index++) {
      const value = window.values[index] ?? Number.NaN;
      if (replaces(value, best) || Number.isNaN(best)) best = value;
    }
    return best;
  };
}

function variance(window: Window): number {
  const mean = new CompensatedSum();
  const squares = new CompensatedSum();
  let count = 0;
  for (let index = window.from; index < window.to; index++) {
    const value = window.values[index] ?? Number.NaN;
    count += 1;
    const delta = value - mean.total;
    mean.add(delta / count);
    squares.add(delta * (value - mean.total));
  }
  return squares.total / count;
}

export const overTimeFunctions: readonly FunctionEntry[] = [
  rangeFunction({ name: 'sum_over_time' }, sum),
  rangeFunction({ name: 'avg_over_time' }, average),
  rangeFunction(
    { name: 'min_over_time' },
    extreme((value, best) => value < best),
  ),
  rangeFunction(
    { name: 'max_over_time' },
    extreme((value, best) => value > best),
  ),
  rangeFunction({ name: 'count_over_time' }, ({ from, to }) => to - from),
  rangeFunction({ name: 'stdvar_over_time' }, variance),
  rangeFunction({ name: 'stddev_over_time' }, (window) => Math.sqrt(variance(window))),
  rangeFunction({ name: 'last_over_time', keepsName: true }, ({ values, to }) => values[to - 1]),
  rangeFunction({ name: 'present_over_time' }, () => 1),
  rangeFunction({ name: 'quantile_over_time', required: ['scalar', 'matrix'] }, ({ values, from, to, parameters }) =>
    quantileOf(parameters[0] ?? Number.NaN, values.slice(from, to)),
  ),
];
