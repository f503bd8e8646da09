import { CompensatedSum } from '../compensated-sum';
import { executionError } from '../errors';
import type { Window } from '../select-range';
import type { FunctionEntry } from './function-entry';
import { rangeFunction } from './range-function';

interface Line {
  readonly slope: number;
  readonly intercept: number;
}

function isConstant(window: Window): boolean {
  const first = window.values[window.from];
  for (let index = window.from + 1; index < window.to; index++) if (window.values[index] !== first) return false;
  return true;
}

/** Least squares through the window's samples; x is seconds since `interceptMs`. */
function regression(window: Window, interceptMs: number): Line {
  const first = window.values[window.from] ?? Number.NaN;
  if (isConstant(window)) return Number.isFinite(first) ? { slope: 0, intercept: first } : { slope: Number.NaN, intercept: Number.NaN };
  const [sumX, sumY, sumXY, sumXX] = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum(), new CompensatedSum()];
  for (let index = window.from; index < window.to; index++) {
    const x = ((window.timestampsMs[index] ?? 0) - interceptMs) / 1000;
    const y = window.values[index] ?? Number.NaN;
    sumX.add(x);
    sumY.add(y);
    sumXY.add(x * y);
    sumXX.add(x * x);
  }
  const count = window.to - window.from;
  const slope = (sumXY.total - (sumX.total * sumY.total) / count) / (sumXX.total - (sumX.total * sumX.total) / count);
  return { slope, intercept: sumY.total / count - (slope * sumX.total) / count };
}

function checkFactor(kind: 'smoothing' | 'trend', value: number): void {
  if (value > 0 && value < 1) return;
  throw executionError(`invalid ${kind} factor. Expected: 0 < ${kind === 'smoothing' ? 'sf' : 'tf'} < 1, got: ${value}`);
}

/** Double exponential smoothing. */
function smoothed(window: Window): number | undefined {
  const [smoothing = Number.NaN, trend = Number.NaN] = window.parameters;
  checkFactor('smoothing', smoothing);
  checkFactor('trend', trend);
  if (window.to - window.from < 2) return undefined;
  const value = (index: number) => window.values[index] ?? Number.NaN;
  let before = 0;
  let level = value(window.from);
  let slope = value(window.from + 1) - level;
  for (let index = window.from + 1; index < window.to; index++) {
    if (index > window.from + 1) slope = trend * (level - before) + (1 - trend) * slope;
    const next = smoothing * value(index) + (1 - smoothing) * (level + slope);
    before = level;
    level = next;
  }
  return level;
}

export const trendFunctions: readonly FunctionEntry[] = [
  rangeFunction({ name: 'deriv' }, (window) => {
    if (window.to - window.from < 2) return undefined;
    return regression(window, window.timestampsMs[window.from] ?? 0).slope;
  }),
  rangeFunction({ name: 'predict_linear', required: ['matrix', 'scalar'] }, (window) => {
    if (window.to - window.from < 2) return undefined;
    const { slope, intercept } = regression(window, window.stepMs);
    return slope * (window.parameters[0] ?? Number.NaN) + intercept;
  }),
  rangeFunction({ name: 'holt_winters', required: ['matrix', 'scalar', 'scalar'], only: 'prometheus2' }, smoothed),
];
