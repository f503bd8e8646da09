import type { Expression, MatrixSelector, Subquery } from '../ast';
import { unwrapParentheses } from '../ast';
import type { Evaluation } from '../evaluation';
import type { ScalarValue, VectorBlock } from '../vector-block';

/** Reading arguments whose number and types the parser has already checked; a mismatch here is a bug, so it throws TypeError. */
function argument(args: readonly Expression[], index: number): Expression {
  const found = args[index];
  if (found === undefined) throw new TypeError(`argument ${index} is missing`);
  return found;
}

export function vectorArgument(evaluation: Evaluation, args: readonly Expression[], index: number): VectorBlock {
  const value = evaluation.evaluate(argument(args, index));
  if (value.kind !== 'vector') throw new TypeError(`argument ${index} is no vector`);
  return value;
}

export function scalarArgument(evaluation: Evaluation, args: readonly Expression[], index: number): ScalarValue {
  const value = evaluation.evaluate(argument(args, index));
  if (value.kind !== 'scalar') throw new TypeError(`argument ${index} is no scalar`);
  return value;
}

export function stringArgument(args: readonly Expression[], index: number): string {
  const value = unwrapParentheses(argument(args, index));
  if (value.kind !== 'string') throw new TypeError(`argument ${index} is no string`);
  return value.value;
}

export function rangeArgument(args: readonly Expression[], index: number): MatrixSelector | Subquery {
  const value = unwrapParentheses(argument(args, index));
  if (value.kind !== 'matrix-selector' && value.kind !== 'subquery') throw new TypeError(`argument ${index} is no range vector`);
  return value;
}

/** Values of several scalar arguments at a step. */
export function scalarsAt(scalars: readonly ScalarValue[], step: number): readonly number[] {
  return scalars.map(({ values }) => values[step] ?? Number.NaN);
}
