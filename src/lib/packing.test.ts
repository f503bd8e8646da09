import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pack, unpack } from './packing';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('packing', () => {
  test('gives back any bytes as they were', () => {
    const repeating = fc
      .tuple(fc.string({ maxLength: 30 }), fc.nat(20), fc.string({ maxLength: 30 }))
      .map(([head, times, tail]) => bytesOf(head.repeat(times) + tail));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), repeating), (bytes) => {
        expect(unpack(pack(bytes))).toEqual(bytes);
      }),
      // Each of them begins with empty memory, which is most of the work.
      { numRuns: 25 },
    );
  });

  test('takes at most four fifths of what gzip takes of a program, for which it is made', () => {
    const program = readFileSync('node_modules/zod/v4/core/schemas.js');
    const packed = pack(program);
    expect(Buffer.compare(unpack(packed), program)).toBe(0);
    expect(packed.length / gzipSync(program, { level: 9 }).length).toBeLessThan(0.8);
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['a length alone', new Uint8Array([0, 0, 0, 9])],
    ['a text that was cut off', pack(bytesOf('const a = 1; const b = 2;')).subarray(0, 9)],
  ])('of %s something comes, and no error', (_, packed) => {
    expect(unpack(packed)).toBeInstanceOf(Uint8Array);
  });
});
