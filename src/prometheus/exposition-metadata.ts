/** `# HELP`, `# TYPE` and `# UNIT` lines. */
import { Cursor } from './exposition-cursor';
import type { MetricType } from './exposition-types';

export interface Metadata {
  readonly keyword: 'HELP' | 'TYPE' | 'UNIT';
  readonly name: string;
  readonly text: string;
}

const TYPES: ReadonlySet<string> = new Set<MetricType>([
  'counter',
  'gauge',
  'histogram',
  'gaugehistogram',
  'summary',
  'info',
  'stateset',
  'unknown',
]);
const isType = (word: string): word is MetricType => TYPES.has(word);
const isKeyword = (word: string | undefined): word is Metadata['keyword'] => word === 'HELP' || word === 'TYPE' || word === 'UNIT';

/** A type's word; undefined for any other. */
export const parseType = (word: string): MetricType | undefined => (isType(word) ? word : undefined);

export const unescapeHelp = (text: string): string =>
  text.includes('\\') ? text.replace(/\\([\\n"])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)) : text;

/** Strict: `# KEYWORD name text` with single spaces, the text may be empty; undefined is an error. */
export function parseStrictMetadata(line: string): Metadata | undefined {
  const match = /^# (HELP|TYPE|UNIT) ([^ ]+) (.*)$/s.exec(line);
  const keyword = match?.[1];
  if (match === null || !isKeyword(keyword)) return undefined;
  return { keyword, name: match[2] ?? '', text: match[3] ?? '' };
}

/** Lenient: any blanks, quoted names; undefined is an ordinary comment. */
export function parseLenientMetadata(line: string): Metadata | undefined {
  const match = /^[ \t]*#[ \t]+(HELP|TYPE|UNIT)[ \t]+(?=[^ \t])/.exec(line);
  const keyword = match?.[1];
  if (match === null || !isKeyword(keyword)) return undefined;
  const cursor = new Cursor(line, false);
  cursor.at = match[0].length;
  const name = cursor.peek() === '"' ? cursor.quoted() : cursor.match(/[^ \t]+/y);
  if (name === undefined || name === '') return undefined;
  cursor.skipBlanks();
  const rest = line.slice(cursor.at);
  return { keyword, name, text: keyword === 'HELP' ? rest : rest.trimEnd() };
}
