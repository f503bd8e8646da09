import type { Expression, ValueType } from '../ast';
import type { Dialect } from '../dialect';
import type { Evaluation } from '../evaluation';
import type { Value } from '../vector-block';

/** A PromQL function: its signature and how it is evaluated. */
export interface FunctionEntry {
  readonly name: string;
  readonly required: readonly ValueType[];
  readonly optional?: readonly ValueType[];
  /** Further arguments of this type, as many as wanted. */
  readonly variadic?: ValueType;
  readonly returns: ValueType;
  /** Known to one dialect only. */
  readonly only?: Dialect;
  evaluate(evaluation: Evaluation, args: readonly Expression[]): Value;
}
