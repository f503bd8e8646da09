import type { LabelMatcher } from '../series';
import { aggregationNames } from './aggregation-names';
import type { Aggregation, Binary, Expression, ValueType, VectorMatching } from './ast';
import { comparisonOperators, setOperators } from './ast';
import { checkTypes } from './check-types';
import type { Dialect } from './dialect';
import { durationMs } from './duration';
import { parseError } from './errors';
import type { Token } from './lexer';
import { parseNumber } from './parse-number';
import { parsePostfix } from './parse-postfix';
import { parseVectorSelector } from './parse-selector';
import type { TokenReader } from './token-reader';
import { createTokenReader, isMetricName } from './token-reader';

interface Context {
  readonly reader: TokenReader;
  readonly dialect: Dialect;
  /** Aggregations by their text: one that is written twice is one expression, and is evaluated once. */
  readonly aggregations: Map<string, Aggregation>;
}

/** Binding powers of the binary operators; `^` alone binds to the right. */
const bindingPowers: ReadonlyMap<string, number> = new Map([
  ['or', 1],
  ['and', 2],
  ['unless', 2],
  ['==', 3],
  ['!=', 3],
  ['<', 3],
  ['<=', 3],
  ['>', 3],
  ['>=', 3],
  ['+', 4],
  ['-', 4],
  ['*', 5],
  ['/', 5],
  ['%', 5],
  ['atan2', 5],
  ['^', 6],
]);
const unaryOperandPower = 6;

/** `(a, b)` with an optional trailing comma. */
function parseLabelList(context: Context): readonly string[] {
  const { reader } = context;
  const labels: string[] = [];
  reader.expect('(', 'grouping opts');
  while (!reader.accept(')')) {
    const token = reader.next();
    const quoted = token.kind === 'string' && context.dialect === 'prometheus3';
    if ((token.kind !== 'identifier' || token.text.includes(':')) && !quoted) throw reader.fail(token, 'grouping opts', 'label');
    labels.push(token.text);
    if (reader.accept(')')) break;
    if (!reader.accept(',')) throw reader.fail(reader.peek(), 'grouping opts', '"," or ")"');
  }
  return labels;
}

function parseArguments(context: Context): readonly Expression[] {
  const { reader } = context;
  const args: Expression[] = [];
  reader.expect('(', '');
  if (reader.accept(')')) return args;
  for (;;) {
    args.push(parseExpression(context, 0));
    if (reader.accept(')')) return args;
    if (!reader.accept(',')) throw reader.fail(reader.peek(), '');
    if (reader.peek().text === ')')
      throw parseError(reader.text, reader.peek(-1).start, 'trailing commas not allowed in function call args');
  }
}

interface Grouping {
  readonly without: boolean;
  readonly labels: readonly string[];
}

function parseGrouping(context: Context): Grouping | undefined {
  if (context.reader.acceptWord('by')) return { without: false, labels: parseLabelList(context) };
  if (context.reader.acceptWord('without')) return { without: true, labels: parseLabelList(context) };
  return undefined;
}

function parseAggregation(context: Context): Aggregation {
  const { reader } = context;
  const name = reader.next();
  const operator = name.text.toLowerCase();
  const before = parseGrouping(context);
  if (reader.peek().text !== '(') throw reader.fail(reader.peek(), 'aggregation');
  const args = parseArguments(context);
  const grouping = before ?? parseGrouping(context) ?? { without: false, labels: [] };
  const wanted = aggregationNames.get(operator) === 'none' ? 1 : 2;
  if (args.length === 0) throw parseError(reader.text, name.start, 'no arguments for aggregate expression provided');
  const expression = args.at(-1);
  if (expression === undefined || args.length !== wanted) {
    const count = `expected ${wanted}, got ${args.length}`;
    throw parseError(reader.text, name.start, `wrong number of arguments for aggregate expression provided, ${count}`);
  }
  const parameter = wanted === 2 ? args[0] : undefined;
  const { start } = name;
  const { end } = reader.peek(-1);
  const text = reader.text.slice(start, end);
  const known = context.aggregations.get(text);
  if (known !== undefined) return known;
  const aggregation: Aggregation = { kind: 'aggregation', start, end, operator, expression, parameter, ...grouping };
  context.aggregations.set(text, aggregation);
  return aggregation;
}

function startsAggregation({ reader }: Context): boolean {
  if (!aggregationNames.has(reader.peek().text.toLowerCase())) return false;
  const following = reader.peek(1);
  return following.text === '(' || /^(by|without)$/i.test(following.text);
}

function parseIdentifier(context: Context): Expression {
  const { reader } = context;
  const token = reader.peek();
  const word = token.text.toLowerCase();
  if (word === 'inf' || word === 'nan')
    return { kind: 'number', start: token.start, end: token.end, value: parseNumber(reader, reader.next()) };
  if (startsAggregation(context)) return parseAggregation(context);
  if (reader.peek(1).kind === 'operator' && reader.peek(1).text === '(') {
    reader.next();
    return { kind: 'call', start: token.start, name: token.text, args: parseArguments(context), end: reader.peek(-1).end };
  }
  if (!isMetricName(token)) throw reader.fail(token, '');
  return parseVectorSelector(reader, context.dialect);
}

function parseNumberOrDuration(context: Context, token: Token): Expression {
  const { reader, dialect } = context;
  if (token.kind === 'number') return { kind: 'number', start: token.start, end: token.end, value: parseNumber(reader, token) };
  if (dialect === 'prometheus2') throw reader.fail(token, '');
  return { kind: 'number', start: token.start, end: token.end, value: durationSeconds(reader, token) };
}

