import type { Dialect } from './dialect';
import { escapeCodePoint, foldedRange, negatedPerlClasses, otherCase, perlClasses, posixBody, unicodeProperty } from './re2-class';

/** A fully anchored RE2 pattern, run by JavaScript's engine. */
export interface AnchoredPattern {
  readonly pattern: RegExp;
  /** Names of the capture groups, by number; undefined for unnamed ones. Index 0 is the whole match. */
  readonly groupNames: readonly (string | undefined)[];
}

/** What RE2 refuses, in Go's words. */
export class RegexpSyntaxError extends Error {}

interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly ungreedy: boolean;
}

interface State {
  readonly text: string;
  readonly dialect: Dialect;
  readonly groupNames: (string | undefined)[];
  at: number;
}

const simpleEscapes: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['t', 9],
  ['n', 10],
  ['r', 13],
  ['v', 11],
]);

function fail(what: string, part: string): never {
  throw new RegexpSyntaxError(`error parsing regexp: ${what}: \`${part}\``);
}

function take(state: State, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = state.at;
  const found = pattern.exec(state.text) ?? undefined;
  if (found !== undefined) state.at += found[0].length;
  return found;
}

function literal(code: number, flags: Flags): string {
  const other = flags.ignoreCase ? otherCase(code) : undefined;
  return other === undefined ? escapeCodePoint(code) : `[${escapeCodePoint(code)}${escapeCodePoint(other)}]`;
}

function nextCodePoint(state: State): number {
  const code = state.text.codePointAt(state.at) ?? 0;
  state.at += code > 0xffff ? 2 : 1;
  return code;
}

