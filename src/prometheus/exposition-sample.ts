/** One sample line: `name{labels} value timestamp # {labels} value timestamp`. */
import { err, ok, type Result } from '../lib/result';
import { Cursor } from './exposition-cursor';
import { parseNumber, parseReal } from './exposition-number';
import type { Exemplar, ExposedSeries, LineError } from './exposition-types';

export interface SampleForm {
  readonly strict: boolean;
  /** OpenMetrics writes seconds (1), the older text format milliseconds (0.001). */
  readonly timestampUnitSeconds: number;
}

const TOKEN = /[^ \t]+/y;
const MOST_EXEMPLAR_CHARACTERS = 128;

/** What separates two parts of a line: exactly one space, or in the lenient reading any blanks. */
function separator(cursor: Cursor): boolean {
  return cursor.strict ? cursor.skip(' ') : cursor.skipBlanks();
}

function value(cursor: Cursor): number | undefined {
  const at = cursor.at;
  const token = cursor.match(TOKEN);
  if (token === '') return cursor.fail('expected a value', at);
  return parseNumber(token) ?? cursor.fail(`${JSON.stringify(token)} is not a number`, at);
}

function timestamp(cursor: Cursor, unitSeconds: number): number | undefined {
  const at = cursor.at;
  const token = cursor.match(TOKEN);
  const time = parseReal(token);
  return time === undefined ? cursor.fail(`${JSON.stringify(token)} is not a timestamp`, at) : time * unitSeconds;
}

/** A timestamp if one follows: undefined when there is none, false after a failure. */
function optionalTimestamp(cursor: Cursor, unitSeconds: number): number | undefined | false {
  const before = cursor.at;
  if (!separator(cursor)) return undefined;
  if (cursor.peek() === '#') {
    cursor.at = before;
    return undefined;
  }
  if (cursor.atEnd && !cursor.strict) return undefined;
  return timestamp(cursor, unitSeconds) ?? false;
}

function exemplar(cursor: Cursor): Exemplar | undefined {
  const start = cursor.at;
  if (!separator(cursor) || !cursor.skip('#') || !separator(cursor)) return cursor.fail('expected the end of the line or " # {"', start);
  if (cursor.peek() !== '{') return cursor.fail('expected the exemplar’s labels in {}');
  const braces = cursor.braces();
  if (braces === undefined) return undefined;
  if (braces.name !== undefined) return cursor.fail('an exemplar has no name', start);
  const characters = Object.entries(braces.labels).reduce((sum, [name, text]) => sum + [...name].length + [...text].length, 0);
  if (cursor.strict && characters > MOST_EXEMPLAR_CHARACTERS)
    return cursor.fail('the exemplar’s labels have more than 128 characters', start);
  if (!separator(cursor)) return cursor.fail('expected a space and the exemplar’s value');
  const number = value(cursor);
  if (number === undefined) return undefined;
  const time = optionalTimestamp(cursor, 1);
  if (time === false) return undefined;
  return { labels: braces.labels, value: number, ...(time === undefined ? {} : { timestampSeconds: time }) };
}

function identity(cursor: Cursor) {
  cursor.skipBlanks();
  const outer = cursor.metricName();
  if (outer === '' && (cursor.strict || cursor.peek() !== '{')) return cursor.fail('expected a metric name');
  if (outer !== '') cursor.skipBlanks();
  const hasBraces = cursor.peek() === '{';
  const braces = hasBraces ? cursor.braces() : { labels: {}, name: undefined };
  if (braces === undefined) return undefined;
  if (outer !== '' && braces.name !== undefined) return cursor.fail('the metric has two names');
  const name = outer === '' ? braces.name : outer;
  if (name === undefined || name === '') return cursor.fail('expected a metric name', 0);
  const isSeparated = separator(cursor) || (!cursor.strict && (hasBraces || /[ \t]/.test(cursor.line.charAt(cursor.at - 1))));
  if (!isSeparated) return cursor.fail(cursor.atEnd ? 'expected a value' : 'expected a space and a value');
  return { name, labels: braces.labels };
}

function series(cursor: Cursor, form: SampleForm): ExposedSeries | undefined {
  const named = identity(cursor);
  const number = named && value(cursor);
  if (named === undefined || number === undefined) return undefined;
  const time = optionalTimestamp(cursor, form.timestampUnitSeconds);
  if (time === false) return undefined;
  const timed = { ...named, value: number, ...(time === undefined ? {} : { timestampSeconds: time }) };
  if (cursor.atEnd) return timed;
  const example = exemplar(cursor);
  if (example === undefined) return undefined;
  cursor.skipBlanks();
  return cursor.atEnd ? { ...timed, exemplar: example } : cursor.fail('expected the end of the line');
}

/** Reads a line that is no comment. */
export function parseSampleLine(line: string, form: SampleForm): Result<ExposedSeries, LineError> {
  const cursor = new Cursor(line, form.strict);
  const read = series(cursor, form);
  return read === undefined ? err(cursor.failure ?? { column: 1, message: 'not a sample' }) : ok(read);
}
