/** docs/ARCHITECTURE.md, enforced. The first block reads the tree; the second shows that each rule can fail. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rules } from './testing/architecture/rules';
import { type SourceText, scanSource } from './testing/architecture/scan-source';
import { sourceTree } from './testing/architecture/source-tree';

const root = fileURLToPath(new URL('..', import.meta.url));

function textsBelow(directory: string): readonly SourceText[] {
  return readdirSync(join(root, directory), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
}

describe('the tree keeps the rules of docs/ARCHITECTURE.md', () => {
  const tree = sourceTree(['src', 'mock-server', 'scripts', 'e2e'].flatMap(textsBelow));

  test('which are checked on all of it', () => {
    const layers = new Set(tree.map(({ layer }) => layer));
    for (const layer of [
      'lib',
      'prometheus',
      'telemetry',
      'mesh',
      'expression',
      'layout',
      'scene',
      'render',
      'worker',
      'app',
      'ui',
      'cli',
      'mock-server',
    ]) {
      expect(layers).toContain(layer);
    }
  });

  test.each(rules)('$states', ({ broken }) => {
    expect(broken(tree)).toEqual([]);
  });
});

/** A rule applied to a small tree, `path: text`. */
function verdictOf(ruleStart: string, texts: Readonly<Record<string, string>>): readonly string[] {
  const rule = rules.find(({ states }) => states.startsWith(ruleStart));
  if (rule === undefined) throw new Error(`no rule begins "${ruleStart}"`);
  return rule.broken(sourceTree(Object.entries(texts).map(([path, text]) => ({ path, text }))));
}

