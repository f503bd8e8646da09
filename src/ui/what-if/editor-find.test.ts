import { describe, expect, it } from 'vitest';
import { nextPlace } from './editor-find';

describe('the next place of a text', () => {
  it.each([
    ['after the cursor', 'ab ab', 'ab', 1, false, 3],
    ['at the cursor', 'ab ab', 'ab', 3, false, 3],
    ['around the end', 'ab ab', 'ab', 4, false, 0],
    ['whatever its capitals', 'kind: Service', 'service', 0, false, 6],
    ['backwards', 'ab ab ab', 'ab', 3, true, 0],
    ['backwards around the beginning', 'ab ab', 'ab', 0, true, 3],
    ['nowhere', 'ab', 'x', 0, false, undefined],
    ['of nothing', 'ab', '', 0, false, undefined],
  ] as const)('%s', (_, text, wanted, from, back, expected) => {
    expect(nextPlace(text, wanted, from, back)).toBe(expected);
  });
});
