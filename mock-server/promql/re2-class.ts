/** Character classes of RE2, written as bodies of JavaScript classes (flag u). */
export const perlClasses: ReadonlyMap<string, string> = new Map([
  ['d', '0-9'],
  ['w', '0-9A-Za-z_'],
  ['s', '\\t\\n\\f\\r '],
]);

const everything = '\\0-\\u{10FFFF}';

/** The complements, as class bodies. */
export const negatedPerlClasses: ReadonlyMap<string, string> = new Map([
  ['D', '\\0-/:-\\u{10FFFF}'],
  ['W', '\\0-/:-@\\[-\\^`\\{-\\u{10FFFF}'],
  ['S', '\\0-\\x08\\x0B\\x0E-\\x1F!-\\u{10FFFF}'],
]);

const posixBodies: ReadonlyMap<string, string> = new Map([
  ['alnum', '0-9A-Za-z'],
  ['alpha', 'A-Za-z'],
  ['ascii', '\\0-\\x7F'],
  ['blank', '\\t '],
  ['cntrl', '\\0-\\x1F\\x7F'],
  ['digit', '0-9'],
  ['graph', '!-~'],
  ['lower', 'a-z'],
  ['print', ' -~'],
  ['punct', '!-\\/:-@\\[-`\\{-~'],
  ['space', '\\t\\n\\v\\f\\r '],
  ['upper', 'A-Z'],
  ['word', '0-9A-Za-z_'],
  ['xdigit', '0-9A-Fa-f'],
]);

/** The body of `[:name:]`; undefined for an unknown or negated name. */
export function posixBody(name: string): string | undefined {
  return posixBodies.get(name);
}

/** `\pL`, `\p{Greek}`, `\P{^Lu}` as JavaScript. */
export function unicodeProperty(name: string, negated: boolean): string {
  const flip = name.startsWith('^');
  const bare = flip ? name.slice(1) : name;
  if (bare === 'Any') return negated !== flip ? '' : everything;
  const property = /^[A-Z][a-z]?$/.test(bare) ? bare : `Script=${bare}`;
  return `${negated !== flip ? '\\P' : '\\p'}{${property}}`;
}

/** One code point, escaped for the inside or the outside of a class. */
export function escapeCodePoint(code: number): string {
  const character = String.fromCodePoint(code);
  return /[A-Za-z0-9_]/.test(character) ? character : `\\u{${code.toString(16)}}`;
}

/** The other case of a code point, if it has exactly one of one character. */
export function otherCase(code: number): number | undefined {
  const character = String.fromCodePoint(code);
  const other = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
  if (other === character || [...other].length !== 1) return undefined;
  return other.codePointAt(0);
}

/** A range in both cases; beyond ASCII only ranges up to 512 code points are folded. */
export function foldedRange(low: number, high: number): string {
  let body = '';
  for (let code = low; code <= Math.min(high, low + 512); code++) {
    const other = otherCase(code);
    if (other !== undefined && (other < low || other > high)) body += escapeCodePoint(other);
  }
  return body;
}
