/** From text to words, quoted texts, comparisons and brackets, with their places. Total: what fits nowhere becomes a stray token. */
import { OPERATORS, type Operator } from './expression';

interface Span {
  readonly from: number;
  readonly to: number;
}

export type Token = Span &
  (
    | { readonly kind: 'word'; readonly text: string }
    /** `text` without quotes and escapes; `closed` false = the closing quote is missing. */
    | { readonly kind: 'quoted'; readonly text: string; readonly closed: boolean }
    | { readonly kind: 'comparison'; readonly operator: Operator }
    | { readonly kind: 'and' | 'or' | 'not' | 'open' | 'close' }
    | { readonly kind: 'stray'; readonly text: string }
  );

const KEYWORDS = { and: 'and', or: 'or', not: 'not' } as const;
const WORD_OPERATORS = new Map<string, { readonly plain: Operator; readonly negated: Operator }>([
  ['contains', { plain: '*=', negated: '!*=' }],
  ['startswith', { plain: '^=', negated: '!^=' }],
  ['endswith', { plain: '$=', negated: '!$=' }],
]);
/** Operators of other languages: taken as one piece, so that the error can say what to write. */
const FOREIGN = ['&&', '||', '==', '=~', '!~', '<>', '&', '|'] as const;
const LONGEST_FIRST = [...OPERATORS].sort((a, b) => b.length - a.length);

/** Signs that end a word. In a value `*`, `^` and `$` are signs like any other. */
const WORD = /[^\s()"'=<>!&|*^$]+/y;
const VALUE = /[^\s()"'=<>!&|]+/y;
const SPACE = /\s*/y;

/** A text that needs no quotes where a value stands. */
export function isBareValue(text: string): boolean {
  return /^[^\s()"'=<>!&|]+$/.test(text) && !Object.hasOwn(KEYWORDS, text.toLowerCase());
}

/** A value as it is written: quoted where it would be read as something else. */
export function writeValue(text: string): string {
  return isBareValue(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = spaceEnd(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at, tokens);
    at = spaceEnd(text, token.to);
    const before = tokens.at(-1);
    const negated = token.kind === 'comparison' && before?.kind === 'not' ? namedOperator(text, token)?.negated : undefined;
    // "not contains" is one operator.
    if (before === undefined || negated === undefined) tokens.push(token);
    else tokens.splice(-1, 1, { kind: 'comparison', operator: negated, from: before.from, to: token.to });
  }
  return tokens;
}

function tokenAt(text: string, at: number, before: readonly Token[]): Token {
  const sign = text[at] ?? '';
  if (sign === '(' || sign === ')') return { kind: sign === '(' ? 'open' : 'close', from: at, to: at + 1 };
  if (sign === '"' || sign === "'") return quotedAt(text, at);
  const previous = before.at(-1)?.kind;
  const word = matchAt(previous === 'comparison' ? VALUE : WORD, text, at);
  if (word !== undefined) return wordToken(word, at, before);
  const foreign = FOREIGN.find((each) => text.startsWith(each, at));
  if (foreign !== undefined) return { kind: 'stray', text: foreign, from: at, to: at + foreign.length };
  const operator = LONGEST_FIRST.find((each) => text.startsWith(each, at));
  if (operator !== undefined) return { kind: 'comparison', operator, from: at, to: at + operator.length };
  if (sign === '!') return { kind: 'not', from: at, to: at + 1 };
  return { kind: 'stray', text: sign, from: at, to: at + 1 };
}

function wordToken(text: string, from: number, before: readonly Token[]): Token {
  const to = from + text.length;
  const lower = text.toLowerCase();
  const keyword = lower === 'and' || lower === 'or' || lower === 'not' ? KEYWORDS[lower] : undefined;
  if (keyword !== undefined) return { kind: keyword, from, to };
  const named = WORD_OPERATORS.get(lower);
  return named !== undefined && mayCompare(before)
    ? { kind: 'comparison', operator: named.plain, from, to }
    : { kind: 'word', text, from, to };
}

/** A word operator stands behind a word that is no value, with or without a "not" between. */
function mayCompare(before: readonly Token[]): boolean {
  const tokens = before.at(-1)?.kind === 'not' ? before.slice(0, -1) : before;
  return tokens.at(-1)?.kind === 'word' && tokens.at(-2)?.kind !== 'comparison';
}

const namedOperator = (text: string, { from, to }: Span) => WORD_OPERATORS.get(text.slice(from, to).toLowerCase());

function quotedAt(text: string, from: number): Token {
  const quote = text[from];
  let value = '';
  let at = from + 1;
  while (at < text.length && text[at] !== quote) {
    if (text[at] === '\\' && at + 1 < text.length) at += 1;
    value += text[at];
    at += 1;
  }
  const closed = at < text.length;
  return { kind: 'quoted', text: value, closed, from, to: closed ? at + 1 : text.length };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const spaceEnd = (text: string, at: number): number => at + (matchAt(SPACE, text, at)?.length ?? 0);
