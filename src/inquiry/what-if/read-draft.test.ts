import { describe, expect, test } from 'vitest';
import { ask, onlyWeb, STANDING } from './ask-what-if.testing';

describe('what is wrong with a draft', () => {
  test('a broken line is told with its place, and the other documents count', () => {
    const { issues, changes, diff } = ask({ draft: `${onlyWeb}\n---\nkind: [` });
    expect(issues).toMatchObject([{ code: 'yaml-syntax', severity: 'error', file: 'draft.yaml', document: 2 }]);
    expect(issues[0]?.line).toBe(12);
    expect(changes.map(({ does }) => does)).toEqual(['adds', 'unreadable']);
    expect(diff?.calls).toHaveLength(2);
  });

  test('what validation refuses counts for nothing: what stands there stays', () => {
    const refused = onlyWeb.replace('rules:', 'action: MAYBE\n  rules:');
    const { issues, changes, diff } = ask({ draft: refused }, [...STANDING, onlyWeb]);
    expect(issues).toMatchObject([{ code: 'resource-rejected', severity: 'error', line: 8, column: 3, path: 'spec.action' }]);
    expect(changes).toMatchObject([{ does: 'refused' }]);
    expect(diff?.calls).toEqual([]);
  });

  const slips: readonly (readonly [string, string, string, string])[] = [
    [
      'another version',
      onlyWeb.replace('security.istio.io/v1', 'security.istio.io/v2'),
      'kind-misspelt',
      'AuthorizationPolicy is not served as security.istio.io/v2.',
    ],
    [
      'another case',
      onlyWeb.replace('AuthorizationPolicy', 'Authorizationpolicy'),
      'kind-misspelt',
      'No kind is called Authorizationpolicy.',
    ],
    [
      'a foreign kind',
      'apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: w}',
      'kind-not-read',
      'Widget (example.org/v1) says nothing about traffic that can be worked out here.',
    ],
    [
      'no namespace',
      onlyWeb.replace('  namespace: shop\n', ''),
      'namespace-missing',
      'AuthorizationPolicy default/cart: metadata names no namespace, so default is taken.',
    ],
    ['no kind', 'metadata: {name: x}', 'not-kubernetes', 'The document has no apiVersion and kind, so it is no Kubernetes object.'],
  ];

  test.each(slips)('says what it takes %s for', (_, draft, code, message) => {
    expect(ask({ draft }).issues).toMatchObject([{ code, message, line: expect.any(Number) }]);
  });

  test('a namespace that is asked for is no slip', () => {
    const answer = ask({ draft: onlyWeb.replace('  namespace: shop\n', ''), defaultNamespace: 'shop' });
    expect(answer.issues).toEqual([]);
    expect(answer.diff?.calls).toHaveLength(2);
  });

  test('nothing of a Secret is kept', () => {
    const answer = ask({ draft: 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: hunter2}' });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(answer.changes).toMatchObject([{ does: 'unread', says: 'A Secret is not read, and nothing of it is kept.' }]);
  });

  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[index]}`).join(',')}]`)
    .join('\n')}`;
  const hostile: readonly (readonly [string, string])[] = [
    ['5 MB of YAML', `a: ${'x'.repeat(5_000_000)}`],
    ['10,000 documents', 'apiVersion: v1\nkind: Service\nmetadata: {name: x}\n---\n'.repeat(10_000)],
    ['an empty text', ''],
    ['a comment', '# nothing'],
  ];

  test.each(hostile)('%s is answered with one sentence', (_, text) => {
    const { problems, changes, diff } = ask({ draft: text });
    expect(problems).toHaveLength(1);
    expect(changes).toEqual([]);
    expect(diff).toBeUndefined();
  });

  test('anchors that multiply are one issue', () => {
    expect(ask({ draft: bomb }).issues).toMatchObject([{ code: 'yaml-aliases', severity: 'error' }]);
  });

  test('keys of prototypes are only keys', () => {
    const draft = onlyWeb.replace('spec:', '__proto__: {rejected: true}\nconstructor: {}\nspec:');
    expect(ask({ draft }).changes).toMatchObject([{ does: 'adds' }]);
    expect({}).not.toHaveProperty('rejected');
  });

  test('a later document of the same resource counts, a removal most', () => {
    const { changes } = ask({
      draft: `${onlyWeb}\n---\n${onlyWeb}`,
      remove: [{ kind: 'AuthorizationPolicy', namespace: 'shop', name: 'other' }],
    });
    expect(changes.map(({ does, says }) => [does, says])).toEqual([
      ['superseded', 'A later document or a removal is about AuthorizationPolicy shop/cart as well, so this one does not count.'],
      ['adds', 'Adds AuthorizationPolicy shop/cart.'],
      ['absent', 'There is no AuthorizationPolicy shop/other to remove.'],
    ]);
  });
});
