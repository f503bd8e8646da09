import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { refText } from '../ref';
import type { BundleProgress, InputFile } from './bundle';
import { type BundleOptions, readBundle } from './read-bundle';

const encode = (text: string) => new TextEncoder().encode(text);
const file = (text: string | Uint8Array, name = 'a.yaml'): InputFile => ({ name, bytes: typeof text === 'string' ? encode(text) : text });
const read = (files: readonly InputFile[], options: Partial<BundleOptions> = {}) =>
  readBundle(files, { pause: async () => {}, ...options });
const names = (outcome: Awaited<ReturnType<typeof read>>) => outcome.value.resources.map(refText);

const policy = (name: string, mode = 'STRICT') =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: ${name}\n  namespace: shop\nspec:\n  mtls:\n    mode: ${mode}\n`;
const json = (name: string) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector: { app: name } } });
const indented = (text: string) => `- ${text.replaceAll('\n', '\n  ').trimEnd()}\n`;
const list = (...items: readonly string[]) =>
  `apiVersion: v1\nitems:\n${items.map(indented).join('')}kind: List\nmetadata:\n  resourceVersion: ""\n`;

describe('what is read', () => {
  it.each<[string, string | Uint8Array, readonly string[]]>([
    ['one document', policy('a'), ['PeerAuthentication shop/a']],
    ['many documents', `${policy('a')}---\n${policy('b')}`, ['PeerAuthentication shop/a', 'PeerAuthentication shop/b']],
    ['a marker before the first', `# notice\n---\n${policy('a')}`, ['PeerAuthentication shop/a']],
    [
      'a marker with a comment, an end marker and a directive',
      `%YAML 1.1\n--- # x\n${policy('a')}...\n%YAML 1.2\n---\n${policy('b')}`,
      ['PeerAuthentication shop/a', 'PeerAuthentication shop/b'],
    ],
    ['empty documents', `---\n---\n${policy('a')}---\n\n---\n# nothing\n`, ['PeerAuthentication shop/a']],
    ['a List as kubectl prints it', list(policy('a'), policy('b')), ['PeerAuthentication shop/a', 'PeerAuthentication shop/b']],
    [
      'a List whose items are deeper',
      list(policy('a'), policy('b')).replace(/^(?=[- ] )/gm, '  '),
      ['PeerAuthentication shop/a', 'PeerAuthentication shop/b'],
    ],
    ['a List in a List', list(list(policy('a')), policy('b')), ['PeerAuthentication shop/a', 'PeerAuthentication shop/b']],
    ['a typed List', list(policy('a')).replace('kind: List', 'kind: PeerAuthenticationList'), ['PeerAuthentication shop/a']],
    ['a List in flow style', `{apiVersion: v1, kind: List, items: [${json('a')}, ${json('b')}]}`, ['Service shop/a', 'Service shop/b']],
    [
      'a List with anchors over its items',
      `kind: List\napiVersion: v1\nitems:\n- &a ${json('a')}\n- <<: *a\n  metadata: {name: b, namespace: shop}\n`,
      ['Service shop/a', 'Service shop/b'],
    ],
    ['an empty List', 'apiVersion: v1\nkind: List\nitems: []\n', []],
    ['JSON', json('a'), ['Service shop/a']],
    ['JSON with tabs', JSON.stringify(JSON.parse(json('a')), null, '\t'), ['Service shop/a']],
    ['a JSON List', `{"kind":"List","apiVersion":"v1","items":[${json('a')},${json('b')}]}`, ['Service shop/a', 'Service shop/b']],
    ['JSON objects in a row', `${json('a')}\n${json('b')}${json('c')}`, ['Service shop/a', 'Service shop/b', 'Service shop/c']],
    ['JSON between markers', `${json('a')}\n---\n${json('b')}\n`, ['Service shop/a', 'Service shop/b']],
    [
      'JSON with a comma too many and a comment',
      `{ # x\n "kind": "Namespace", "apiVersion": "v1", "metadata": {"name": "a",},}`,
      ['Namespace a'],
    ],
    ['CRLF', `${policy('a')}---\n${policy('b')}`.replaceAll('\n', '\r\n'), ['PeerAuthentication shop/a', 'PeerAuthentication shop/b']],
    [
      'a BOM, and another in the middle',
      `\uFEFF${policy('a')}---\n\uFEFF${policy('b')}`,
      ['PeerAuthentication shop/a', 'PeerAuthentication shop/b'],
    ],
    ['UTF-16, as PowerShell writes', Buffer.from(`\uFEFF${policy('a')}`, 'utf16le'), ['PeerAuthentication shop/a']],
    ['.gz', gzipSync(policy('a')), ['PeerAuthentication shop/a']],
    ['a document without namespace', 'kind: Service\napiVersion: v1\nmetadata: {name: a}', ['Service default/a']],
    [
      'a block scalar with dashes in it',
      `${policy('a')}  # x\n---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: c}\ndata:\n  k: |\n    ---\n    - a\n`,
      ['PeerAuthentication shop/a', 'ConfigMap default/c'],
    ],
    ['aliases inside a document', 'kind: Service\napiVersion: v1\nmetadata: {name: &n a, labels: {app: *n}}', ['Service default/a']],
    ['a last line without its end', policy('a').trimEnd(), ['PeerAuthentication shop/a']],
  ])('%s', async (_, text, expected) => {
    const outcome = await read([file(text)]);
    expect(names(outcome)).toEqual(expected);
    expect(outcome.value.issues).toEqual([]);
  });

  it('reads a stream, and folders by their names', async () => {
    const stream = new Blob([policy('a')]).stream();
    const outcome = await read([{ name: 'mesh/a.yaml', bytes: stream }, file(policy('b'), 'mesh/deep/b.yaml')]);
    expect(outcome.value.resources.map(({ origin }) => origin.source.file)).toEqual(['mesh/a.yaml', 'mesh/deep/b.yaml']);
  });

  it('keeps each resource’s own lines, and where they start', async () => {
    const text = `# c\n${policy('a')}---\n${list(policy('b'), policy('c'))}---\n{"kind":"List","apiVersion":"v1","items":[\n ${json('d')},${json('e')}]}`;
    const outcome = await read([file(text)]);
    expect(
      outcome.value.resources.map(({ name, origin: { source } }) => [name, source.document, source.firstLine, source.firstColumn]),
    ).toEqual([
      ['a', 1, 1, undefined],
      ['b', 2, 13, undefined],
      ['c', 2, 21, undefined],
      ['d', 3, 34, 2],
      ['e', 3, 34, 3 + json('d').length],
    ]);
    const lines = text.split('\n');
    for (const {
      origin: { source },
    } of outcome.value.resources.slice(1, 3))
      expect(source.text.trim().split('\n').slice(1)).toEqual(lines.slice(source.firstLine, source.firstLine + 7));
  });

  it('counts kinds that are not read, and does not parse long ones', async () => {
    const crd = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\n${'# x\n'.repeat(20_000)}`;
    const outcome = await read([file(`${crd}---\n${crd.slice(0, 100)}\n---\n${policy('a')}---\nkind: Foo\napiVersion: v1\n`)]);
    expect([...outcome.value.unread]).toEqual([
      ['apiextensions.k8s.io/v1 CustomResourceDefinition', 2],
      ['v1 Foo', 1],
    ]);
    expect(outcome.value).toMatchObject({ documents: 4, files: 1 });
  });
});

describe('what is wrong', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]\n`)
    .join('')}`;
  const issueOf = async (text: string | Uint8Array) => (await read([file(text)])).value.issues;

  it.each<[string, string | Uint8Array, object]>([
    ['a bracket that never closes', `${policy('a')}---\nkind: Service\nspec: [1\n`, { code: 'yaml-syntax', document: 2, line: 11 }],
    ['a tab', 'kind: Service\napiVersion: v1\nmetadata:\n\tname: a\n', { code: 'yaml-syntax', line: 4, column: 1, lineText: '\tname: a' }],
    ['a map where a text was', 'kind: Service\nmetadata:\n  name: a: b\n', { code: 'yaml-syntax', line: 3, lineText: '  name: a: b' }],
    [
      'a key twice',
      'kind: Service\napiVersion: v1\nmetadata: {name: a}\nkind: Service\n',
      { code: 'yaml-duplicate-key', line: 4, column: 1, lineText: 'kind: Service' },
    ],
    [
      'a broken item of a List',
      list(policy('a'), 'kind: Service\nspec: {\n', policy('b')),
      { code: 'yaml-syntax', line: 12, lineText: '  spec: {' },
    ],
    [
      'a broken item of a JSON List',
      `{"kind":"List","apiVersion":"v1","items":[\n${json('a')},\n{"kind":"Service" "apiVersion":"v1"},\n${json('b')}]}`,
      { code: 'yaml-syntax', line: 3 },
    ],
    ['JSON that breaks off', '{"kind":"Service",\n"metadata":{"name":', { code: 'yaml-syntax' }],
    ['a template', 'kind: Service\nmetadata:\n  name: {{ .Values.name }}-x\n', { line: 3, hint: expect.stringMatching(/template/) }],
    ['an alias bomb', bomb, { code: 'yaml-aliases' }],
    ['an alias of itself', 'kind: Service\napiVersion: v1\nmetadata: &m {name: a, labels: *m}\n', { code: 'yaml-aliases' }],
    ['a merge of what is no map', 'kind: Service\n<<: [1]\n', { code: 'yaml-aliases' }],
    ['an alias of nobody', 'kind: Service\nspec: *nobody\n', { code: 'yaml-syntax', line: 2 }],
    ['deep nesting', `kind: Service\nspec: ${'['.repeat(20_000)}`, { code: 'yaml-too-deep' }],
    ['deep nesting of maps', `spec: ${'{a: '.repeat(5_000)}${'}'.repeat(5_000)}`, { code: 'yaml-too-deep' }],
    ['deep nesting of JSON', `{"kind":"Service","apiVersion":"v1","spec":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`, {}],
    ['Lists in Lists', `${'{"kind":"List","items":['.repeat(20)}${']}'.repeat(20)}`, { code: 'list-too-deep' }],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0), { code: 'binary-file', file: 'a.yaml' }],
    ['a zip', Uint8Array.of(0x50, 0x4b, 3, 4, 1), { code: 'archive', message: expect.stringMatching(/zip/) }],
    [
      'a tar',
      Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar\0'), Buffer.alloc(300)]),
      { code: 'archive', message: expect.stringMatching(/tar/) },
    ],
    ['a packed zip', gzipSync(Uint8Array.of(0x50, 0x4b, 3, 4)), { code: 'archive' }],
    ['Latin-1', Buffer.from('kind: Service\nmetadata: {name: "\xfc"}', 'latin1'), { code: 'not-utf8', line: 1 }],
    ['.gz that breaks off', gzipSync(policy('a')).subarray(0, 40), { code: 'broken-gzip' }],
    ['.gz that is damaged', Buffer.from([0x1f, 0x8b, 8, 1, 2, 3]), { code: 'broken-gzip' }],
    ['a document that is a list', '- a\n- b\n', { code: 'not-kubernetes', severity: 'warning' }],
    ['a document that is a word', 'hello\n', { code: 'not-kubernetes' }],
    ['values of a chart', 'replicas: 3\nimage: x\n', { code: 'not-kubernetes', line: 1 }],
    [
      'a wrong enum',
      policy('a', 'MUTUAL'),
      {
        code: 'resource-rejected',
        severity: 'error',
        line: 8,
        column: 5,
        path: 'spec.mtls.mode',
        ref: { kind: 'PeerAuthentication', namespace: 'shop', name: 'a' },
      },
    ],
    [
      'an unknown field',
      `${policy('a')}  mTLS: {}\n`,
      { code: 'field-without-effect', severity: 'warning', line: 9, lineText: '  mTLS: {}', hint: 'Check its spelling and place.' },
    ],
    [
      'a rule that denies more than is meant',
      'kind: AuthorizationPolicy\napiVersion: security.istio.io/v1\nmetadata: {name: a, namespace: b}\nspec: {action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}\n',
      { code: 'field-without-effect', severity: 'warning', hint: 'Name the ports the rule is meant for (to.operation.ports).' },
    ],
    [
      'a selector without labels',
      'kind: AuthorizationPolicy\napiVersion: security.istio.io/v1\nmetadata: {name: a, namespace: b}\nspec: {selector: {}}\n',
      { code: 'field-without-effect', hint: 'Name labels, or leave the selector out if every workload is meant.' },
    ],
    [
      'a label that is a number',
      'kind: Service\napiVersion: v1\nmetadata:\n  name: a\n  labels: {version: 1}\n',
      { code: 'resource-rejected', line: 5, path: 'metadata.labels.version' },
    ],
    [
      'a label that is `yes`, which is true',
      'kind: Service\napiVersion: v1\nmetadata:\n  name: a\n  labels: {ready: yes}\n',
      { code: 'resource-rejected', line: 5 },
    ],
    ['no name', 'kind: Service\napiVersion: v1\nmetadata: {}\n', { code: 'resource-rejected', path: 'metadata.name', line: 3 }],
    ['metadata that is a list', 'kind: Service\napiVersion: v1\nmetadata: []\n', { code: 'resource-rejected' }],
    [
      'the same resource twice',
      `${policy('a')}---\n${policy('a')}`,
      {
        code: 'duplicate-resource',
        severity: 'warning',
        line: 10,
        message: expect.stringMatching(/given twice, first in a\.yaml, line 1/),
      },
    ],
    [
      'a hostile key',
      'kind: Service\napiVersion: v1\nmetadata: {name: a, labels: {__proto__: {x: 1}}}\n',
      { code: 'resource-rejected', path: 'metadata.labels.__proto__' },
    ],
  ])('%s', async (_, text, expected) => {
    expect((await issueOf(text))[0] ?? {}).toMatchObject(expected);
  });

  it('loses no other document over a broken one, in YAML, in a List and in JSON', async () => {
    const broken = 'kind: Service\nspec: {\n';
    expect(names(await read([file(`${policy('a')}---\n${broken}---\n${policy('b')}`)]))).toHaveLength(2);
    expect(names(await read([file(list(policy('a'), broken, policy('b')))]))).toHaveLength(2);
    expect(names(await read([file(`{"kind":"List","apiVersion":"v1","items":[${json('a')},{"kind" 1},${json('b')}]}`)]))).toHaveLength(2);
    expect(names(await read([file(broken, 'a'), file(Uint8Array.of(0), 'b'), file(policy('c'), 'c')]))).toEqual([
      'PeerAuthentication shop/c',
    ]);
  });

  it('tells errors as problems with file, line, column and the line itself', async () => {
    const { problems } = await read([file('kind: Service\nmetadata:\n  name: a: b\n', 'shop/a.yaml')]);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'yaml-syntax',
        severity: 'error',
        message: expect.stringMatching(/^shop\/a\.yaml, line 3, column \d+: Not readable as YAML: .*It reads: name: a: b$/),
      }),
    ]);
  });

  it('cuts a long line around the fault', async () => {
    const [issue] = await issueOf(`{"kind":"Service","apiVersion":"v1","a":"${'x'.repeat(50_000)}" "b":1,"c":"${'y'.repeat(5_000)}"}`);
    expect(issue?.column).toBeGreaterThan(50_000);
    expect(issue?.lineText?.length).toBeLessThan(170);
  });

  it('counts what is too much to tell', async () => {
    const outcome = await read([file('a: [\n---\n'.repeat(200))], { limits: { issues: 100 } });
    expect(outcome.value.issues).toHaveLength(100);
    expect(outcome.problems).toHaveLength(51);
    expect(outcome.problems.at(-1)?.message).toMatch(/^150 more/);
  });

  it('says so when nothing in the files is read', async () => {
    expect((await read([])).problems).toEqual([expect.objectContaining({ code: 'bundle-empty' })]);
    expect((await read([file('kind: Foo\napiVersion: v1\n')])).problems[0]?.message).toMatch(/None of the documents/);
  });
});

describe('bounds', () => {
  it('a small .gz that unpacks to very much is stopped', async () => {
    const outcome = await read([file(gzipSync(Buffer.alloc(20_000_000, 'a')), 'bomb.gz'), file(policy('a'))], {
      limits: { bytes: 1_000_000 },
    });
    expect(outcome.problems[0]).toMatchObject({ code: 'bundle-too-large', message: expect.stringMatching(/^bomb\.gz: .*1 MB/) });
  });
  it('files, documents and a stream that never ends have limits', async () => {
    expect((await read([file(policy('a')), file(policy('b'))], { limits: { files: 1 } })).problems[0]?.code).toBe('too-many-files');
    const long = `kind: Service\napiVersion: v1\nmetadata:\n  name: a\n${'  x: y\n'.repeat(3_000)}`;
    expect((await read([file(long)], { limits: { documentCharacters: 10_000 } })).problems[0]?.code).toBe('document-too-large');
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(100_000)) });
    expect((await read([{ name: 'endless', bytes: endless }], { limits: { bytes: 1_000_000 } })).problems[0]?.code).toBe(
      'bundle-too-large',
    );
  });
  it('a stream that fails is a file that cannot be read', async () => {
    const failing = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('gone')) });
    expect((await read([{ name: 'x', bytes: failing }, file(policy('a'))])).value).toMatchObject({
      issues: [{ code: 'unreadable-file' }],
      resources: [{}],
    });
  });
  it('pauses and tells progress while it reads a List of one file, and stops when told', async () => {
    const text = list(...Array.from({ length: 3_000 }, (_, index) => policy(`p${index}`)));
    const seen: BundleProgress[] = [];
    let pauses = 0;
    const whole = await read([file(text)], { pause: async () => void pauses++, onProgress: (progress) => seen.push(progress) });
    expect(whole.value.resources).toHaveLength(3_000);
    expect(pauses).toBeGreaterThan(3);
    expect(seen.map(({ bytesDone }) => bytesDone)).toEqual(seen.map(({ bytesDone }) => bytesDone).toSorted((a, b) => a - b));
    expect(seen.at(-1)).toEqual({ files: 1, filesDone: 1, bytesDone: text.length, resources: 3_000 });

    const controller = new AbortController();
    const stopped = await read([file(text)], { pause: async () => controller.abort(), signal: controller.signal });
    expect(stopped.problems.map(({ code }) => code)).toEqual(['bundle-cancelled']);
    expect(stopped.value.resources.length).toBeLessThan(2_000);
  });
});
