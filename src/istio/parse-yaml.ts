/**
 * YAML as Kubernetes reads it: strings stay strings where go-yaml keeps them (dates, `1:30`), `yes` and `on` are true, `<<` merges, keys are
 * texts. JSON is a subset of it. Bounded: aliases cannot multiply, cycles and deep nesting are errors.
 */
import {
  type Document,
  type DocumentOptions,
  isAlias,
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
} from 'yaml';
import { err, ok, type Result } from '../lib/result';

export interface YamlText {
  readonly document: Document.Parsed<ParsedNode>;
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
    return ok({ document: parseDocument(text, { ...options, lineCounter: lines }), lines });
  } catch {
    return err({ code: 'yaml-too-deep', message: 'is nested too deeply' });
  }
}

/** The value of one document. */
export function readYaml(text: string): Result<unknown, YamlFault> {
  const parsed = parseYaml(text);
  if (!parsed.ok) return parsed;
  const { document, lines } = parsed.value;
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [error] = document.errors;
  if (error !== undefined) {
    const tooDeep = error.message.includes('call stack');
    return err({
      code: tooDeep ? 'yaml-too-deep' : 'yaml-syntax',
      message: tooDeep ? 'is nested too deeply' : error.message,
      at: at(error.pos[0]),
    });
  }
  try {
    const { repeated, aliased } = inspect(document);
    if (repeated !== undefined) return err({ code: 'yaml-duplicate-key', message: 'has the same key twice in one map', at: at(repeated) });
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    // Unshares what aliases share, and refuses a cycle.
    return ok(aliased ? JSON.parse(JSON.stringify(value ?? null)) : value);
  } catch (thrown) {
    if (thrown instanceof RangeError) return err({ code: 'yaml-too-deep', message: 'is nested too deeply' });
    return err({ code: 'yaml-aliases', message: 'has aliases that multiply, form a cycle or merge what is no map' });
  }
}

function inspect(document: YamlText['document']): { readonly repeated: number | undefined; readonly aliased: boolean } {
  let aliased = false;
  let repeated: number | undefined;
  visit(document, (_, node) => {
    if (isAlias(node)) aliased = true;
    if (!isMap(node)) return undefined;
    const seen = new Set<unknown>();
    for (const { key } of node.items) {
      const name = isScalar(key) ? key.value : key;
      if (seen.has(name) && name !== '<<') {
        repeated = isNode(key) ? key.range?.[0] : node.range?.[0];
        return visit.BREAK;
      }
      seen.add(name);
    }
    return undefined;
  });
  return { repeated, aliased };
}