describe('each rule fails when it is broken', () => {
  const node = {
    'src/mesh/model.ts': 'export const a = 1;',
    'src/scene/scene.ts': 'export const s = 1;',
    'src/render/r.ts': 'export const r = 1;',
  };

  test.each<[string, string, Record<string, string>, string[]]>([
    [
      'imports point left',
      'a domain layer looks right',
      { ...node, 'src/lib/x.ts': "import { a } from '../mesh/model';" },
      ['src/lib/x.ts'],
    ],
    [
      'imports point left',
      'even for a type',
      { ...node, 'src/render/x.ts': "import type { a } from '../mesh/model';" },
      ['src/render/x.ts'],
    ],
    ['imports point left', 'even lazily', { ...node, 'src/app/x.ts': "void import('../render/r');" }, ['src/app/x.ts']],
    ['imports point left', 'even for a side effect', { ...node, 'src/mesh/x.ts': "import '../render/r';" }, ['src/mesh/x.ts']],
    [
      'imports point left',
      'over several lines',
      { ...node, 'src/lib/x.ts': "import {\n  a,\n  b as c,\n} from '../mesh/model';" },
      ['src/lib/x.ts'],
    ],
    ['imports point left', 'the command line draws', { ...node, 'src/cli/x.ts': "import { r } from '../render/r';" }, ['src/cli/x.ts']],
    ['imports point left', 'React outside ui', { 'src/app/x.ts': "import { useState } from 'react';" }, ['src/app/x.ts']],
    ['imports point left', 'Cytoscape outside render', { 'src/scene/x.ts': "import cytoscape from 'cytoscape';" }, ['src/scene/x.ts']],
    ['imports point left', 'Node in the domain', { 'src/mesh/x.ts': "import { readFileSync } from 'node:fs';" }, ['src/mesh/x.ts']],
    [
      'imports point left',
      'the mock uses the program',
      { ...node, 'mock-server/x.ts': "import { a } from '../src/mesh/model';" },
      ['mock-server/x.ts'],
    ],
    [
      'imports point left',
      'the program uses the mock',
      { 'mock-server/m.ts': '', 'src/cli/x.ts': "import '../../mock-server/m';" },
      ['src/cli/x.ts'],
    ],
    [
      'imports point left',
      'code uses a test tool',
      { 'src/testing/t.ts': '', 'src/mesh/x.ts': "import '../testing/t';" },
      ['src/mesh/x.ts'],
    ],
    ['every relative import', 'of a file that is not there', { 'src/lib/x.ts': "import { y } from './y';" }, ['src/lib/x.ts']],
    [
      'one ui file',
      'two of them',
      { ...node, 'src/ui/a.tsx': "import { r } from '../render/r';", 'src/ui/b.tsx': "import type { r } from '../render/r';" },
      ['src/ui/a.tsx, src/ui/b.tsx'],
    ],
    ['one ui file', 'client code', { 'src/prometheus/c.ts': '', 'src/ui/a.tsx': "import { c } from '../prometheus/c';" }, ['src/ui/a.tsx']],
    ['end-to-end', 'a spec that looks inside', { ...node, 'e2e/x.spec.ts': "import { a } from '../src/mesh/model';" }, ['e2e/x.spec.ts']],
    [
      'there is no import cycle',
      'through three files',
      { 'src/lib/a.ts': "import './b';", 'src/lib/b.ts': "import './c';", 'src/lib/c.ts': "import './a';" },
      ['src/lib/a.ts → src/lib/b.ts → src/lib/c.ts → src/lib/a.ts'],
    ],
    ['left of render', 'the clock', { 'src/mesh/x.ts': 'const t = Date.now();' }, ['a clock']],
    ['left of render', 'chance', { 'src/layout/x.ts': 'const t = Math.random();' }, ['randomness']],
    ['left of render', 'the network', { 'src/telemetry/x.ts': 'await fetch(url);' }, ['a fetch']],
    ['left of render', 'the page', { 'src/scene/x.ts': 'const w = window.innerWidth;' }, ['the DOM']],
    ['left of render', 'the console', { 'src/lib/x.ts': 'console.log(1);' }, ['the console']],
    ['left of render', 'HTML from text', { 'src/ui/x.tsx': '<p dangerouslySetInnerHTML={x} />' }, ['HTML from text']],
    ['colours', 'in a component', { 'src/ui/x.tsx': 'const c = "text-[#ff0000]";' }, ['[#ff0000'.slice(1)]],
    ['colours', 'in another style sheet', { 'src/index.css': 'a { color: #fff; }' }, ['#fff']],
    ['colours', 'as numbers', { 'src/render/x.ts': "const c = 'rgba(0, 0, 0, 0.5)';" }, ['rgba(0']],
    ['exports have names', 'a default', { 'src/lib/x.ts': 'export default 1;' }, ['src/lib/x.ts']],
    ['a name has one home', 'a barrel', { 'src/lib/a.ts': '', 'src/lib/x.ts': "export * from './a';" }, ['src/lib/x.ts']],
    ['a name has one home', 'an index', { 'src/lib/index.ts': 'export const all = [];' }, ['src/lib/index.ts']],
    ['no file is longer', 'one line too many', { 'src/lib/x.ts': 'x;\n'.repeat(351) }, ['351 lines']],
  ])('%s… : %s', (rule, _, texts, expected) => {
    const verdict = verdictOf(rule, texts);
    expect(verdict).toHaveLength(expected.length);
    for (const [index, words] of expected.entries()) expect(verdict[index]).toContain(words);
  });

  test.each<[string, string, Record<string, string>]>([
    [
      'imports point left',
      'what the table allows',
      { ...node, 'src/render/x.ts': "import { s } from '../scene/scene';\nimport cytoscape from 'cytoscape';" },
    ],
    ['imports point left', 'tests', { ...node, 'src/lib/x.test.ts': "import { a } from '../mesh/model';" }],
    ['imports point left', 'what only a comment imports', { ...node, 'src/lib/x.ts': "// import { a } from '../mesh/model';" }],
    ['left of render', 'what only words name', { 'src/mesh/x.ts': "const text = 'never call Date.now() here'; /* console.log */" }],
    [
      'left of render',
      'a fetch that is passed in',
      { 'src/prometheus/x.ts': 'export const f = (fetch: typeof globalThis.fetch) => fetch("/");' },
    ],
    ['colours', 'private fields and fragments', { 'src/render/x.ts': "this.#add(1); const link = '#legend';" }],
    ['a name has one home', 'a registry', { 'src/scene/overlays/index.ts': "import { h } from './h';\nexport const all = [h];" }],
    ['end-to-end', 'its bench', { ...node, 'e2e/bench/x.ts': "import { a } from '../../src/mesh/model';" }],
  ])('%s… does not forbid %s', (rule, _, texts) => {
    expect(verdictOf(rule, texts)).toEqual([]);
  });
});

test('the scanner is not misled by quotes in regular expressions, templates, JSX or words', () => {
  const text = [
    'const q = /[\'"`]/.test(a / b);',
    "const t = `it's`;",
    "const p = <p>isn't it</p>;",
    "import { real } from './real';",
    'const s = "import { fake } from \'./fake\'".length;',
    'Date.now();',
  ].join('\n');
  const { imports, code } = scanSource({ path: 'src/ui/x.tsx', text });
  expect(imports).toEqual([{ specifier: './real', typeOnly: false, reExport: false }]);
  expect(code).toContain('Date.now()');
});
