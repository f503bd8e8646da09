/**
 * YAML as Kubernetes reads it: strings stay strings where go-yaml keeps them (dates, `1:30`), `yes` and `on` are true, `<<` merges, keys are
 * texts. JSON is a subset of it. Bounded: aliases cannot multiply, cycles and deep nesting are errors.
 */
import {
  type Document,
  type DocumentOptions,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type ParsedNode,
  type ParseOptions,
  parseDocument,
  type ScalarTag,
  type SchemaOptions,
  type Tags,
  visit,
  type YAMLMap,
} from 'yaml';
import { err, ok, type Result } from '../lib/result';

export interface YamlText {
  readonly tree: Document.Parsed<ParsedNode>;
  readonly lines: LineCounter;
}

/** What is wrong and where; line and column count from 1 within the text. Undefined where the whole text is meant. */
export interface YamlFault {
  readonly code: 'yaml-syntax' | 'yaml-duplicate-key' | 'yaml-aliases' | 'yaml-too-deep';
  readonly message: string;
  readonly at?: { readonly line: number; readonly column: number };
}

/** Types of YAML 1.1 that go-yaml leaves as texts when it makes JSON. */
const TEXTS = /:(timestamp|binary|omap|pairs|set)$/;

const options: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  customTags: (tags) => tags.filter((tag) => !isForeign(tag)),
  // Checked here in linear time; the parser's own check is quadratic.
  uniqueKeys: false,
  stringKeys: true,
  prettyErrors: false,
  logLevel: 'silent',
};

function isForeign(tag: Tags[number]): boolean {
  return typeof tag === 'object' && ((tag as ScalarTag).format === 'TIME' || TEXTS.test(tag.tag));
}

/** The syntax tree of one document, whatever its errors; a fault only where there is no tree at all. */
export function parseYaml(text: string): Result<YamlText, YamlFault> {
  const lines = new LineCounter();
  try {
    return ok({ tree: parseDocument(text, { ...options, lineCounter: lines }), lines });
  } catch {
    return err({ code: 'yaml-too-deep', message: 'is nested too deeply' });
  }
}

/** One document as a value, beside its syntax tree. */
export interface YamlValue extends YamlText {
  readonly value: unknown;
}

/** The value of one document. */
export function readYaml(text: string): Result<YamlValue, YamlFault> {
  const parsed = parseYaml(text);
  if (!parsed.ok) return parsed;
  const { tree, lines } = parsed.value;
  // The end of the text is the end of its last line with something on it.
  const end = text.trimEnd().length;
  const at = (offset: number) => {
    const { line, col } = lines.linePos(Math.min(offset, end));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [error] = tree.errors;
  if (error !== undefined) {
    const tooDeep = error.message.includes('call stack');
    return err({
      code: tooDeep ? 'yaml-too-deep' : 'yaml-syntax',
      message: tooDeep ? 'is nested too deeply' : error.message,
      at: at(error.pos[0]),
    });
  }
  try {
    const { repeated, nameless, aliased } = inspect(tree);
    if (repeated !== undefined) return err({ code: 'yaml-duplicate-key', message: 'has the same key twice in one map', at: at(repeated) });
    if (nameless !== undefined) return err({ code: 'yaml-syntax', message: 'an alias names no anchor before it', at: at(nameless) });
    const value: unknown = tree.toJS({ maxAliasCount: 100 });
    // Unshares what aliases share, and refuses a cycle.
    const unshared: unknown = aliased ? JSON.parse(JSON.stringify(value ?? null)) : value;
    return ok({ value: unshared, tree, lines });
  } catch (thrown) {
    if (thrown instanceof RangeError) return err({ code: 'yaml-too-deep', message: 'is nested too deeply' });
    return err({ code: 'yaml-aliases', message: 'has aliases that multiply, form a cycle or merge what is no map' });
  }
}

interface Findings {
  /** Offset of a key that its map has already. */
  readonly repeated: number | undefined;
  /** Offset of an alias without anchor. */
  readonly nameless: number | undefined;
  readonly aliased: boolean;
}

function inspect(tree: YamlText['tree']): Findings {
  let aliased = false;
  let nameless: number | undefined;
  let repeated: number | undefined;
  const anchors = new Set<string>();
  visit(tree, (_, node) => {
    if (isAlias(node)) {
      aliased = true;
      if (!anchors.has(node.source)) nameless ??= node.range?.[0];
    } else if ((isCollection(node) || isScalar(node)) && node.anchor !== undefined) anchors.add(node.anchor);
    if (isMap(node)) repeated ??= repeatedKey(node);
  });
  return { repeated, nameless, aliased };
}

function repeatedKey(map: YAMLMap): number | undefined {
  const seen = new Set<unknown>();
  for (const { key } of map.items) {
    const name = isScalar(key) ? key.value : key;
    if (seen.has(name) && name !== '<<') return (isNode(key) ? key.range?.[0] : map.range?.[0]) ?? 0;
    seen.add(name);
  }
  return undefined;
}
