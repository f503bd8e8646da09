import type { FunctionEntry } from './function-entry';
import { mapFunction } from './map-function';

/** Functions of a single sample's value. */
function roundTo(value: number, to: number): number {
  const inverse = 1 / to;
  return Math.floor(value * inverse + 0.5) / inverse;
}

function clamp(value: number, low: number, high: number): number | undefined {
  return high < low ? undefined : Math.max(low, Math.min(high, value));
}

const plain: readonly (readonly [string, (value: number) => number])[] = [
  ['abs', Math.abs],
  ['ceil', Math.ceil],
  ['floor', Math.floor],
  ['exp', Math.exp],
  ['ln', Math.log],
  ['log2', Math.log2],
  ['log10', Math.log10],
  ['sqrt', Math.sqrt],
  ['sgn', Math.sign],
  ['sin', Math.sin],
  ['cos', Math.cos],
  ['tan', Math.tan],
  ['asin', Math.asin],
  ['acos', Math.acos],
  ['atan', Math.atan],
  ['sinh', Math.sinh],
  ['cosh', Math.cosh],
  ['tanh', Math.tanh],
  ['asinh', Math.asinh],
  ['acosh', Math.acosh],
  ['atanh', Math.atanh],
  ['deg', (value) => (value * 180) / Math.PI],
  ['rad', (value) => (value * Math.PI) / 180],
];

export const mathFunctions: readonly FunctionEntry[] = [
  ...plain.map(([name, compute]) => mapFunction({ name }, compute)),
  mapFunction({ name: 'round', optional: ['scalar'] }, (value, [to = 1]) => roundTo(value, to)),
  mapFunction({ name: 'clamp', required: ['vector', 'scalar', 'scalar'] }, (value, [low = Number.NaN, high = Number.NaN]) =>
    clamp(value, low, high),
  ),
  mapFunction({ name: 'clamp_min', required: ['vector', 'scalar'] }, (value, [low = Number.NaN]) => Math.max(low, value)),
  mapFunction({ name: 'clamp_max', required: ['vector', 'scalar'] }, (value, [high = Number.NaN]) => Math.min(high, value)),
];