function durationSeconds(reader: TokenReader, token: Token): number {
  const ms = durationMs(token.text);
  if (ms === undefined) throw parseError(reader.text, token.start, `not a valid duration string: ${JSON.stringify(token.text)}`);
  return ms / 1000;
}

function parsePrimary(context: Context): Expression {
  const { reader } = context;
  const token = reader.peek();
  if (token.kind === 'number' || token.kind === 'duration') return parseNumberOrDuration(context, reader.next());
  if (token.kind === 'string') {
    reader.next();
    return { kind: 'string', start: token.start, end: token.end, value: token.text };
  }
  if (token.kind === 'identifier') return parseIdentifier(context);
  if (token.text === '{') return parseVectorSelector(reader, context.dialect);
  if (!reader.accept('(')) throw reader.fail(token, '');
  const expression = parseExpression(context, 0);
  if (!reader.accept(')')) throw reader.fail(reader.peek(), '');
  return { kind: 'parentheses', start: token.start, end: reader.peek(-1).end, expression };
}

/** A sign binds looser than `^` and as tight as `*`: `-1 ^ 2` is -(1 ^ 2). */
function parseUnary(context: Context): Expression {
  const { reader, dialect } = context;
  const token = reader.peek();
  if (token.kind !== 'operator' || (token.text !== '-' && token.text !== '+')) return parsePostfix(reader, dialect, parsePrimary(context));
  reader.next();
  const expression = parseExpression(context, unaryOperandPower);
  if (expression.kind === 'number') {
    return { ...expression, start: token.start, value: token.text === '-' ? -expression.value : expression.value };
  }
  return { kind: 'unary', start: token.start, end: expression.end, operator: token.text, expression };
}

function parseMatching(context: Context, operator: string): { matching: VectorMatching; written: boolean } {
  const { reader } = context;
  const set = setOperators.has(operator);
  const plain: VectorMatching = { on: false, labels: [], cardinality: set ? 'many-to-many' : 'one-to-one', include: [] };
  const on = reader.acceptWord('on');
  if (!on && !reader.acceptWord('ignoring')) return { matching: plain, written: false };
  const labels = parseLabelList(context);
  const left = reader.acceptWord('group_left');
  if (!left && !reader.acceptWord('group_right')) return { matching: { ...plain, on, labels }, written: true };
  const include = reader.peek().text === '(' ? parseLabelList(context) : [];
  return { matching: { on, labels, cardinality: left ? 'many-to-one' : 'one-to-many', include }, written: true };
}

function checkBinary(context: Context, binary: Binary): void {
  const { text } = context.reader;
  const { operator, operatorStart, matching } = binary;
  if (binary.bool && !comparisonOperators.has(operator)) {
    throw parseError(text, operatorStart, 'bool modifier can only be used on comparison operators');
  }
  const both = matching.on ? matching.include.find((label) => matching.labels.includes(label)) : undefined;
  if (both !== undefined)
    throw parseError(text, operatorStart, `label ${JSON.stringify(both)} must not occur in ON and GROUP clause at once`);
  if (setOperators.has(operator) && matching.cardinality !== 'many-to-many') {
    throw parseError(text, binary.start, `no grouping allowed for ${JSON.stringify(operator)} operation`);
  }
}

function operatorAhead({ reader }: Context): string | undefined {
  const token = reader.peek();
  if (token.kind !== 'operator' && token.kind !== 'identifier') return undefined;
  const text = token.kind === 'identifier' ? token.text.toLowerCase() : token.text;
  return bindingPowers.has(text) ? text : undefined;
}

function parseExpression(context: Context, minimumPower: number): Expression {
  const { reader } = context;
  let left = parseUnary(context);
  for (;;) {
    const operator = operatorAhead(context);
    const power = operator === undefined ? 0 : (bindingPowers.get(operator) ?? 0);
    if (operator === undefined || power < minimumPower || power === 0) return left;
    const operatorStart = reader.next().start;
    const bool = reader.acceptWord('bool');
    const { matching, written } = parseMatching(context, operator);
    const right = parseExpression(context, operator === '^' ? power : power + 1);
    const place = { start: left.start, end: right.end, operatorStart };
    const binary: Binary = { kind: 'binary', ...place, operator, left, right, bool, matching, matchingWritten: written };
    checkBinary(context, binary);
    left = binary;
  }
}

/** A parsed and type-checked query. */
export interface ParsedQuery {
  readonly expression: Expression;
  readonly type: ValueType;
}

/** Parses and type-checks one PromQL expression; throws PromqlError (bad_data) with line and column. */
export function parsePromql(text: string, dialect: Dialect): ParsedQuery {
  const reader = createTokenReader(text);
  if (reader.peek().kind === 'end') throw parseError(text, 0, 'no expression found in input');
  const expression = parseExpression({ reader, dialect, aggregations: new Map() }, 0);
  if (reader.peek().kind !== 'end') throw reader.fail(reader.peek(), '');
  return { expression, type: checkTypes(text, expression, dialect) };
}

/** Parses a bare vector selector such as the API's `match[]` takes. */
export function parseMetricSelector(text: string, dialect: Dialect): readonly LabelMatcher[] {
  const reader = createTokenReader(text);
  const token = reader.peek();
  if (token.kind !== 'identifier' && token.text !== '{') throw parseError(text, token.start, 'unexpected end of input');
  const { matchers } = parseVectorSelector(reader, dialect);
  if (reader.peek().kind !== 'end') throw reader.fail(reader.peek(), '');
  return matchers;
}
