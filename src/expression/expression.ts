/** What may be asked of a mesh in one line: criteria joined by AND, OR and NOT. Plain and serialisable; `parseExpression` alone makes it. */

export const OPERATORS = ['=', '!=', '*=', '!*=', '^=', '!^=', '$=', '!$=', '>', '>=', '<', '<='] as const;
export type Operator = (typeof OPERATORS)[number];

/** `written` is a number as it was typed, unit included; `number` is in the operand's base unit. Texts of a choice are spelt as its list does. */
export type TestValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number; readonly written: string };

export interface Test {
  readonly operator: Operator;
  readonly value: TestValue;
}

/** The calling or the called end of an edge. */
export type End = 'source' | 'target';

export interface Criterion {
  readonly kind: 'criterion';
  /** Id of an operand in `operands/index.ts`. */
  readonly operand: string;
  /** Set where a node's operand is asked of one end of an edge (`source.namespace`). */
  readonly end?: End;
  /** Absent where the operand stands alone ("healthy"). */
  readonly test?: Test;
}

export type Expression =
  | Criterion
  | { readonly kind: 'not'; readonly part: Expression }
  /** At least two parts, none of the same kind. */
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] };

/** What is wrong, what to write instead, and where: offsets into the text, `to` behind the last character. */
export interface ExpressionError {
  readonly message: string;
  readonly hint: string;
  readonly from: number;
  readonly to: number;
}

const NEGATIVE: ReadonlySet<Operator> = new Set<Operator>(['!=', '!*=', '!^=', '!$=']);

/** Operators that say what a value is not. */
export const isNegative = (operator: Operator): boolean => NEGATIVE.has(operator);
