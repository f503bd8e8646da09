import type { Expression } from '../ast';
import { unwrapParentheses } from '../ast';
import type { Evaluation } from '../evaluation';
import { stepTime } from '../evaluation';
import { noLabels } from '../label-set';
import { selectVector } from '../select-vector';
import type { VectorBlock } from '../vector-block';
import { mergeEqualRows } from '../vector-block';
import { vectorArgument } from './arguments';
import type { FunctionEntry } from './function-entry';
import { mapBlock } from './map-function';

/** time(), timestamp() and the calendar in UTC. */
function stepSeconds(evaluation: Evaluation): Float64Array {
  return Float64Array.from({ length: evaluation.steps.count }, (_, step) => stepTime(evaluation.steps, step) / 1000);
}

/** One row without labels, present at every step. */
export function unlabelledRow(values: Float64Array): VectorBlock {
  const present = new Uint8Array(values.length).fill(1);
  return { kind: 'vector', rows: [noLabels], steps: values.length, values, present, nameless: true, distinct: true };
}

/** A calendar function; without argument it reads the evaluation time. */
function calendar(name: string, read: (date: Date) => number): FunctionEntry {
  return {
    name,
    required: [],
    optional: ['vector'],
    returns: 'vector',
    evaluate(evaluation: Evaluation, args: readonly Expression[]) {
      const block = args.length === 0 ? unlabelledRow(stepSeconds(evaluation)) : vectorArgument(evaluation, args, 0);
      return mapBlock(block, (seconds) => read(new Date(Math.trunc(seconds) * 1000)));
    },
  };
}

function startOfYear(date: Date): number {
  return Date.UTC(date.getUTCFullYear(), 0, 1);
}

const dayMs = 86_400_000;

export const timeFunctions: readonly FunctionEntry[] = [
  { name: 'time', required: [], returns: 'scalar', evaluate: (evaluation) => ({ kind: 'scalar', values: stepSeconds(evaluation) }) },
  {
    name: 'timestamp',
    required: ['vector'],
    returns: 'vector',
    evaluate(evaluation, args) {
      const argument = args[0] === undefined ? undefined : unwrapParentheses(args[0]);
      if (argument?.kind === 'vector-selector') return mergeEqualRows({ ...selectVector(evaluation, argument, true), nameless: true });
      const seconds = stepSeconds(evaluation);
      return mapBlock(vectorArgument(evaluation, args, 0), (_, step) => seconds[step]);
    },
  },
  calendar('minute', (date) => date.getUTCMinutes()),
  calendar('hour', (date) => date.getUTCHours()),
  calendar('day_of_week', (date) => date.getUTCDay()),
  calendar('day_of_month', (date) => date.getUTCDate()),
  calendar('day_of_year', (date) => Math.floor((date.getTime() - startOfYear(date)) / dayMs) + 1),
  calendar('days_in_month', (date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()),
  calendar('month', (date) => date.getUTCMonth() + 1),
  calendar('year', (date) => date.getUTCFullYear()),
];
