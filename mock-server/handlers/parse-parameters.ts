import { durationMs } from '../promql/duration';
import { PromqlError } from '../promql/errors';
import type { Parameters } from './mock-request';
import { invalidParameter } from './replies';

const float = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export function createParameters(pairs: readonly (readonly [string, string])[]): Parameters {
  return {
    first: (name) => pairs.find(([key]) => key === name)?.[1] ?? '',
    all: (name) => pairs.flatMap(([key, value]) => (key === name ? [value] : [])),
  };
}

/** Unix seconds or RFC 3339, as ms; throws bad_data. */
export function parseTime(text: string): number {
  const ms = float.test(text) ? Math.round(Number(text) * 1000) : rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isSafeInteger(ms)) return ms;
  throw new PromqlError('bad_data', `cannot parse ${JSON.stringify(text)} to a valid timestamp`);
}

/** A required moment such as `start` of a range query. */
export function requiredTime(parameters: Parameters, name: string): number {
  try {
    return parseTime(parameters.first(name));
  } catch (error) {
    throw error instanceof PromqlError ? invalidParameter(name, error.message) : error;
  }
}

/** A moment with a default; Prometheus words its failure differently. */
export function optionalTime(parameters: Parameters, name: string, defaultMs: number): number {
  const text = parameters.first(name);
  if (text === '') return defaultMs;
  try {
    return parseTime(text);
  } catch (error) {
    throw error instanceof PromqlError ? invalidParameter(name, `Invalid time value for '${name}': ${error.message}`) : error;
  }
}

/** Seconds or a duration such as `1h30m`, as ms; throws bad_data. */
export function requiredDuration(parameters: Parameters, name: string): number {
  const text = parameters.first(name);
  const ms = float.test(text) ? Math.trunc(Number(text) * 1000) : durationMs(text);
  if (ms !== undefined && Number.isSafeInteger(ms)) return ms;
  throw invalidParameter(name, `cannot parse ${JSON.stringify(text)} to a valid duration`);
}

/** A non-negative whole number; undefined when absent or 0, which mean no limit. */
export function optionalLimit(parameters: Parameters): number | undefined {
  const text = parameters.first('limit');
  if (text === '') return undefined;
  if (!/^[+-]?\d+$/.test(text)) throw new PromqlError('bad_data', 'limit must be a number');
  return Number(text) > 0 ? Number(text) : undefined;
}
