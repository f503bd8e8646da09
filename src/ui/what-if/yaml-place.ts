/** Where in a YAML text somebody writes, told from indentation alone: half-written text has no tree yet. Block style only. */

/** A step down: the name of a field, or `[]` into an entry of a list. */
export type Step = string;
export const ENTRY: Step = '[]';

export interface YamlPlace {
  /** From the document to the field being written (`value`), or to what holds it (`key`). */
  readonly path: readonly Step[];
  /** `key` = a field's name, or the entry of a list; `value` = what follows the colon. */
  readonly writing: 'key' | 'value';
  /** Column at which what is being written begins, and what is there. */
  readonly column: number;
  readonly written: string;
  /** Names that already stand in the same group of fields. */
  readonly siblings: readonly string[];
  /** Top-level scalars of the document: apiVersion and kind. */
  readonly head: ReadonlyMap<string, string>;
}

interface Line {
  /** Columns of the dashes that open entries. */
  readonly dashes: readonly number[];
  /** Column of what follows them. */
  readonly indent: number;
  readonly text: string;
  /** The field's name, where the line holds one. */
  readonly key: string | undefined;
  readonly value: string;
}

const KEY = /^(?:"([^"]*)"|'([^']*)'|([^\s#"'[{&*!|>%@-][^:#]*?)):(?:\s+(.*))?$/;

function readLine(text: string): Line {
  const dashes: number[] = [];
  let indent = text.length - text.trimStart().length;
  while (text[indent] === '-' && (text[indent + 1] === ' ' || indent + 1 === text.length)) {
    dashes.push(indent);
    indent += 1;
    while (text[indent] === ' ') indent += 1;
  }
  const rest = text.slice(indent);
  const match = KEY.exec(rest);
  return { dashes, indent, text: rest, key: match?.[1] ?? match?.[2] ?? match?.[3], value: match?.[4] ?? '' };
}

const counts = ({ text, dashes }: Line): boolean => dashes.length > 0 || (text.trim() !== '' && !text.trimStart().startsWith('#'));
const separates = (text: string): boolean => /^(---|\.\.\.)(\s|$)/.test(text);

/** `row` and `column` count from 0. undefined inside comments and at a separator. */
export function yamlPlace(lines: readonly string[], row: number, column: number): YamlPlace | undefined {
  const text = (lines[row] ?? '').slice(0, column);
  if (separates(lines[row] ?? '') || /(^|\s)#/.test(text)) return undefined;
  const first = lines.slice(0, row).findLastIndex(separates) + 1;
  const next = lines.slice(row).findIndex(separates);
  const before = lines.slice(first, row).map(readLine).filter(counts);
  const after = lines
    .slice(row + 1, next === -1 ? undefined : row + next)
    .map(readLine)
    .filter(counts);
  const current = readLine(text);
  const holder = pathAbove(before, current);
  const head = new Map(
    [...before, ...after].flatMap(({ indent, key, value }) => (indent === 0 && key !== undefined ? [[key, unquoted(value)]] : [])),
  );
  if (current.key !== undefined) {
    const written = current.value;
    return { path: [...holder, current.key], writing: 'value', column: text.length - written.length, written, siblings: [], head };
  }
  const siblings = [...namesAbove(before, current), ...namesBelow(after, current)];
  return { path: holder, writing: 'key', column: current.indent, written: current.text, siblings, head };
}

const unquoted = (value: string): string => value.replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1$/, '$2');

/** Walks up: each line that stands further left holds what is below it; `rules:` holds a list even at its own column. */
function pathAbove(before: readonly Line[], { dashes, indent }: Line): readonly Step[] {
  const path: Step[] = [];
  let column = indent;
  const enter = (opened: readonly number[]) => {
    for (const dash of opened.toReversed()) {
      if (dash >= column) continue;
      path.unshift(ENTRY);
      column = dash;
    }
  };
  enter(dashes);
  for (const line of before.toReversed()) {
    if (column === 0 && path[0] !== ENTRY) break;
    const holds = line.key !== undefined && line.value === '' && (line.indent < column || (line.indent === column && path[0] === ENTRY));
    if (holds && line.key !== undefined) {
      path.unshift(line.key);
      column = line.indent;
    }
    enter(line.dashes);
  }
  return path;
}

/** Names above, back to the dash that opens the entry; a dash on the current line opens it right here. */
function namesAbove(before: readonly Line[], { indent, dashes }: Line): readonly string[] {
  if (dashes.length > 0) return [];
  const names: string[] = [];
  for (const line of before.toReversed()) {
    if (line.indent < indent) break;
    if (line.indent === indent && line.key !== undefined) names.push(line.key);
    if ((line.dashes[0] ?? indent) < indent) break;
  }
  return names;
}

/** Names below, until something stands further left. */
function namesBelow(after: readonly Line[], { indent }: Line): readonly string[] {
  const end = after.findIndex((line) => (line.dashes[0] ?? line.indent) < indent);
  const group = end === -1 ? after : after.slice(0, end);
  return group.flatMap((line) => (line.indent === indent && line.key !== undefined ? [line.key] : []));
}

/** The column at which one writes on after this line: below a field that opens something, beside the field, or at the next entry. */
export function columnAfter(text: string): number {
  const line = readLine(text.replace(/\s+#.*$/, ''));
  if (line.key !== undefined) return /^[|>][-+\d]*$|^$/.test(line.value) ? line.indent + 2 : line.indent;
  return line.dashes.at(-1) ?? line.indent;
}
