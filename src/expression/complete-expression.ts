/** What may be typed next, at any place of an expression. */
import { type AskedOperand, askedOperand, type CaretPlace, caretPlace } from './caret-place';
import type { Operator } from './expression';
import type { MatchContext } from './mesh-facts';
import { OPERANDS } from './operands/index';
import { mayStandAlone, type Operand, operatorsOf } from './operands/operand';
import { splitEnd } from './parse-expression';
import { writeValue } from './tokens';
import { countText, type ValueCount, valueCounts } from './value-counts';

/** Replace the text between the offsets by `insert`. Labels may hold names from the mesh. */
export interface Completion {
  readonly kind: 'operand' | 'operator' | 'value' | 'connective';
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
}

const MOST_VALUES = 50;

const OPERATOR_WORDS: Readonly<Record<Operator, string>> = {
  '=': 'is',
  '!=': 'is not',
  '*=': 'contains',
  '!*=': 'does not contain',
  '^=': 'begins with',
  '!^=': 'does not begin with',
  '$=': 'ends with',
  '!$=': 'does not end with',
  '>': 'more than',
  '>=': 'at least',
  '<': 'less than',
  '<=': 'at most',
};

/** Total; the best first. Empty where what stands before leads nowhere. */
export function completeExpression(text: string, caret: number, context: MatchContext): readonly Completion[] {
  const at = Math.max(0, Math.min(caret, text.length));
  const place = caretPlace(text, at);
  const after = { ...place, from: at, to: at, typed: '' };
  switch (place.expects) {
    case 'operand': {
      const named = askedOperand(place.typed);
      const operands = [...operandCompletions(place), ...nameSearch(place, context)];
      if (named === undefined) return operands;
      const connectives = mayStandAlone(named.operand) ? connectiveCompletions(after, text) : [];
      return [...operatorCompletions(after, named.operand), ...connectives, ...operands];
    }
    case 'operator':
      return [
        ...(place.asked === undefined ? [] : operatorCompletions(place, place.asked.operand)),
        ...(place.complete ? connectiveCompletions(place, text) : []),
      ];
    case 'value':
      return place.asked === undefined ? [] : valueCompletions(place, place.asked, context);
    case 'connective':
      return connectiveCompletions(place, text);
    case 'nothing':
      return [];
  }
}

/** Those that begin with what is typed, then those that contain it; each in its own order. */
function bestFirst<T>(items: readonly T[], typed: string, wordsOf: (item: T) => readonly string[]): readonly T[] {
  const wanted = typed.toLowerCase();
  if (wanted === '') return items;
  const some = (item: T, fits: (word: string) => boolean): boolean => wordsOf(item).some((word) => fits(word.toLowerCase()));
  const begin = items.filter((item) => some(item, (word) => word.startsWith(wanted)));
  return [...begin, ...items.filter((item) => !begin.includes(item) && some(item, (word) => word.includes(wanted)))];
}

function operandCompletions({ typed, from, to }: CaretPlace): readonly Completion[] {
  const { end, name } = splitEnd(typed);
  const prefix = end === undefined ? '' : `${end}.`;
  const offered = end === undefined ? OPERANDS : OPERANDS.filter(({ node }) => node !== undefined);
  const operands = bestFirst(offered, name, ({ id, aliases = [] }) => [id, ...aliases]).map((operand): Completion => {
    const insert = prefix + operand.id;
    return { kind: 'operand', from, to, insert, label: insert, detail: `${meaningOf(operand)} (${subjectOf(operand, end !== undefined)})` };
  });
  if (end !== undefined) return operands;
  const more = bestFirst(BESIDE_OPERANDS, typed, ({ label }) => [label]);
  return [...operands, ...more.map(({ insert, label, detail }): Completion => ({ kind: 'operand', from, to, insert, label, detail }))];
}

const BESIDE_OPERANDS = [
  { insert: 'NOT ', label: 'NOT', detail: 'what the next criterion does not find' },
  { insert: '(', label: '(', detail: 'criteria that belong together' },
  { insert: 'source.', label: 'source.', detail: 'what the calling end of an edge is' },
  { insert: 'target.', label: 'target.', detail: 'what the called end of an edge is' },
] as const;

/** What an operand asks, with its unit. */
export const meaningOf = (operand: Operand): string =>
  operand.type === 'number' ? `${operand.title}, ${operand.unit.title}` : operand.title;

/** "nodes", "edges", "nodes and edges". */
export function subjectOf({ node, edge }: Operand, atEnd: boolean): string {
  if (atEnd || node === undefined) return 'edges';
  return edge === undefined ? 'nodes' : 'nodes and edges';
}

/** A word that names no operand may be a name that somebody looks for. */
function nameSearch({ typed, from, to }: CaretPlace, { mesh }: MatchContext): readonly Completion[] {
  const wanted = typed.toLowerCase();
  if (wanted === '' || splitEnd(typed).end !== undefined) return [];
  const nodes = mesh.nodes.filter(({ name, app = '' }) => name.toLowerCase().includes(wanted) || app.toLowerCase().includes(wanted)).length;
  if (nodes === 0) return [];
  const insert = `name*=${writeValue(typed)}`;
  return [{ kind: 'operand', from, to, insert, label: insert, detail: countText({ nodes, edges: 0 }, 'nodes') }];
}

function operatorCompletions({ typed, from, to }: CaretPlace, operand: Operand): readonly Completion[] {
  const offered = bestFirst(operatorsOf(operand), typed, (operator) => [operator, OPERATOR_WORDS[operator]]);
  return offered.map((operator) => ({ kind: 'operator', from, to, insert: operator, label: operator, detail: OPERATOR_WORDS[operator] }));
}

function valueCompletions({ typed, from, to }: CaretPlace, { operand, end }: AskedOperand, context: MatchContext): readonly Completion[] {
  const values = valuesOf(operand, end === undefined ? 'any' : 'node', context);
  return bestFirst(values, typed, ({ value }) => [value])
    .slice(0, MOST_VALUES)
    .map(({ value, detail }) => ({ kind: 'value', from, to, insert: writeValue(value), label: value, detail }));
}

function valuesOf(
  operand: Operand,
  of: 'node' | 'any',
  context: MatchContext,
): readonly { readonly value: string; readonly detail: string }[] {
  if (operand.type === 'flag') return [];
  if (operand.type === 'number') return operand.unit.examples.map((value) => ({ value, detail: operand.unit.title }));
  const counts = valueCounts(operand, context, of);
  const judged = context.policies !== undefined || operand.needsPolicies !== true;
  const detail = (count: ValueCount): string =>
    judged ? countText(count, of === 'node' ? 'nodes' : subjectOf(operand, false)) : 'no configuration is loaded';
  if (operand.type === 'text') return counts.map((count) => ({ value: count.value, detail: detail(count) }));
  const known = new Map(counts.map((count) => [count.value, count]));
  return operand.choices.map((value) => ({ value, detail: detail(known.get(value) ?? { value, nodes: 0, edges: 0 }) }));
}

function connectiveCompletions({ typed, from, to, depth }: CaretPlace, text: string): readonly Completion[] {
  const gap = from === 0 || /\s/.test(text[from - 1] ?? ' ') ? '' : ' ';
  const offered = [
    { insert: `${gap}AND `, label: 'AND', detail: 'and also' },
    { insert: `${gap}OR `, label: 'OR', detail: 'or else' },
    ...(depth > 0 ? [{ insert: ')', label: ')', detail: 'closes the bracket' }] : []),
  ];
  return bestFirst(offered, typed, ({ label }) => [label]).map((each) => ({ kind: 'connective', from, to, ...each }));
}
