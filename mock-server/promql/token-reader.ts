import type { PromqlError } from './errors';
import { parseError } from './errors';
import type { Token } from './lexer';
import { tokenize } from './lexer';

const keywords: ReadonlySet<string> = new Set(
  'and or unless atan2 sum avg count min max group stddev stdvar topk bottomk count_values quantile offset by without on ignoring group_left group_right bool start end inf nan'.split(
    ' ',
  ),
);
const neverNames: ReadonlySet<string> = new Set(['bool', 'on', 'ignoring', 'group_left', 'group_right', 'atan2', 'inf', 'nan']);

/** A cursor over the tokens of one query. */
export interface TokenReader {
  readonly text: string;
  peek(ahead?: number): Token;
  next(): Token;
  /** Takes the operator if it comes next. */
  accept(operator: string): boolean;
  /** Takes the keyword, in any case, if it comes next. */
  acceptWord(word: string): boolean;
  expect(operator: string, context: string): Token;
  fail(token: Token, context: string, expected?: string): PromqlError;
}

/** How Prometheus names a token in "unexpected …". */
function tokenText(token: Token): string {
  if (token.kind === 'end') return 'end of input';
  if (token.kind === 'operator') return /^[(){}[\],:@=]$/.test(token.text) ? JSON.stringify(token.text) : `<op:${token.text}>`;
  if (token.kind === 'identifier' && keywords.has(token.text.toLowerCase())) return `<${token.text.toLowerCase()}>`;
  return `${token.kind} ${JSON.stringify(token.text)}`;
}

/** Whether an identifier may stand as a metric name; a few keywords may not. */
export function isMetricName(token: Token): boolean {
  return token.kind === 'identifier' && !neverNames.has(token.text.toLowerCase());
}

export function createTokenReader(text: string): TokenReader {
  const tokens = tokenize(text);
  const last: Token = { kind: 'end', text: '', start: text.length, end: text.length };
  let at = 0;
  const peek = (ahead = 0): Token => tokens[at + ahead] ?? last;
  const next = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const fail = (token: Token, context: string, expected?: string): PromqlError =>
    parseError(
      text,
      token.start,
      `unexpected ${tokenText(token)}${context === '' ? '' : ` in ${context}`}${expected === undefined ? '' : `, expected ${expected}`}`,
    );
  const accept = (operator: string): boolean => {
    if (peek().kind !== 'operator' || peek().text !== operator) return false;
    at += 1;
    return true;
  };
  return {
    text,
    peek,
    next,
    accept,
    fail,
    acceptWord(word) {
      if (peek().kind !== 'identifier' || peek().text.toLowerCase() !== word) return false;
      at += 1;
      return true;
    },
    expect(operator, context) {
      const token = peek();
      if (!accept(operator)) throw fail(token, context, JSON.stringify(operator));
      return token;
    },
  };
}
