import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { share, shareById } from './share';

describe('structural sharing', () => {
  it('keeps the identity of a deeply equal value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = structuredClone(value);
        expect(share(copy, value)).toBe(copy);
      }),
    );
  });

  it('always equals the next value, whatever came before', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
        expect(share(previous, next)).toEqual(next);
      }),
    );
  });

  it('keeps unchanged parts of a changed map', () => {
    const before = new Map([
      ['a', { x: 1 }],
      ['b', { x: 2 }],
    ]);
    const after = share(
      before,
      new Map([
        ['a', { x: 1 }],
        ['b', { x: 3 }],
      ]),
    );
    expect(after.get('a')).toBe(before.get('a'));
    expect(after.get('b')).toEqual({ x: 3 });
  });

  it('is the next value itself where nothing of it was there before', () => {
    const next = { a: 1, list: [2, { b: 3 }] };
    expect(share({ a: 2, list: [3, { b: 4 }] }, next)).toBe(next);
  });

  it('never sets a prototype', () => {
    const hostile = (inner: string): unknown => JSON.parse(`{"__proto__":{"kept":{"x":1}},"other":${inner}}`);
    const after = share(hostile('1'), hostile('2'));
    expect(Object.getPrototypeOf(after)).toBe(Object.prototype);
    expect(Object.hasOwn(after as object, '__proto__')).toBe(true);
    expect(after).not.toHaveProperty('kept');
  });

  it('tells a present undefined from an absent key', () => {
    expect(share({}, { a: undefined })).toHaveProperty('a');
  });

  it('keeps elements by id when the list is reordered', () => {
    const before = [
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
    ];
    const after = shareById(before, [
      { id: 'b', n: 2 },
      { id: 'a', n: 9 },
    ]);
    expect(after[0]).toBe(before[1]);
    expect(after[1]).toEqual({ id: 'a', n: 9 });
  });
});
