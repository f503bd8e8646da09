import type { LabelMatcher } from '../series';

/** The PromQL syntax tree. `start` and `end` are offsets in the query text, for error messages. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

interface Located {
  readonly start: number;
  readonly end: number;
}

/** `@ 1700000000`, `@ start()` or `@ end()`. */
export type AtModifier = { readonly kind: 'timestamp'; readonly ms: number } | { readonly kind: 'start' } | { readonly kind: 'end' };

export interface NumberLiteral extends Located {
  readonly kind: 'number';
  readonly value: number;
}

export interface StringLiteral extends Located {
  readonly kind: 'string';
  readonly value: string;
}

export interface VectorSelector extends Located {
  readonly kind: 'vector-selector';
  readonly name: string | undefined;
  readonly matchers: readonly LabelMatcher[];
  readonly offsetMs: number | undefined;
  readonly at: AtModifier | undefined;
}

export interface MatrixSelector extends Located {
  readonly kind: 'matrix-selector';
  readonly selector: VectorSelector;
  readonly rangeMs: number;
}

export interface Subquery extends Located {
  readonly kind: 'subquery';
  readonly expression: Expression;
  readonly rangeMs: number;
  /** undefined: the server's evaluation interval. */
  readonly stepMs: number | undefined;
  readonly offsetMs: number | undefined;
  readonly at: AtModifier | undefined;
}

export interface Parentheses extends Located {
  readonly kind: 'parentheses';
  readonly expression: Expression;
}

export interface Unary extends Located {
  readonly kind: 'unary';
  readonly operator: '+' | '-';
  readonly expression: Expression;
}

export interface VectorMatching {
  readonly on: boolean;
  readonly labels: readonly string[];
  readonly cardinality: 'one-to-one' | 'many-to-one' | 'one-to-many' | 'many-to-many';
  readonly include: readonly string[];
}

export interface Binary extends Located {
  readonly kind: 'binary';
  readonly operator: string;
  readonly operatorStart: number;
  readonly left: Expression;
  readonly right: Expression;
  readonly bool: boolean;
  readonly matching: VectorMatching;
  /** Whether on/ignoring/group was written. */
  readonly matchingWritten: boolean;
}

export interface Aggregation extends Located {
  readonly kind: 'aggregation';
  readonly operator: string;
  readonly expression: Expression;
  readonly parameter: Expression | undefined;
  readonly without: boolean;
  readonly labels: readonly string[];
}

export interface Call extends Located {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
}

export type Expression =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Parentheses
  | Unary
  | Binary
  | Aggregation
  | Call;

export const comparisonOperators: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
export const setOperators: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

/** The expression inside any parentheses. */
export function unwrapParentheses(expression: Expression): Expression {
  return expression.kind === 'parentheses' ? unwrapParentheses(expression.expression) : expression;
}
