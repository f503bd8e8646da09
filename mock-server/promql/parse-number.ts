import { parseError } from './errors';
import type { Token } from './lexer';
import type { TokenReader } from './token-reader';

/** A number as Go reads it: decimal, hexadecimal, a leading zero for octal, Inf and NaN in any case. */
export function parseNumber(reader: TokenReader, token: Token): number {
  const word = token.text.toLowerCase();
  if (word === 'inf') return Number.POSITIVE_INFINITY;
  if (word === 'nan') return Number.NaN;
  if (/^0[0-7]+$/.test(word)) return Number.parseInt(word, 8);
  const value = Number(word);
  if (Number.isFinite(value)) return value;
  throw parseError(
    reader.text,
    token.start,
    `error parsing number: strconv.ParseFloat: parsing ${JSON.stringify(token.text)}: value out of range`,
  );
}
