import type { Expression, ValueType } from '../ast';
import type { Evaluation } from '../evaluation';
import type { RangeInput, Window } from '../select-range';
import { forEachWindow, selectRange } from '../select-range';
import type { ScalarValue, VectorBlock } from '../vector-block';
import { checkDistinct, checkSampleCount } from '../vector-block';
import { rangeArgument, scalarArgument, scalarsAt } from './arguments';
import type { FunctionEntry } from './function-entry';

/** A function of one window; undefined where it has no answer (too few samples). */
export type WindowFunction = (window: Window) => number | undefined;

export interface RangeFunctionOptions {
  readonly name: string;
  /** Signature when scalars stand beside the range vector. */
  readonly required?: readonly ValueType[];
  readonly keepsName?: boolean;
  readonly only?: 'prometheus2' | 'prometheus3';
}

const noParameters: readonly number[] = [];

function overRange(
  evaluation: Evaluation,
  input: RangeInput,
  scalars: readonly ScalarValue[],
  compute: WindowFunction,
  keepsName: boolean,
): VectorBlock {
  const { count } = evaluation.steps;
  const size = input.series.length * count;
  checkSampleCount(size);
  const values = new Float64Array(size);
  const present = new Uint8Array(size);
  const parametersOf = scalars.length === 0 ? () => noParameters : (step: number) => scalarsAt(scalars, step);
  forEachWindow(evaluation, input, parametersOf, (window, row, step) => {
    const value = compute(window);
    if (value === undefined) return;
    values[row * count + step] = value;
    present[row * count + step] = 1;
  });
  const rows = input.series.map(({ labels }) => labels);
  return { kind: 'vector', rows, steps: count, values, present, nameless: !keepsName, distinct: input.distinct };
}

/** A function entry that computes one number from each window. */
export function rangeFunction(options: RangeFunctionOptions, compute: WindowFunction): FunctionEntry {
  const required = options.required ?? ['matrix'];
  const rangeIndex = required.indexOf('matrix');
  return {
    name: options.name,
    required,
    returns: 'vector',
    ...(options.only === undefined ? {} : { only: options.only }),
    evaluate(evaluation: Evaluation, args: readonly Expression[]) {
      const scalars = required.flatMap((type, index) => (type === 'scalar' ? [scalarArgument(evaluation, args, index)] : []));
      const input = selectRange(evaluation, rangeArgument(args, rangeIndex));
      const block = overRange(evaluation, input, scalars, compute, options.keepsName ?? false);
      if (block.nameless) checkDistinct(block);
      return block;
    },
  };
}
