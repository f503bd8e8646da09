import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, toBase64 } from './base64';

describe('base64', () => {
  test('is that of Node for any bytes, and comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60_000 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(text)).toEqual(bytes);
      }),
      { numRuns: 40 },
    );
  });

  test.each(['a', 'abc', 'ab=c', 'ab c', 'abc\n', '<abc', '====', 'ab==cd=='])('refuses %j', (text) => {
    expect(fromBase64(text)).toBeUndefined();
  });
});
