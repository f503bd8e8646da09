/** The help text of find and hide as rows; every example is an expression that parses. */
import { meaningOf, subjectOf } from './complete-expression';
import { OPERANDS } from './operands/index';
import { type Operand, operatorsOf } from './operands/operand';

export interface HelpRow {
  /** What is written: an operand with its other names, an operator. */
  readonly write: string;
  readonly means: string;
  readonly example: string;
}

export interface HelpSection {
  readonly title: string;
  readonly rows: readonly HelpRow[];
}

const GRAMMAR: readonly HelpRow[] = [
  { write: 'AND', means: 'both; binds closer than OR', example: 'namespace=shop AND healthy' },
  { write: 'OR', means: 'either', example: 'plaintext OR authz=denied' },
  { write: 'NOT, !', means: 'what the next criterion does not find, also where nobody knows', example: 'NOT (idle OR outside)' },
  { write: '( )', means: 'what belongs together', example: '(app=cart OR app=pay) AND %errin>1' },
  { write: '"…"', means: 'a value with spaces or signs; \\" is a quote in it', example: 'name="say \\"hi\\""' },
  {
    write: 'source. target.',
    means: "a node's operand asked of one end of an edge",
    example: 'source.namespace=shop AND target.namespace!=shop',
  },
  {
    write: 'criteria of nodes AND of edges',
    means: 'edges, one end of which has all that is asked of nodes',
    example: 'namespace=shop AND %err>5',
  },
];

const OPERATORS: readonly HelpRow[] = [
  { write: '=', means: 'is; names are compared in any case', example: 'app=Reviews' },
  { write: '!=', means: 'is known and is something else', example: 'version!=v1' },
  { write: '*=, contains', means: 'contains', example: 'name contains pay' },
  { write: '^=, startswith', means: 'begins with', example: 'namespace ^= team-' },
  { write: '$=, endswith', means: 'ends with', example: 'workload endswith -canary' },
  { write: '!*= !^= !$=, not contains …', means: 'does not contain, begin with, end with', example: 'name not contains test' },
  { write: '> >= < <=', means: 'more than, at least, less than, at most; units may be written', example: 'rt >= 1.5s' },
];

export function operandRow(operand: Operand): HelpRow {
  const { id, aliases = [], example } = operand;
  const names = [id, ...aliases].join(', ');
  const values = operand.type === 'choice' ? `: ${operand.choices.join(', ')}` : '';
  const more = operand.needsPolicies ? ' (needs configuration)' : '';
  return { write: operatorsOf(operand).length === 0 ? names : `${names} …`, means: `${meaningOf(operand)}${values}${more}`, example };
}

const rowsOf = (subject: string): readonly HelpRow[] => OPERANDS.filter((operand) => subjectOf(operand, false) === subject).map(operandRow);

export const HELP: readonly HelpSection[] = [
  { title: 'How it is written', rows: GRAMMAR },
  { title: 'Operators', rows: OPERATORS },
  { title: 'Of nodes', rows: rowsOf('nodes') },
  { title: 'Of edges', rows: rowsOf('edges') },
  { title: 'Of both', rows: rowsOf('nodes and edges') },
];
