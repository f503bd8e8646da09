/** One thing that can be asked of nodes, of edges, or of both. `undefined` = not known, and no test of it is true. */
import type { MeshEdge, MeshNode } from '../../mesh/model';
import type { Operator } from '../expression';
import type { MeshFacts } from '../mesh-facts';
import type { Unit } from '../units';

/** A number that is only known to be this much or more (a quantile beyond the last bucket). */
export interface AtLeast {
  readonly atLeast: number;
}

interface Reads<Value> {
  readonly node?: (node: MeshNode, facts: MeshFacts) => Value | undefined;
  readonly edge?: (edge: MeshEdge, facts: MeshFacts) => Value | undefined;
}

interface Named {
  /** As it is written, lower case. */
  readonly id: string;
  readonly aliases?: readonly string[];
  /** What it asks, one phrase. */
  readonly title: string;
  /** An expression with it, for the help. */
  readonly example: string;
  /** It reads what configuration says; without configuration it cannot be judged. */
  readonly needsPolicies?: true;
}

/** Stands alone: "healthy". */
export interface FlagOperand extends Named, Reads<boolean> {
  readonly type: 'flag';
}
/** Any text; with several values one that fits is enough. An empty list is known to be none. */
export interface TextOperand extends Named, Reads<readonly string[]> {
  readonly type: 'text';
  /** May stand alone: any value at all. */
  readonly alone?: true;
}
/** One of a list. `unknown` in it can be asked for by name, but differs from nothing. */
export interface ChoiceOperand extends Named, Reads<readonly string[]> {
  readonly type: 'choice';
  readonly choices: readonly string[];
  readonly abbreviations?: ReadonlyMap<string, string>;
  /** `unknown` is one of the list like any other. */
  readonly definite?: true;
}
export interface NumberOperand extends Named, Reads<number | AtLeast> {
  readonly type: 'number';
  readonly unit: Unit;
}

export type Operand = FlagOperand | TextOperand | ChoiceOperand | NumberOperand;

const TEXT: readonly Operator[] = ['=', '!=', '*=', '!*=', '^=', '!^=', '$=', '!$='];
const CHOICE: readonly Operator[] = ['=', '!='];
const NUMBER: readonly Operator[] = ['>', '>=', '<', '<=', '=', '!='];

/** The operators an operand takes, the commonest first. */
export function operatorsOf({ type }: Operand): readonly Operator[] {
  switch (type) {
    case 'flag':
      return [];
    case 'text':
      return TEXT;
    case 'choice':
      return CHOICE;
    case 'number':
      return NUMBER;
  }
}

export const mayStandAlone = (operand: Operand): boolean => operand.type === 'flag' || (operand.type === 'text' && operand.alone === true);

/** A list of one, or unknown. */
export const one = (value: string | undefined): readonly string[] | undefined => (value === undefined ? undefined : [value]);
