import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeViews, readViews, type SavedView, writeViews } from './saved-views';
import { arbitraryView } from './url-codec/arbitrary-view.testing';
import { decodeView, searchOf } from './url-codec/url-codec';

/** A file as exported by the first version that had saved views: links by name. */
const OLDER = `{"schema":"seamark.views/0","views":{"payments at night":"ns=payments&window=15m","all":""}}`;
const NEWER = `{
  "schema": "seamark.views/1",
  "views": [
    { "name": "payments at night", "link": "ns=payments&window=15m" },
    { "name": "all", "link": "" }
  ]
}`;
const VIEWS: readonly SavedView[] = [
  { name: 'payments at night', link: 'window=15m&ns=payments' },
  { name: 'all', link: '' },
];
const of = (views: unknown) => JSON.stringify({ schema: 'seamark.views/1', views });

describe('a file of saved views', () => {
  it.each([
    ['of today', NEWER],
    ['of the schema before', OLDER],
  ])('%s is read', (_, text) => {
    expect(readViews(text)).toEqual({ ok: true, value: VIEWS });
  });

  it.each<readonly [string, string, string]>([
    ['nothing', '', 'not JSON'],
    ['a picture', '\u0089PNG', 'not JSON'],
    ['2 MB', ' '.repeat(2_000_000), 'larger than 1 MB'],
    ['some other JSON', '{"apiVersion":"v1"}', 'holds no saved views'],
    ['null', 'null', 'holds no saved views'],
    ['a list', '[]', 'holds no saved views'],
    ['a later schema', '{"schema":"seamark.views/7","views":[]}', 'does not read'],
    [
      '100,000 nested lists',
      `{"schema":"seamark.views/1","views":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'not as saved views are written',
    ],
    ['a name that is a number', of([{ name: 5, link: '' }]), '“views.0.name”'],
    ['a link that is an object', of([{ name: 'a', link: {} }]), '“views.0.link”'],
    ['a nameless view', of([{ name: '  ', link: '' }]), '“views.0.name”'],
    ['a prototype', '{"schema":"seamark.views/1","views":[{"name":"a","link":"","__proto__":{"x":1}}]}', 'not as saved views are written'],
    ['an address beside the link', of([{ name: 'a', link: '', prometheusUrl: 'https://evil.example' }]), '“views.0”'],
    ['201 views', of(Array.from({ length: 201 }, (_, index) => ({ name: `v${index}`, link: '' }))), 'too long'],
  ])('%s is refused with a sentence', (_, text, sentence) => {
    const read = readViews(text);
    expect(read.ok ? 'read' : read.error).toContain(sentence);
    expect(read.ok ? '' : read.error).toMatch(/\.$/);
  });

  it('keeps only what a link can say', () => {
    const read = readViews(of([{ name: 'a', link: 'window=15m&token=secret&prometheusUrl=https://evil.example&failing=900' }]));
    expect(read).toEqual({ ok: true, value: [{ name: 'a', link: 'window=15m' }] });
  });

  it('brings any view back, whole, however long its link', () => {
    fc.assert(
      fc.property(arbitraryView, (view) => {
        const read = readViews(writeViews([{ name: 'mine', link: searchOf(view) }]));
        expect(read.ok && decodeView(read.value[0]?.link ?? '').view).toEqual(view);
      }),
    );
  });

  it('never throws, whatever it says', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readViews(text)));
  });
});

describe('imported views', () => {
  it('come after those here; the same one twice is one, another one of that name gets a number', () => {
    const here = [{ name: 'a', link: 'window=15m' }];
    const added = [
      { name: 'a', link: 'window=15m' },
      { name: 'a', link: 'window=1h' },
      { name: 'b', link: '' },
    ];
    const merged = mergeViews(here, added);
    expect(merged).toEqual([
      { name: 'a', link: 'window=15m' },
      { name: 'a (2)', link: 'window=1h' },
      { name: 'b', link: '' },
    ]);
    expect(mergeViews(merged, added)).toEqual(merged);
  });
});
