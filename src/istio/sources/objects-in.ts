/** The text of one document → the Kubernetes objects in it: plain ones, and those that Lists hold, each with its own text. */
import { isMap, isNode, isSeq } from 'yaml';
import { kindOf } from '../parse-resource';
import { readYaml, type YamlFault, type YamlValue } from '../parse-yaml';
import { isRecord } from '../resources/reader';
import { entriesAt, fieldsAt, type Range, skipSpace, valueAt } from './json-ranges';
import { lineCursor } from './line-cursor';
import { blockItems, mayHaveAnchors } from './list-items';
import { isSecretKind, maySpellSecret } from './secrecy';

/** A text and where in the file it starts. */
export interface Piece {
  readonly text: string;
  readonly firstLine: number;
  readonly firstColumn?: number;
}

/** `secret` carries nothing of it; `unread` was not worth parsing, its kind being none that is read. */
export type Found =
  | { readonly what: 'object'; readonly value: unknown; readonly piece: Piece }
  | { readonly what: 'secret' }
  | { readonly what: 'unread'; readonly apiVersion: string; readonly wireKind: string }
  | ({ readonly what: 'fault' } & Fault);

export interface Fault {
  readonly code: YamlFault['code'] | 'document-too-large' | 'list-too-deep';
  /** "is …", "has …". */
  readonly message: string;
  readonly line: number;
  readonly column?: number;
  /** The offending line, cut; undefined where it may be secret. */
  readonly lineText?: string;
}

export interface ObjectLimits {
  /** Longest text that is parsed in one go; Lists are taken apart before. */
  readonly documentCharacters: number;
}

/** From this length on, kinds that are not read are left unparsed. */
const LONG = 32_768;
const MOST_NESTED_LISTS = 8;
const DEEPEST_INDENT = 200;
/** A parser takes its time with thousands of open brackets. */
const DEEPEST_BRACKETS = 500;

export function* objectsIn(piece: Piece, limits: ObjectLimits, depth = 0): Generator<Found> {
  const { text } = piece;
  const first = firstContent(text);
  if (first === undefined) return;
  if (depth > MOST_NESTED_LISTS) {
    yield { what: 'fault', code: 'list-too-deep', message: 'is a List in too many Lists', line: piece.firstLine };
    return;
  }
  if (text[first.index] === '{' && (yield* jsonObjects(piece, first.index, limits, depth))) return;
  yield* yamlObjects(piece, first.indent, limits, depth);
}

