import type { Window } from '../select-range';
import type { FunctionEntry } from './function-entry';
import type { WindowFunction } from './range-function';
import { rangeFunction } from './range-function';

/** rate, increase, delta and their relatives, with Prometheus' extrapolation to the edges of the window. */
interface Extrapolation {
  readonly counter: boolean;
  readonly perSecond: boolean;
}

function valueAt(window: Window, index: number): number {
  return window.values[index] ?? Number.NaN;
}

function timeAt(window: Window, index: number): number {
  return window.timestampsMs[index] ?? Number.NaN;
}

/** Last minus first, plus what was counted before each reset. */
function growth(window: Window, counter: boolean): number {
  let total = valueAt(window, window.to - 1) - valueAt(window, window.from);
  if (!counter) return total;
  let previous = valueAt(window, window.from);
  for (let index = window.from + 1; index < window.to; index++) {
    const value = valueAt(window, index);
    if (value < previous) total += previous;
    previous = value;
  }
  return total;
}

function extrapolated({ counter, perSecond }: Extrapolation): WindowFunction {
  return (window) => {
    const { from, to } = window;
    if (to - from < 2) return undefined;
    const grown = growth(window, counter);
    const sampledSeconds = (timeAt(window, to - 1) - timeAt(window, from)) / 1000;
    const averageGap = sampledSeconds / (to - from - 1);
    let toStart = (timeAt(window, from) - window.startMs) / 1000;
    let toEnd = (window.endMs - timeAt(window, to - 1)) / 1000;
    const threshold = averageGap * 1.1;
    // A counter was not negative before its first sample, so it cannot have grown from further back than this.
    const zeroed = counter && grown > 0 && valueAt(window, from) >= 0;
    const toZero = zeroed ? sampledSeconds * (valueAt(window, from) / grown) : Number.POSITIVE_INFINITY;
    if (window.dialect === 'prometheus2') toStart = Math.min(toStart, toZero);
    if (toStart >= threshold) toStart = averageGap / 2;
    toStart = Math.min(toStart, toZero);
    if (toEnd >= threshold) toEnd = averageGap / 2;
    const factor = (sampledSeconds + toStart + toEnd) / sampledSeconds;
    return grown * (perSecond ? factor / window.rangeSeconds : factor);
  };
}

function lastTwo(perSecond: boolean): WindowFunction {
  return (window) => {
    const { from, to } = window;
    if (to - from < 2) return undefined;
    const previous = valueAt(window, to - 2);
    const last = valueAt(window, to - 1);
    const seconds = (timeAt(window, to - 1) - timeAt(window, to - 2)) / 1000;
    if (seconds === 0) return undefined;
    if (!perSecond) return last - previous;
    return (last < previous ? last : last - previous) / seconds;
  };
}

function countPairs(counts: (previous: number, value: number) => boolean): WindowFunction {
  return (window) => {
    let count = 0;
    for (let index = window.from + 1; index < window.to; index++) {
      if (counts(valueAt(window, index - 1), valueAt(window, index))) count += 1;
    }
    return count;
  };
}

export const counterFunctions: readonly FunctionEntry[] = [
  rangeFunction({ name: 'rate' }, extrapolated({ counter: true, perSecond: true })),
  rangeFunction({ name: 'increase' }, extrapolated({ counter: true, perSecond: false })),
  rangeFunction({ name: 'delta' }, extrapolated({ counter: false, perSecond: false })),
  rangeFunction({ name: 'irate' }, lastTwo(true)),
  rangeFunction({ name: 'idelta' }, lastTwo(false)),
  rangeFunction(
    { name: 'resets' },
    countPairs((previous, value) => value < previous),
  ),
  rangeFunction(
    { name: 'changes' },
    countPairs((previous, value) => value !== previous && !(Number.isNaN(value) && Number.isNaN(previous))),
  ),
];
