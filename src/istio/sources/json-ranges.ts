/** Where the values of a JSON text begin and end, without reading them: large Lists are taken apart by it. Indices, not copies. */

export interface Range {
  readonly start: number;
  readonly end: number;
}

const SPACE = /[\s\uFEFF]*/y;
const SCALAR = /[^\s,:[\]{}"]+/y;

/** Index of the next character that is no white space. */
export function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/** The value that starts at `start`; undefined where it does not end. Brackets are counted, not matched: reading finds such faults. */
export function valueAt(text: string, start: number): Range | undefined {
  const first = text[start];
  if (first === '"') return stringAt(text, start);
  if (first !== '{' && first !== '[') {
    SCALAR.lastIndex = start;
    return SCALAR.test(text) ? { start, end: SCALAR.lastIndex } : undefined;
  }
  let depth = 0;
  const token = /["[\]{}]/g;
  token.lastIndex = start;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '"') {
      const string = stringAt(text, match.index);
      if (string === undefined) return undefined;
      token.lastIndex = string.end;
    } else if (match[0] === '{' || match[0] === '[') depth++;
    else if (--depth === 0) return { start, end: match.index + 1 };
  }
  return undefined;
}

function stringAt(text: string, start: number): Range | undefined {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return { start, end: end + 1 };
  }
  return undefined;
}

/** The values of an object's fields by name, the last of each name; undefined where the text is no object. */
export function fieldsAt(text: string, object: Range): ReadonlyMap<string, Range> | undefined {
  const fields = new Map<string, Range>();
  let at = skipSpace(text, object.start + 1);
  while (text[at] === '"') {
    const name = stringAt(text, at);
    if (name === undefined) return undefined;
    at = skipSpace(text, name.end);
    if (text[at] !== ':') return undefined;
    const value = valueAt(text, skipSpace(text, at + 1));
    if (value === undefined) return undefined;
    fields.set(nameOf(text.slice(name.start, name.end)), value);
    at = skipSpace(text, value.end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return at === object.end - 1 ? fields : undefined;
}

function nameOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

/** The entries of a list one by one; ends early where the list is broken. */
export function* entriesAt(text: string, list: Range): Generator<Range> {
  let at = skipSpace(text, list.start + 1);
  while (at < list.end - 1) {
    const value = valueAt(text, at);
    if (value === undefined) return;
    yield value;
    at = skipSpace(text, value.end);
    if (text[at] !== ',') return;
    at = skipSpace(text, at + 1);
  }
}
