import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from './sha256';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('SHA-256', () => {
  // FIPS 180-4's own examples (NIST, "SHA256.pdf").
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
  ])('of %j is the standard’s', (text, digest) => {
    expect(sha256(bytes(text))).toBe(digest);
  });

  it('is what Node’s own says of any bytes, whatever their length and wherever they begin', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(5), (given, offset) => {
        const within = new Uint8Array(given.length + offset);
        within.set(given, offset);
        expect(sha256(within.subarray(offset))).toBe(createHash('sha256').update(given).digest('hex'));
      }),
    );
  });
});
