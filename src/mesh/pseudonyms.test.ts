import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMask, type GivenName, type NamedKind, pseudonymsFor } from './pseudonyms';

const service = (name: string): GivenName => ({ kind: 'service', name });
const namespace = (name: string): GivenName => ({ kind: 'namespace', name });

describe('pseudonyms', () => {
  it('are numbered per kind in the order of the names', () => {
    const made = pseudonymsFor([service('web'), namespace('shop'), service('cart'), namespace('pay')]);
    expect([...made].sort()).toEqual([
      ['cart', 'service-01'],
      ['pay', 'namespace-01'],
      ['shop', 'namespace-02'],
      ['web', 'service-02'],
    ]);
  });
  it('are one for a name of several things, called after the widest', () => {
    expect(pseudonymsFor([service('shop'), namespace('shop'), { kind: 'workload', name: 'shop' }]).get('shop')).toBe('namespace-01');
  });
  it('keep the version of a workload that is named after its service', () => {
    const made = pseudonymsFor([
      { kind: 'workload', name: 'cart-v2', versionOf: { service: 'cart', version: 'v2' } },
      service('cart'),
      { kind: 'workload', name: 'cart-acme' },
    ]);
    expect(made.get('cart-v2')).toBe('service-01-v2');
    expect(made.get('cart-acme')).toBe('workload-01');
  });
  it('stay when others come, who get the next numbers', () => {
    const before = pseudonymsFor([service('m'), service('z')]);
    const after = pseudonymsFor([service('a'), service('m'), service('z')], before);
    expect([after.get('m'), after.get('z'), after.get('a')]).toEqual(['service-01', 'service-02', 'service-03']);
    expect(pseudonymsFor([service('a')], after)).toBe(after);
  });
  it('are never the name of something else', () => {
    expect(pseudonymsFor([service('service-01'), service('x')]).get('service-01')).toBe('service-02');
    expect(pseudonymsFor([service('service-01'), service('x')]).get('x')).toBe('service-03');
  });
});

describe('a mask', () => {
  const mask = createMask(
    new Map([
      ['cart', 'service-01'],
      ['cart-api', 'service-02'],
      ['shop', 'namespace-01'],
      ['api.example.com', 'host-01'],
      ['<b>', 'service-03'],
      ['店', 'service-04'],
      ['a+(b', 'service-05'],
    ]),
  );
  it.each([
    ['cart', 'service-01'],
    ['calls cart: 12 % 503', 'calls service-01: 12 % 503'],
    ['Cart v2 gets 5 %', 'service-01 v2 gets 5 %'],
    ['cart-api and cart', 'service-02 and service-01'],
    ['cart.shop.svc.cluster.local', 'service-01.namespace-01.svc.cluster.local'],
    ['allow-cart', 'allow-service-01'],
    ['carts and mycart', 'carts and mycart'],
    ['to api.example.com, not example.com', 'to host-01, not example.com'],
    ['a <b> tag', 'a service-03 tag'],
    ['店/cart', 'service-04/service-01'],
    ['x a+(b y', 'x service-05 y'],
    ['cartcart cart', 'cartcart service-01'],
    ['', ''],
    ['İ cart', 'İ service-01'],
  ])('makes %j to %j', (text, masked) => expect(mask(text)).toBe(masked));
});

/** A prefix that no sentence, kind or pseudonym holds, so that any survivor is one. */
const name = fc.stringMatching(/^zq[a-z0-9]{1,4}([-.][a-z0-9]{1,4}){0,2}$/);
const given = fc.record({ kind: fc.constantFrom<NamedKind>('cluster', 'namespace', 'service', 'workload', 'host'), name });

it('gives every name one pseudonym of its own, whatever the order, and none survives in a text', () => {
  fc.assert(
    fc.property(
      fc
        .array(given, { minLength: 1, maxLength: 30 })
        .chain((names) => fc.tuple(fc.constant(names), fc.shuffledSubarray(names, { minLength: names.length }))),
      fc.array(fc.constantFrom(' ', '/', ': ', ' → ', '.', ' calls '), { minLength: 30, maxLength: 30 }),
      ([names, shuffled], joints) => {
        const made = pseudonymsFor(names);
        expect([...pseudonymsFor(shuffled)].sort()).toEqual([...made].sort());
        expect(new Set(made.values()).size).toBe(made.size);
        const text = names.map(({ name: each }, index) => each + (joints[index] ?? ' ')).join('');
        expect(createMask(made)(text)).not.toContain('zq');
      },
    ),
  );
});