/** The first character that is neither space nor comment, and how deep it stands. */
function firstContent(text: string): { readonly index: number; readonly indent: number } | undefined {
  const match = /^([ \t]*)[^\s#]/m.exec(text);
  const indent = match?.[1]?.length ?? 0;
  return match === null ? undefined : { index: match.index + indent, indent };
}

/** A copy that does not keep the whole it was cut from in memory. */
const copyOf = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

type Cursor = ReturnType<typeof lineCursor>;

function pieceAt(text: string, { start, end }: Range, cursor: Cursor): Piece {
  const { line, column } = cursor(start);
  return { text: copyOf(text.slice(start, end)), firstLine: line, ...(column === 1 ? {} : { firstColumn: column }) };
}

/** Reads JSON, one value after the other. False, and nothing said, where the first is none: it may still be YAML. */
function* jsonObjects(piece: Piece, from: number, limits: ObjectLimits, depth: number): Generator<Found, boolean> {
  const { text } = piece;
  const cursor = lineCursor(text, piece);
  for (let at = from; at < text.length; ) {
    const range = valueAt(text, at);
    const fields = range === undefined ? undefined : fieldsAt(text, range);
    if (range === undefined || fields === undefined) {
      if (at === from) return false;
      yield* yamlObjects(pieceAt(text, { start: at, end: text.length }, cursor), 0, limits, depth);
      return true;
    }
    const next = skipSpace(text, range.end);
    if (at === from && next < text.length && text[next] !== '{') return false;
    yield* jsonObject(pieceAt(text, range, cursor), limits, depth);
    at = next;
  }
  return true;
}

function* jsonObject(piece: Piece, limits: ObjectLimits, depth: number): Generator<Found> {
  const fields = fieldsAt(piece.text, { start: 0, end: piece.text.length });
  const textOf = (name: string) => {
    const range = fields?.get(name);
    const value = range === undefined ? undefined : parsedJson(piece.text.slice(range.start, range.end));
    return typeof value === 'string' ? value : undefined;
  };
  const wireKind = textOf('kind') ?? '';
  if (isSecretKind(wireKind)) {
    yield { what: 'secret' };
    return;
  }
  const items = fields?.get('items');
  if (wireKind.endsWith('List') && items !== undefined && piece.text[items.start] === '[') {
    const cursor = lineCursor(piece.text, piece);
    for (const entry of entriesAt(piece.text, items)) yield* objectsIn(pieceAt(piece.text, entry, cursor), limits, depth + 1);
    return;
  }
  const apiVersion = textOf('apiVersion');
  if (piece.text.length > LONG && apiVersion !== undefined && wireKind !== '' && kindOf(apiVersion, wireKind) === undefined) {
    yield { what: 'unread', apiVersion, wireKind };
    return;
  }
  const value = isTooDeep(piece.text) ? undefined : parsedJson(piece.text);
  if (value === undefined) yield* yamlObjects(piece, 0, limits, depth);
  else yield { what: 'object', value, piece };
}

/** undefined = no JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* yamlObjects(piece: Piece, indent: number, limits: ObjectLimits, depth: number): Generator<Found> {
  const { text, firstLine } = piece;
  const { apiVersion, wireKind } = indent > DEEPEST_INDENT ? { apiVersion: undefined, wireKind: undefined } : headOf(text, indent);
  if (isSecretKind(wireKind ?? '')) {
    yield { what: 'secret' };
    return;
  }
  const whole = text.length <= limits.documentCharacters && mayHaveAnchors(text);
  const items = wireKind?.endsWith('List') && !whole ? blockItems(text, indent) : undefined;
  if (items !== undefined) {
    for (const item of items) yield* objectsIn({ text: copyOf(item.text), firstLine: firstLine + item.linesBefore }, limits, depth + 1);
    return;
  }
  if (text.length > LONG && apiVersion !== undefined && wireKind !== undefined && kindOf(apiVersion, wireKind) === undefined) {
    yield { what: 'unread', apiVersion, wireKind };
    return;
  }
  if (text.length > limits.documentCharacters) {
    const megabytes = (limits.documentCharacters / 1_000_000).toFixed(1);
    yield { what: 'fault', code: 'document-too-large', message: `is one document of more than ${megabytes} MB`, line: firstLine };
    return;
  }
  if (isTooDeep(text)) {
    yield { what: 'fault', ...faultOf({ code: 'yaml-too-deep', message: 'is nested too deeply' }, piece) };
    return;
  }
  const read = readYaml(text);
  if (read.ok) yield* valuesIn(read.value.value, read.value, piece, depth);
  else yield { what: 'fault', ...faultOf(read.error, piece) };
}

/** By its brackets, whether they are quoted or not: a text with so many open ones is no resource. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    if (bracket === '[' || bracket === '{') depth++;
    else if (depth > 0) depth--;
    if (depth > DEEPEST_BRACKETS) return true;
  }
  return false;
}

/** apiVersion and kind as the outermost fields spell them, when they do so plainly and once. */
function headOf(text: string, indent: number): { readonly apiVersion: string | undefined; readonly wireKind: string | undefined } {
  const pattern = new RegExp(`^ {${indent}}(["']?)(apiVersion|kind)\\1[ \\t]*:[ \\t]+(["']?)([\\w./-]+)\\3[ \\t]*(?:#.*)?\\r?$`, 'gm');
  const found = new Map<string, string>();
  for (const [, , field = '', , value = ''] of text.matchAll(pattern)) {
    // Twice the same field: the parser says what is wrong.
    if (found.has(field)) return { apiVersion: undefined, wireKind: undefined };
    found.set(field, value);
  }
  return { apiVersion: found.get('apiVersion'), wireKind: found.get('kind') };
}

/** What a parsed document holds; Lists here are those written in flow style or with anchors. */
function* valuesIn(value: unknown, yaml: YamlValue, piece: Piece, depth: number): Generator<Found> {
  if (value === null || value === undefined) return;
  const wireKind = isRecord(value) && typeof value.kind === 'string' ? value.kind : '';
  if (isSecretKind(wireKind)) yield { what: 'secret' };
  else if (!isRecord(value) || !wireKind.endsWith('List') || !Array.isArray(value.items)) yield { what: 'object', value, piece };
  else yield* listed(value.items, yaml.tree.contents, { text: piece.text, cursor: lineCursor(piece.text, piece) }, depth);
}

/** A text whose places are asked for in their order. */
interface Placed {
  readonly text: string;
  readonly cursor: Cursor;
}

function* listed(items: readonly unknown[], node: unknown, placed: Placed, depth: number): Generator<Found> {
  const sequence = isMap(node) ? node.get('items', true) : undefined;
  for (const [index, item] of items.entries()) {
    const own = isSeq(sequence) ? sequence.items[index] : undefined;
    const range = isNode(own) ? own.range : undefined;
    const wireKind = isRecord(item) && typeof item.kind === 'string' ? item.kind : '';
    if (isSecretKind(wireKind)) yield { what: 'secret' };
    else if (isRecord(item) && wireKind.endsWith('List') && Array.isArray(item.items) && depth < MOST_NESTED_LISTS)
      yield* listed(item.items, own, placed, depth + 1);
    else if (range === undefined || range === null)
      yield { what: 'object', value: item, piece: { text: '', firstLine: placed.cursor(0).line } };
    else yield { what: 'object', value: item, piece: itemPiece(placed, { start: range[0], end: range[1] }) };
  }
}

/** A block map's lines stand as deep as its first one: spaces stand in for what was before it. */
function itemPiece({ text: whole, cursor }: Placed, range: Range): Piece {
  const item = pieceAt(whole, range, cursor);
  const { text, firstLine, firstColumn = 1 } = item;
  return text.startsWith('{') || firstColumn > DEEPEST_INDENT ? item : { text: ' '.repeat(firstColumn - 1) + text, firstLine };
}

const LONGEST_LINE = 160;

function faultOf({ code, message, at }: YamlFault, { text, firstLine, firstColumn = 1 }: Piece): Fault {
  if (maySpellSecret(text)) {
    const silent = 'is not readable YAML; nothing of it is shown, for it may hold a Secret';
    return { code, message: silent, line: firstLine + (at?.line ?? 1) - 1 };
  }
  if (at === undefined) return { code, message, line: firstLine };
  const line = text.split('\n', at.line)[at.line - 1]?.trimEnd() ?? '';
  const start = Math.max(0, Math.min(at.column - LONGEST_LINE / 2, line.length - LONGEST_LINE));
  const shown = line.slice(start, start + LONGEST_LINE);
  return {
    code,
    message,
    line: firstLine + at.line - 1,
    column: at.line === 1 ? at.column + firstColumn - 1 : at.column,
    lineText: `${start > 0 ? '…' : ''}${shown}${start + LONGEST_LINE < line.length ? '…' : ''}`,
  };
}
