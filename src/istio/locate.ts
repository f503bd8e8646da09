/** A field's path → its position in the source, found by parsing the source again when somebody asks. */
import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node } from 'yaml';
import { parseYaml, type YamlText } from './parse-yaml';
import type { Origin, Position, SourceDocument } from './source-document';

type Step = string | number;

/** "spec.http[0].headers["x-a"]" → its steps; undefined for what is no path. */
export function stepsOf(path: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  const pattern = /\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (pattern.lastIndex < path.length) {
    const match = pattern.exec(path);
    if (match === null) return undefined;
    const [, name, index, quoted] = match;
    if (name !== undefined) steps.push(name);
    else if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(textOf(quoted));
  }
  return steps;
}

function textOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}

/** Where each path of one document stands. A field that is absent stands where its nearest present parent does; undefined when the text is not readable. */
export function positionsOf(source: SourceDocument): (path: string) => Position | undefined {
  const parsed = parseYaml(source.text);
  if (!parsed.ok) return () => undefined;
  return (path) => {
    const steps = stepsOf(path);
    const offset = steps === undefined ? undefined : offsetOf(parsed.value, steps);
    if (offset === undefined) return undefined;
    const { line, col } = parsed.value.lines.linePos(offset);
    const before = line <= 1 ? (source.firstColumn ?? 1) - 1 : 0;
    return {
      file: source.file,
      document: source.document,
      line: source.firstLine + Math.max(line, 1) - 1,
      column: before + Math.max(col, 1),
    };
  };
}

/** Where fields of a resource stand, for their paths as readers and reasons give them. Parses the text once. */
export function positionsIn({ source, path: base }: Origin): (path: string) => Position | undefined {
  const positionOf = positionsOf(source);
  return (path) => positionOf(joinPaths(base, path));
}

/** Where one field of a resource stands. */
export function locate(origin: Origin, path: string): Position | undefined {
  return positionsIn(origin)(path);
}

function joinPaths(base: string, path: string): string {
  if (base === '' || path === '') return base + path;
  return path.startsWith('[') ? `${base}${path}` : `${base}.${path}`;
}

function offsetOf({ tree }: YamlText, steps: readonly Step[]): number | undefined {
  let node: unknown = tree.contents;
  let offset = isNode(tree.contents) ? tree.contents.range?.[0] : undefined;
  for (const step of steps) {
    const child = childOf(tree, resolved(tree, node), step);
    if (child === undefined) return offset;
    node = child.node;
    offset = child.offset ?? offset;
  }
  return offset;
}

interface Child {
  readonly node: unknown;
  readonly offset: number | undefined;
}

function resolved(tree: Document, node: unknown): unknown {
  if (!isAlias(node)) return node;
  try {
    return node.resolve(tree);
  } catch {
    return undefined;
  }
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? ((node as Node).range?.[0] ?? undefined) : undefined);

function childOf(tree: Document, node: unknown, step: Step, depth = 0): Child | undefined {
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step];
    return item === undefined ? undefined : { node: item, offset: startOf(isPair(item) ? item.key : item) };
  }
  if (!isMap(node)) return undefined;
  for (const { key, value } of node.items)
    if (isScalar(key) && String(key.value) === String(step)) return { node: value, offset: startOf(key) };
  if (depth > 10) return undefined;
  for (const { key, value } of node.items) {
    if (!isScalar(key) || key.value !== '<<') continue;
    const merged = resolved(tree, value);
    for (const each of isSeq(merged) ? merged.items : [merged]) {
      const child = childOf(tree, resolved(tree, each), step, depth + 1);
      if (child !== undefined) return child;
    }
  }
  return undefined;
}
