import type { Dialect } from '../dialect';
import { counterFunctions } from './counter-functions';
import type { FunctionEntry } from './function-entry';
import { histogramQuantile } from './histogram-quantile';
import { labelFunctions } from './label-functions';
import { mathFunctions } from './math-functions';
import { overTimeFunctions } from './over-time-functions';
import { timeFunctions } from './time-functions';
import { trendFunctions } from './trend-functions';
import { vectorFunctions } from './vector-functions';

/** All functions, by name. */
const functions: ReadonlyMap<string, FunctionEntry> = new Map(
  [
    ...counterFunctions,
    ...overTimeFunctions,
    ...trendFunctions,
    ...mathFunctions,
    ...timeFunctions,
    ...labelFunctions,
    ...vectorFunctions,
    histogramQuantile,
  ].map((entry) => [entry.name, entry]),
);

/** The function of this name; undefined when this dialect has none. */
export function findFunction(name: string, dialect: Dialect): FunctionEntry | undefined {
  const entry = functions.get(name);
  return entry?.only === undefined || entry.only === dialect ? entry : undefined;
}
