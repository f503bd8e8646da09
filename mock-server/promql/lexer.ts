import { parseError } from './errors';
import { unquote } from './unquote';

/** PromQL tokens; `text` is the source except for strings, where it is the unquoted value. */
export interface Token {
  readonly kind: 'identifier' | 'number' | 'duration' | 'string' | 'operator' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const identifierPattern = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const plainIdentifierPattern = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const durationPattern = /(?:\d+(?:ms|[smhdwy]))+/y;
const numberPattern = /0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const blank = /[ \t\n\r]+/y;
const comment = /#[^\n\r]*/y;
const operators = [
  '=~',
  '!~',
  '==',
  '!=',
  '<=',
  '>=',
  '=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '@',
  ',',
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ':',
];
const closers: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);
const openNames: ReadonlyMap<string, string> = new Map([
  ['(', 'unclosed left parenthesis'],
  ['[', 'unclosed left bracket'],
]);

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

/** A number or a duration at `at`; `1h30` and `12abc` are neither. */
function numberOrDuration(text: string, at: number): Token {
  const longest = matchAt(/[0-9a-zA-Z_]+/y, text, at) ?? '';
  const duration = matchAt(durationPattern, text, at);
  if (duration !== undefined && duration.length === longest.length)
    return { kind: 'duration', text: duration, start: at, end: at + duration.length };
  const number = matchAt(numberPattern, text, at);
  const end = at + (number?.length ?? 0);
  if (number === undefined || /[0-9a-zA-Z_]/.test(text.charAt(end))) {
    throw parseError(text, at, `bad number or duration syntax: ${JSON.stringify(longest)}`);
  }
  return { kind: 'number', text: number, start: at, end };
}

function quoted(text: string, at: number): Token {
  const quote = text.charAt(at);
  let end = at + 1;
  while (text.charAt(end) !== quote) {
    if (end >= text.length || (text.charAt(end) === '\n' && quote !== '`')) {
      throw parseError(text, at, quote === '`' ? 'unterminated raw string' : 'unterminated quoted string');
    }
    end += text.charAt(end) === '\\' && quote !== '`' ? 2 : 1;
  }
  const raw = text.slice(at + 1, end);
  const value = quote === '`' ? raw : unquote(raw, (message) => parseError(text, at, message));
  return { kind: 'string', text: value, start: at, end: end + 1 };
}

function operatorAt(text: string, at: number): Token {
  const operator = operators.find((candidate) => text.startsWith(candidate, at));
  if (operator === undefined) throw parseError(text, at, `unexpected character: '${characterAt(text, at)}'`);
  return { kind: 'operator', text: operator, start: at, end: at + operator.length };
}

function track(open: string[], token: Token, text: string): void {
  if (token.kind !== 'operator') return;
  if (token.text === '(' || token.text === '[' || token.text === '{') open.push(token.text);
  const opener = closers.get(token.text);
  if (opener === undefined) return;
  if (open.pop() !== opener)
    throw parseError(text, token.start, `unexpected right ${token.text === ')' ? 'parenthesis' : 'bracket'} '${token.text}'`);
}

function tokenAt(text: string, at: number, inside: string | undefined): Token {
  const character = text.charAt(at);
  if (/[0-9.]/.test(character) && (character !== '.' || /[0-9]/.test(text.charAt(at + 1)))) return numberOrDuration(text, at);
  if (character === '"' || character === "'" || character === '`') return quoted(text, at);
  const identifier = matchAt(inside === '[' || inside === '{' ? plainIdentifierPattern : identifierPattern, text, at);
  if (identifier !== undefined) return { kind: 'identifier', text: identifier, start: at, end: at + identifier.length };
  if (inside === '{' && character === '!' && !/[=~]/.test(text.charAt(at + 1))) {
    throw parseError(text, at + 1, `unexpected character after '!' inside braces: '${characterAt(text, at + 1)}'`);
  }
  return operatorAt(text, at);
}

/** Splits a query into tokens, the last of kind `end`; throws PromqlError with the position of what it cannot read. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const open: string[] = [];
  let at = 0;
  while (at < text.length) {
    const skipped = matchAt(blank, text, at) ?? matchAt(comment, text, at);
    if (skipped !== undefined && skipped.length > 0) {
      at += skipped.length;
      continue;
    }
    const token = tokenAt(text, at, open.at(-1));
    track(open, token, text);
    tokens.push(token);
    at = token.end;
  }
  const unclosed = openNames.get(open.at(-1) ?? '');
  if (unclosed !== undefined) throw parseError(text, text.length, unclosed);
  if (open.at(-1) === '{') throw parseError(text, text.length, 'unexpected end of input inside braces');
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}
