import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocuments } from '../read-documents';
import { readBundle } from './read-bundle';

const VALUE = 'aHVudGVyMg';
const block = `apiVersion: v1
kind: Secret
metadata:
  name: s
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"data":{"p":"${VALUE}"}}'
# ${VALUE}
data:
  p: ${VALUE}
stringData: {q: ${VALUE}}
`;
const flow = JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { p: VALUE } });
const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n';
const item = (text: string) => `- ${text.replaceAll('\n', '\n  ').trimEnd()}\n`;
const listed = (...items: readonly string[]) => `apiVersion: v1\nkind: List\nitems:\n${items.join('')}`;
const cases: readonly (readonly [string, string, number])[] = [
  ['a document', `${service}---\n${block}`, 1],
  ['JSON', flow, 1],
  ['an item of a List', listed(item(service), item(block), item(service)), 1],
  ['an item with a comment before it', listed(item(service), `# ${VALUE}\n`, item(block), `# ${VALUE}\n`), 1],
  [
    'an item of a JSON List',
    `{"kind":"List","apiVersion":"v1","items":[${flow},{"kind":"Service","apiVersion":"v1","metadata":{"name":"a"}}]}`,
    1,
  ],
  ['an item of a flow List', `{kind: List, apiVersion: v1, items: [${flow}, {kind: Service, apiVersion: v1, metadata: {name: a}}]}`, 1],
  ['an item of a List with anchors', listed(`- &a ${flow}\n`, item(service)), 1],
  ['a SecretList', listed(item(block), item(block)).replace('kind: List', 'kind: SecretList'), 1],
  ['a SecretList whose items have no kind', `apiVersion: v1\nkind: SecretList\nitems:\n- data: {p: ${VALUE}}\n`, 1],
  ['another version', block.replace('v1', 'v2'), 1],
  ['quoted words', block.replace('kind: Secret', '"kind": \'Secret\'  # x'), 1],
  ['a tagged kind', `{kind: !!str Secret, apiVersion: v1, data: {p: ${VALUE}}}`, 1],
  ['an anchored kind', block.replace('kind: Secret', 'kind: &k Secret'), 1],
  ['escapes', flow.replace('Secret', '\\u0053ecret'), 1],
  ['a kind on the next line', block.replace('kind: Secret', 'kind:\n  Secret'), 1],
  ['a broken one', `${block}  - ${VALUE}: [\n`, 1],
  ['a broken one in flow style', `${flow.slice(0, -2)}, ${VALUE}`, 0],
  ['a broken one with a tagged kind', `kind: !!str Secret\ndata:\n\tp: ${VALUE}\n`, 0],
  ['a missing separator', `${service}${block}`, 0],
  ['a key twice', `{kind: Secret, kind: Secret, data: {p: ${VALUE}}}`, 0],
  ['CRLF', block.replaceAll('\n', '\r\n'), 1],
  ['a file with a BOM', `\uFEFF${block}`, 1],
  ['a broken item of a List', listed(item(service), item(`${block}x: [`), item(service)), 1],
];

describe('Secrets', () => {
  it.each(cases)('%s is skipped and leaves nothing', async (_, text) => {
    const outcome = await readBundle([{ name: 'a.yaml', bytes: new TextEncoder().encode(text) }], { pause: async () => {} });
    const kept = JSON.stringify({
      ...outcome,
      unread: [...outcome.value.unread],
      labels: outcome.value.resources.map((each) => [...each.annotations]),
    });
    expect(kept).not.toContain(VALUE);
    expect(outcome.value.resources.filter(({ kind }) => kind !== 'Service')).toEqual([]);
    expect(JSON.stringify(readDocuments('a.yaml', text))).not.toContain(VALUE);
  });
  it.each(cases)('%s is counted where it can be told', async (_, text, count) => {
    const { value } = await readBundle([{ name: 'a.yaml', bytes: new TextEncoder().encode(text) }], { pause: async () => {} });
    expect(value.secretsSkipped).toBe(count);
  });
  it('leave nothing however their text is damaged, as long as the kind stands', () => {
    const damaged = fc.tuple(fc.nat(block.length), fc.constantFrom('', '\t', '[', '{', '"', "'", '\n', ': ', '- ', '&a ', '*a ', '---x'));
    fc.assert(
      fc.property(fc.array(damaged, { minLength: 1, maxLength: 4 }), (changes) => {
        let text = `${service}---\n${block}`;
        for (const [at, insert] of changes) {
          const start = text.indexOf('metadata', service.length) + (at % 60);
          text = text.slice(0, start) + insert + text.slice(start);
        }
        expect(JSON.stringify(readDocuments('a.yaml', text))).not.toContain(VALUE);
      }),
      { numRuns: 300 },
    );
  });
});

describe('ConfigMaps', () => {
  it('keep neither data nor text nor annotations with a copy of it, but for the mesh’s', () => {
    const text = (name: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: "${VALUE}"\ndata:\n  mesh: ${VALUE}\n`;
    const keptOf = (name: string) =>
      JSON.stringify(readDocuments('a.yaml', text(name)), (_, value: unknown) => (value instanceof Map ? [...value] : value));
    expect(keptOf('app')).not.toContain(VALUE);
    expect(keptOf('istio-1-30')).toContain(VALUE);
  });
});
