import { describe, expect, it } from 'vitest';
import { columnAfter, yamlPlace } from './yaml-place';

/** The place of `|` in the text. */
function at(text: string) {
  const lines = text.split('\n');
  const row = lines.findIndex((line) => line.includes('|'));
  const column = (lines[row] ?? '').indexOf('|');
  return yamlPlace(
    lines.map((line) => line.replace('|', '')),
    row,
    column,
  );
}

const POLICY = `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: a
  namespace: shop
spec:
  action: ALLOW
`;

describe('a place in a half-written YAML text', () => {
  it.each([
    ['the top of a document', 'ki|', 'key', []],
    ['a value', 'kind: Auth|', 'value', ['kind']],
    ['an empty value', 'kind: |', 'value', ['kind']],
    ['a field of spec', `${POLICY}  ru|`, 'key', ['spec']],
    ['a value of metadata', 'metadata:\n  namespace: s|', 'value', ['metadata', 'namespace']],
    ['an entry of a list', `${POLICY}  rules:\n    - fr|`, 'key', ['spec', 'rules', '[]']],
    ['an entry at the column of its list', `${POLICY}  rules:\n  - fr|`, 'key', ['spec', 'rules', '[]']],
    [
      'a later field of an entry',
      `${POLICY}  rules:\n    - from:\n        - source:\n            principals: [a]\n      t|`,
      'key',
      ['spec', 'rules', '[]'],
    ],
    [
      'deep inside entries',
      `${POLICY}  rules:\n    - from:\n        - source:\n            prin|`,
      'key',
      ['spec', 'rules', '[]', 'from', '[]', 'source'],
    ],
    [
      'an entry that is a text',
      `${POLICY}  rules:\n  - from:\n    - source:\n        principals:\n        - clu|`,
      'key',
      ['spec', 'rules', '[]', 'from', '[]', 'source', 'principals', '[]'],
    ],
    ['the second entry', `${POLICY}  rules:\n    - from: []\n    - t|`, 'key', ['spec', 'rules', '[]']],
    ['an entry of an entry', `spec:\n  x:\n    - - a|`, 'key', ['spec', 'x', '[]', '[]']],
    ['after a comment and an empty line', 'metadata:\n  # its name\n\n  na|', 'key', ['metadata']],
  ] as const)('%s', (_, text, writing, path) => {
    expect(at(text)).toMatchObject({ writing, path });
  });

  it('knows which fields stand beside it, above and below, in its own group only', () => {
    expect(at('metadata:\n  name: a\n  |\n  labels:\n    app: b\nspec:\n  x: 1')?.siblings.toSorted()).toEqual(['labels', 'name']);
    expect(at('rules:\n  - from: []\n    |\n    to: []\n  - when: []')?.siblings.toSorted()).toEqual(['from', 'to']);
    expect(at('rules:\n  - from: []\n  - |\n  - when: []')?.siblings).toEqual([]);
  });

  it('reads apiVersion and kind of its own document', () => {
    const head = at('kind: Service\n---\napiVersion: "v1" # core\nkind: ConfigMap\n|\n---\nkind: Pod')?.head;
    expect([head?.get('apiVersion'), head?.get('kind')]).toEqual(['v1', 'ConfigMap']);
  });

  it('is none inside a comment or at a separator', () => {
    expect(at('a: b # c|')).toBeUndefined();
    expect(at('---|')).toBeUndefined();
  });

  it('says what is already written and where it begins', () => {
    expect(at('metadata:\n  namespace: sh|')).toMatchObject({ column: 13, written: 'sh' });
    expect(at('spec:\n  - al|')).toMatchObject({ column: 4, written: 'al' });
  });
});

describe('the column after a line', () => {
  it.each([
    ['below a field that opens something', 'spec:', 2],
    ['below such a field of an entry', '    - from:', 8],
    ['below a field that begins a text of several lines', '  mesh: |-', 4],
    ['beside a field with a value', '  name: a', 2],
    ['beside a field of an entry', '  - name: a', 4],
    ['at the next entry of a list', '      - GET', 6],
    ['as before after anything else', '  }', 2],
    ['whatever a comment says', 'spec: # all of it', 2],
    ['at the beginning of an empty text', '', 0],
  ] as const)('is %s', (_, text, column) => {
    expect(columnAfter(text)).toBe(column);
  });
});
