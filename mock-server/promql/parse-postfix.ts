import type { AtModifier, Expression } from './ast';
import type { Dialect } from './dialect';
import { durationMs } from './duration';
import { parseError } from './errors';
import { parseNumber } from './parse-number';
import type { TokenReader } from './token-reader';

/** A positive or zero duration token in ms. */
function parseDuration(reader: TokenReader, dialect: Dialect, context: string): number {
  const token = reader.next();
  if (token.kind === 'number' && dialect === 'prometheus3') return Math.round(parseNumber(reader, token) * 1000);
  if (token.kind === 'number' && context !== 'offset') throw parseError(reader.text, token.start, 'missing unit character in duration');
  if (token.kind !== 'duration') throw reader.fail(token, context, 'duration');
  const ms = durationMs(token.text);
  if (ms === undefined) throw parseError(reader.text, token.start, `not a valid duration string: ${JSON.stringify(token.text)}`);
  return ms;
}

function parsePositiveDuration(reader: TokenReader, dialect: Dialect, context: string): number {
  const at = reader.peek().start;
  const ms = parseDuration(reader, dialect, context);
  if (ms <= 0) throw parseError(reader.text, at, 'duration must be greater than 0');
  return ms;
}

function parseRange(reader: TokenReader, dialect: Dialect, expression: Expression): Expression {
  const bracket = reader.expect('[', '');
  const rangeMs = parsePositiveDuration(reader, dialect, 'subquery selector');
  const place = { start: expression.start };
  if (reader.accept(':')) {
    const stepMs = reader.peek().text === ']' ? undefined : parsePositiveDuration(reader, dialect, 'subquery selector');
    const end = reader.expect(']', 'subquery selector').end;
    return { kind: 'subquery', ...place, end, expression, rangeMs, stepMs, offsetMs: undefined, at: undefined };
  }
  const end = reader.expect(']', 'matrix selector').end;
  if (expression.kind !== 'vector-selector') throw parseError(reader.text, bracket.start, 'ranges only allowed for vector selectors');
  if (expression.offsetMs !== undefined) throw parseError(reader.text, bracket.start, 'no offset modifiers allowed before range');
  if (expression.at !== undefined) throw parseError(reader.text, bracket.start, 'no @ modifiers allowed before range');
  return { kind: 'matrix-selector', ...place, end, selector: expression, rangeMs };
}

function modified(
  reader: TokenReader,
  expression: Expression,
  change: { readonly offsetMs: number } | { readonly at: AtModifier },
  word: 'offset' | '@',
): Expression {
  const target = expression.kind === 'matrix-selector' ? expression.selector : expression;
  if (target.kind !== 'vector-selector' && target.kind !== 'subquery') {
    const follows = 'must be preceded by an instant vector selector or range vector selector or a subquery';
    throw parseError(reader.text, expression.start, `${word} modifier ${follows}`);
  }
  const already = 'at' in change ? target.at : target.offsetMs;
  if (already !== undefined)
    throw parseError(reader.text, expression.start, `${word === '@' ? '@ <timestamp>' : word} may not be set multiple times`);
  if (expression.kind === 'matrix-selector') return { ...expression, selector: { ...expression.selector, ...change } };
  return { ...target, ...change };
}

function parseOffset(reader: TokenReader, dialect: Dialect): number {
  const negative = reader.accept('-');
  if (!negative && dialect === 'prometheus3') reader.accept('+');
  const ms = parseDuration(reader, dialect, 'offset');
  return negative ? -ms : ms;
}

function parseAt(reader: TokenReader, expression: Expression): AtModifier {
  for (const kind of ['start', 'end'] as const) {
    if (reader.peek().text.toLowerCase() !== kind || reader.peek().kind !== 'identifier') continue;
    reader.next();
    reader.expect('(', '@');
    reader.expect(')', '@');
    return { kind };
  }
  const negative = reader.accept('-');
  if (!negative) reader.accept('+');
  const token = reader.next();
  const word = token.text.toLowerCase();
  if (token.kind !== 'number' && word !== 'inf' && word !== 'nan') throw reader.fail(token, '@', 'timestamp');
  const value = parseNumber(reader, token) * (negative ? -1 : 1);
  const ms = Math.round(value * 1000);
  if (Number.isSafeInteger(ms)) return { kind: 'timestamp', ms };
  throw parseError(reader.text, expression.start, `timestamp out of bounds for @ modifier: ${value}`);
}

/** Ranges, subqueries, `offset` and `@` behind an expression; they bind tighter than any operator. */
export function parsePostfix(reader: TokenReader, dialect: Dialect, primary: Expression): Expression {
  let expression = primary;
  for (;;) {
    if (reader.peek().kind === 'operator' && reader.peek().text === '[') expression = parseRange(reader, dialect, expression);
    else if (reader.acceptWord('offset')) expression = modified(reader, expression, { offsetMs: parseOffset(reader, dialect) }, 'offset');
    else if (reader.accept('@')) expression = modified(reader, expression, { at: parseAt(reader, expression) }, '@');
    else return expression;
  }
}