/** The code point that an escape such as `\.`, `\x{41}` or `\101` stands for; the backslash is already taken. */
function escapedCodePoint(state: State): number {
  const start = state.at - 1;
  const octal = take(state, /0[0-7]{0,2}|[1-7][0-7]{1,2}/y);
  if (octal !== undefined) return Number.parseInt(octal[0], 8);
  const hex = take(state, /x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\})/y);
  if (hex !== undefined) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
    if (code <= 0x10ffff) return code;
    fail('invalid escape sequence', state.text.slice(start, state.at));
  }
  const letter = state.text.charAt(state.at);
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined || /[!-/:-@[-`{-~]/.test(letter)) {
    state.at += 1;
    return simple ?? letter.charCodeAt(0);
  }
  if (letter === '') throw new RegexpSyntaxError('error parsing regexp: trailing backslash at end of expression: ``');
  return fail('invalid escape sequence', state.text.slice(start, start + 2));
}

/** `\d`, `\pL` and the like as a class body; undefined when the escape is a single character. */
function classEscape(state: State): string | undefined {
  const perl = take(state, /[dwsDWS]/y)?.[0];
  if (perl !== undefined) return perlClasses.get(perl) ?? negatedPerlClasses.get(perl);
  const property = take(state, /([pP])(?:([A-Z])|\{(\^?[A-Za-z_]+)\})/y);
  if (property !== undefined) return unicodeProperty(property[2] ?? property[3] ?? '', property[1] === 'P');
  return undefined;
}

function classCodePoint(state: State): number {
  if (state.text.charAt(state.at) !== '\\') return nextCodePoint(state);
  state.at += 1;
  return escapedCodePoint(state);
}

function classItem(state: State, flags: Flags, start: number): string {
  const posix = take(state, /\[:(\^?)(\w+):\]/y);
  if (posix !== undefined) {
    const body = posix[1] === '' ? posixBody(posix[2] ?? '') : undefined;
    return body ?? fail('invalid character class range', posix[0]);
  }
  if (state.text.charAt(state.at) === '\\') {
    state.at += 1;
    const body = classEscape(state);
    if (body !== undefined) return body;
    state.at -= 1;
  }
  const itemStart = state.at;
  const low = classCodePoint(state);
  let high = low;
  if (/^-[^\]]/.test(state.text.slice(state.at, state.at + 2))) {
    state.at += 1;
    high = classCodePoint(state);
    if (high < low) fail('invalid character class range', state.text.slice(itemStart, state.at));
  }
  if (state.at > state.text.length) fail('missing closing ]', state.text.slice(start));
  const range = low === high ? escapeCodePoint(low) : `${escapeCodePoint(low)}-${escapeCodePoint(high)}`;
  return flags.ignoreCase ? range + foldedRange(low, high) : range;
}

/** `[…]`; the bracket is not yet taken. */
function characterClass(state: State, flags: Flags): string {
  const start = state.at;
  state.at += 1;
  const negated = take(state, /\^/y) !== undefined;
  let body = '';
  let first = true;
  while (first || state.text.charAt(state.at) !== ']') {
    if (state.at >= state.text.length) fail('missing closing ]', state.text.slice(start));
    body += classItem(state, flags, start);
    first = false;
  }
  state.at += 1;
  return `[${negated ? '^' : ''}${body}]`;
}

function withFlags(flags: Flags, letters: string): Flags {
  const [on = '', off = ''] = letters.split('-');
  const pick = (letter: string, before: boolean) => (off.includes(letter) ? false : on.includes(letter) || before);
  return {
    ignoreCase: pick('i', flags.ignoreCase),
    dotAll: pick('s', flags.dotAll),
    multiline: pick('m', flags.multiline),
    ungreedy: pick('U', flags.ungreedy),
  };
}

function closeGroup(state: State, body: string): string {
  if (state.text.charAt(state.at) !== ')') fail('missing closing )', state.text);
  state.at += 1;
  return body;
}

/** A group, its parenthesis not yet taken. A bare flag group such as `(?i)` answers the new flags instead. */
function group(state: State, flags: Flags): string | Flags {
  const name = take(state, state.dialect === 'prometheus3' ? /\(\?P?<(\w+)>/y : /\(\?P<(\w+)>/y);
  if (name !== undefined) {
    if (state.groupNames.includes(name[1])) fail('duplicate capture group name', name[1] ?? '');
    state.groupNames.push(name[1]);
    return closeGroup(state, `(${alternation(state, flags)})`);
  }
  const flagGroup = take(state, /\(\?([imsU]*(?:-[imsU]+)?)([:)])/y);
  if (flagGroup !== undefined) {
    const changed = withFlags(flags, flagGroup[1] ?? '');
    if (flagGroup[2] === ')') return changed;
    return closeGroup(state, `(?:${alternation(state, changed)})`);
  }
  if (state.text.startsWith('(?', state.at)) {
    fail('invalid or unsupported Perl syntax', /^\(\?<[=!]|^\(\?.?/.exec(state.text.slice(state.at))?.[0] ?? '(?');
  }
  state.at += 1;
  state.groupNames.push(undefined);
  return closeGroup(state, `(${alternation(state, flags)})`);
}

function escaped(state: State, flags: Flags): string {
  state.at += 1;
  const zeroWidth = take(state, /[AzbB]/y)?.[0];
  if (zeroWidth === 'A') return '(?:^)';
  if (zeroWidth === 'z') return '(?:$)';
  if (zeroWidth !== undefined) return `(?:\\${zeroWidth})`;
  const body = classEscape(state);
  return body === undefined ? literal(escapedCodePoint(state), flags) : `[${body}]`;
}

function atom(state: State, flags: Flags): string {
  const character = state.text.charAt(state.at);
  if (character === '[') return characterClass(state, flags);
  if (character === '\\') return escaped(state, flags);
  const code = nextCodePoint(state);
  if (character === '.') return flags.dotAll ? '[^]' : '[^\\n]';
  if (character === '^') return flags.multiline ? '(?:(?<![^\\n]))' : '(?:^)';
  if (character === '$') return flags.multiline ? '(?:(?![^\\n]))' : '(?:$)';
  if (character === '*' || character === '+' || character === '?') fail('missing argument to repetition operator', character);
  return literal(code, flags);
}

/** The repetition behind an atom, if any, as JavaScript writes it. */
function repetition(state: State, flags: Flags): string {
  const start = state.at;
  const found = take(state, /([*+?]|\{(\d+)(?:,(\d*))?\})(\??)/y);
  if (found === undefined) return '';
  const low = Number(found[2] ?? 0);
  const high = found[3] === undefined || found[3] === '' ? low : Number(found[3]);
  if (low > 1000 || high > 1000 || high < low) fail('invalid repeat count', found[1] ?? '');
  if (take(state, /[*+?]|\{\d+(?:,\d*)?\}/y) !== undefined) fail('invalid nested repetition operator', state.text.slice(start, state.at));
  const lazy = (found[4] === '?') !== flags.ungreedy;
  return `${found[1]}${lazy ? '?' : ''}`;
}

function quotedLiterals(state: State, flags: Flags): string | undefined {
  const quoted = take(state, /\\Q([\s\S]*?)(?:\\E|$)/y)?.[1];
  if (quoted === undefined) return undefined;
  return [...quoted].map((character) => literal(character.codePointAt(0) ?? 0, flags)).join('');
}

function alternation(state: State, outerFlags: Flags): string {
  let flags = outerFlags;
  let source = '';
  while (state.at < state.text.length && state.text.charAt(state.at) !== ')') {
    if (take(state, /\|/y) !== undefined) {
      source += '|';
      continue;
    }
    const quoted = quotedLiterals(state, flags);
    if (quoted !== undefined) {
      source += quoted;
      continue;
    }
    const piece = state.text.charAt(state.at) === '(' ? group(state, flags) : atom(state, flags);
    if (typeof piece === 'string') source += piece + repetition(state, flags);
    else flags = piece;
  }
  return source;
}

/** Compiles an RE2 pattern, anchored at both ends; throws RegexpSyntaxError for what RE2 refuses (lookarounds, backreferences, …). */
export function compileAnchored(text: string, dialect: Dialect): AnchoredPattern {
  const state: State = { text, dialect, groupNames: [undefined], at: 0 };
  const flags = { ignoreCase: false, dotAll: dialect === 'prometheus3', multiline: false, ungreedy: false };
  const source = alternation(state, flags);
  if (state.at < text.length) fail('unexpected )', text);
  try {
    return { pattern: new RegExp(`^(?:${source})$`, 'u'), groupNames: state.groupNames };
  } catch {
    return fail('invalid character class range', text);
  }
}
