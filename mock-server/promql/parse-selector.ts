import type { LabelMatcher, MatchOperator } from '../series';
import type { VectorSelector } from './ast';
import type { Dialect } from './dialect';
import { parseError } from './errors';
import { createMatcher } from './matcher';
import { RegexpSyntaxError } from './re2';
import type { TokenReader } from './token-reader';

const matchOperators: ReadonlyMap<string, MatchOperator> = new Map([
  ['=', '='],
  ['!=', '!='],
  ['=~', '=~'],
  ['!~', '!~'],
]);

function matcherAt(
  reader: TokenReader,
  dialect: Dialect,
  start: number,
  name: string,
  operator: MatchOperator,
  value: string,
): LabelMatcher {
  try {
    return createMatcher(name, operator, value, dialect);
  } catch (error) {
    if (error instanceof RegexpSyntaxError) throw parseError(reader.text, start, error.message);
    throw error;
  }
}

function parseMatcher(reader: TokenReader, dialect: Dialect): LabelMatcher {
  const label = reader.next();
  const quotedAllowed = label.kind === 'string' && dialect === 'prometheus3';
  if (label.kind !== 'identifier' && !quotedAllowed) throw reader.fail(label, 'label matching', 'identifier or "}"');
  const operatorToken = reader.peek();
  const operator = operatorToken.kind === 'operator' ? matchOperators.get(operatorToken.text) : undefined;
  if (operator === undefined) {
    if (!quotedAllowed) throw reader.fail(operatorToken, 'label matching', 'label matching operator');
    return createMatcher('__name__', '=', label.text, dialect);
  }
  reader.next();
  const value = reader.next();
  if (value.kind !== 'string') throw reader.fail(value, 'label matching', 'string');
  return matcherAt(reader, dialect, label.start, label.text, operator, value.text);
}

function parseMatchers(reader: TokenReader, dialect: Dialect): readonly LabelMatcher[] {
  const matchers: LabelMatcher[] = [];
  if (!reader.accept('{')) return matchers;
  while (!reader.accept('}')) {
    matchers.push(parseMatcher(reader, dialect));
    if (reader.accept('}')) break;
    if (!reader.accept(',')) throw reader.fail(reader.peek(), 'label matching', '"," or "}"');
  }
  return matchers;
}

function checkMatchers(reader: TokenReader, start: number, matchers: readonly LabelMatcher[]): void {
  const names = matchers.filter(({ name, operator }) => name === '__name__' && operator === '=');
  const [first, second] = names;
  if (first !== undefined && second !== undefined) {
    const message = `metric name must not be set twice: ${JSON.stringify(first.value)} or ${JSON.stringify(second.value)}`;
    throw parseError(reader.text, start, message);
  }
  if (matchers.every((matcher) => matcher.test(''))) {
    throw parseError(reader.text, start, 'vector selector must contain at least one non-empty matcher');
  }
}

/** `name`, `name{…}` or `{…}`, without offset and @. */
export function parseVectorSelector(reader: TokenReader, dialect: Dialect): VectorSelector {
  const start = reader.peek().start;
  const name = reader.peek().kind === 'identifier' ? reader.next().text : undefined;
  const written = parseMatchers(reader, dialect);
  const matchers = name === undefined ? written : [...written, createMatcher('__name__', '=', name, dialect)];
  checkMatchers(reader, start, matchers);
  return { kind: 'vector-selector', start, end: reader.peek(-1).end, name, matchers, offsetMs: undefined, at: undefined };
}
