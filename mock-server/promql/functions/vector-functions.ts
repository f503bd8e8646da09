import type { Expression, VectorSelector } from '../ast';
import { unwrapParentheses } from '../ast';
import type { Evaluation } from '../evaluation';
import type { LabelSet } from '../label-set';
import { noLabels } from '../label-set';
import { forEachWindow, selectRange } from '../select-range';
import type { VectorBlock } from '../vector-block';
import { emptyBlock } from '../vector-block';
import { rangeArgument, scalarArgument, vectorArgument } from './arguments';
import type { FunctionEntry } from './function-entry';
import { unlabelledRow } from './time-functions';

/** Functions about the vector as a whole: absent, scalar, vector, sort. */
function selectorWithin(expression: Expression): VectorSelector | undefined {
  const inner = unwrapParentheses(expression);
  if (inner.kind === 'vector-selector') return inner;
  return inner.kind === 'matrix-selector' ? inner.selector : undefined;
}

/** The labels an absent series would have: those fixed by exactly one equality matcher. */
function absentLabels(expression: Expression | undefined): LabelSet {
  const selector = expression === undefined ? undefined : selectorWithin(expression);
  if (selector === undefined) return noLabels;
  const labels = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const { name, operator, value } of selector.matchers) {
    if (name === '__name__') continue;
    if (operator === '=' && !labels.has(name)) labels.set(name, value);
    else ambiguous.add(name);
  }
  for (const [name, value] of labels) if (ambiguous.has(name) || value === '') labels.delete(name);
  return labels;
}

function absentBlock(seen: Uint8Array, labels: LabelSet): VectorBlock {
  const present = seen.map((flag) => 1 - flag);
  const values = new Float64Array(seen.length).fill(1);
  return { kind: 'vector', rows: [labels], steps: seen.length, values, present, nameless: true, distinct: true };
}

/** 1 for each step in which some row is present. */
function stepsWithRows(block: VectorBlock): Uint8Array {
  const seen = new Uint8Array(block.steps);
  block.present.forEach((flag, at) => {
    if (flag === 1) seen[at % block.steps] = 1;
  });
  return seen;
}

function scalarOf(block: VectorBlock): Float64Array {
  const values = new Float64Array(block.steps).fill(Number.NaN);
  const counts = new Float64Array(block.steps);
  block.present.forEach((flag, at) => {
    if (flag !== 1) return;
    const step = at % block.steps;
    counts[step] = (counts[step] ?? 0) + 1;
    values[step] = counts[step] === 1 ? (block.values[at] ?? Number.NaN) : Number.NaN;
  });
  return values;
}

/** Rows in the order of their value; NaN last either way. A range query has no order to speak of, so there it changes nothing. */
function sorted(block: VectorBlock, direction: 1 | -1): VectorBlock {
  if (block.steps !== 1) return block;
  const order = block.rows.map((_, row) => row);
  const valueAt = (row: number) => block.values[row] ?? Number.NaN;
  order.sort((a, b) => {
    if (Number.isNaN(valueAt(a)) || Number.isNaN(valueAt(b))) return Number(Number.isNaN(valueAt(a))) - Number(Number.isNaN(valueAt(b)));
    return direction * (valueAt(a) - valueAt(b));
  });
  return {
    ...block,
    rows: order.flatMap((row) => block.rows[row] ?? []),
    values: Float64Array.from(order, valueAt),
    present: Uint8Array.from(order, (row) => block.present[row] ?? 0),
  };
}

/** Functions of native histograms, of which this server has none: no sample ever qualifies. */
function nativeOnly(name: string, required: FunctionEntry['required'], only?: 'prometheus3'): FunctionEntry {
  const evaluate = (evaluation: Evaluation) => emptyBlock(evaluation.steps.count);
  return { name, required, returns: 'vector', ...(only === undefined ? {} : { only }), evaluate };
}

export const vectorFunctions: readonly FunctionEntry[] = [
  {
    name: 'absent',
    required: ['vector'],
    returns: 'vector',
    evaluate: (evaluation, args) => absentBlock(stepsWithRows(vectorArgument(evaluation, args, 0)), absentLabels(args[0])),
  },
  {
    name: 'absent_over_time',
    required: ['matrix'],
    returns: 'vector',
    evaluate(evaluation, args) {
      const seen = new Uint8Array(evaluation.steps.count);
      const mark = (_window: unknown, _row: number, step: number) => {
        seen[step] = 1;
      };
      forEachWindow(evaluation, selectRange(evaluation, rangeArgument(args, 0)), () => [], mark);
      return absentBlock(seen, absentLabels(args[0]));
    },
  },
  {
    name: 'scalar',
    required: ['vector'],
    returns: 'scalar',
    evaluate: (evaluation, args) => ({ kind: 'scalar', values: scalarOf(vectorArgument(evaluation, args, 0)) }),
  },
  {
    name: 'vector',
    required: ['scalar'],
    returns: 'vector',
    evaluate: (evaluation, args) => unlabelledRow(scalarArgument(evaluation, args, 0).values),
  },
  {
    name: 'pi',
    required: [],
    returns: 'scalar',
    evaluate: (evaluation) => ({ kind: 'scalar', values: new Float64Array(evaluation.steps.count).fill(Math.PI) }),
  },
  { name: 'sort', required: ['vector'], returns: 'vector', evaluate: (evaluation, args) => sorted(vectorArgument(evaluation, args, 0), 1) },
  {
    name: 'sort_desc',
    required: ['vector'],
    returns: 'vector',
    evaluate: (evaluation, args) => sorted(vectorArgument(evaluation, args, 0), -1),
  },
  nativeOnly('histogram_count', ['vector']),
  nativeOnly('histogram_sum', ['vector']),
  nativeOnly('histogram_fraction', ['scalar', 'scalar', 'vector']),
  nativeOnly('histogram_avg', ['vector'], 'prometheus3'),
  nativeOnly('histogram_stddev', ['vector'], 'prometheus3'),
  nativeOnly('histogram_stdvar', ['vector'], 'prometheus3'),
];
