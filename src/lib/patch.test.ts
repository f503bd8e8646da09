import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patchBetween, patched } from './patch';

/** Across a thread: what is sent is a copy. */
const across = (before: unknown, next: unknown): unknown => patched(before, structuredClone(patchBetween(before, next)));

const leaf = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('a', 'b', '', Number.NaN, null, undefined, true));
const key = fc.constantFrom('id', 'name', 'rate', '__proto__', 'constructor', 'x');
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.tuple(key, tie('tree')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.uniqueArray(fc.record({ id: fc.constantFrom('p', 'q', 'r', 's'), of: tie('tree') }, { noNullPrototype: true }), {
      selector: ({ id }) => id,
      maxLength: 4,
    }),
  ),
}));

describe('a patch', () => {
  it('makes the next structure of the one before, whatever they are', () => {
    fc.assert(
      fc.property(tree, tree, (before, next) => isDeepStrictEqual(across(before, next), next)),
      { numRuns: 2000 },
    );
  });

  it('is nothing between equal structures', () => {
    fc.assert(fc.property(tree, (one) => patchBetween(one, structuredClone(one)) === undefined));
  });

  it('keeps the parts that did not change, also of a list in another order', () => {
    const before = {
      nodes: [
        { id: 'a', place: { x: 1 }, rate: 1 },
        { id: 'b', place: { x: 2 }, rate: 2 },
      ],
      layout: new Map([['a', { x: 1 }]]),
    };
    const next = structuredClone({
      ...before,
      nodes: [{ id: 'c', place: { x: 3 }, rate: 0 }, before.nodes[1], { ...before.nodes[0], rate: 9 }],
    });
    const made = across(before, next) as typeof before;
    expect(made).toStrictEqual(next);
    expect(made.layout).toBe(before.layout);
    expect(made.nodes[1]).toBe(before.nodes[1]);
    expect(made.nodes[2]?.place).toBe(before.nodes[0]?.place);
  });

  it('sends a thing whole only where it is new', () => {
    const [before, next] = [[{ id: 'a', text: 'long', n: 1 }], [{ id: 'a', text: 'long', n: 2 }]];
    expect(JSON.stringify(patchBetween(before, next))).not.toContain('long');
  });

  it('sets no prototype', () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}}');
    const made = across({}, hostile) as Record<string, unknown>;
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(Object.keys(made)).toEqual(['__proto__']);
  });
});
