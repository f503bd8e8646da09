import type { Expression, ValueType } from '../ast';
import type { Evaluation } from '../evaluation';
import type { VectorBlock } from '../vector-block';
import { mergeEqualRows } from '../vector-block';
import { scalarArgument, scalarsAt, vectorArgument } from './arguments';
import type { FunctionEntry } from './function-entry';

/** A function of one sample and the scalar arguments of its step; undefined drops the sample. */
export type SampleFunction = (value: number, parameters: readonly number[]) => number | undefined;

/** The block with each value replaced and the metric name dropped. */
export function mapBlock(block: VectorBlock, compute: (value: number, step: number) => number | undefined): VectorBlock {
  const values = new Float64Array(block.values.length);
  const present = new Uint8Array(block.present.length);
  for (let at = 0; at < values.length; at++) {
    if (block.present[at] !== 1) continue;
    const value = compute(block.values[at] ?? Number.NaN, at % block.steps);
    if (value === undefined) continue;
    values[at] = value;
    present[at] = 1;
  }
  return mergeEqualRows({ ...block, values, present, nameless: true });
}

export interface MapFunctionOptions {
  readonly name: string;
  readonly required?: readonly ValueType[];
  readonly optional?: readonly ValueType[];
}

/** A function entry that maps each sample of its first argument; scalars may follow. */
export function mapFunction(options: MapFunctionOptions, compute: SampleFunction): FunctionEntry {
  return {
    name: options.name,
    required: options.required ?? ['vector'],
    ...(options.optional === undefined ? {} : { optional: options.optional }),
    returns: 'vector',
    evaluate(evaluation: Evaluation, args: readonly Expression[]) {
      const scalars = args.slice(1).map((_, index) => scalarArgument(evaluation, args, index + 1));
      const steps = Array.from({ length: scalars.length === 0 ? 0 : evaluation.steps.count }, (_, step) => scalarsAt(scalars, step));
      return mapBlock(vectorArgument(evaluation, args, 0), (value, step) => compute(value, steps[step] ?? []));
    },
  };
}
