import { describe, expect, it } from 'vitest';
import { compareNumbers, versionNumber } from './version-order';

const order = (a: string, b: string): number | undefined => {
  const [first, second] = [versionNumber(a), versionNumber(b)];
  return first === undefined || second === undefined ? undefined : Math.sign(compareNumbers(first, second));
};

describe('version numbers', () => {
  it.each([
    // semver.org 2.0.0, item 2 ("1.9.0 -> 1.10.0 -> 1.11.0") and item 11 ("1.0.0 < 2.0.0 < 2.1.0 < 2.1.1").
    ['1.9.0', '1.10.0'],
    ['1.10.0', '1.11.0'],
    ['1.0.0', '2.0.0'],
    ['2.0.0', '2.1.0'],
    ['2.1.0', '2.1.1'],
    ['v9', 'v10'],
    ['v1', '1.0.1'],
  ])('put %s before %s', (lower, higher) => {
    expect([order(lower, higher), order(higher, lower)]).toEqual([-1, 1]);
  });

  it.each([
    ['1.0', '1.0.0'],
    // Whether what follows comes before (2.0.0-rc1) or after (git describe: 2.0.0-5-g3f2a1b9) is not told.
    ['2.0.0-rc1', '2.0.0'],
    ['2.0.0-5-g3f2a1b9', '2.0.0'],
  ])('take %s and %s for the same', (a, b) => {
    expect(order(a, b)).toBe(0);
  });

  it.each(['', 'v', 'latest', 'blue', '3f2a1b9', '1.10f', '12ab', 'v-1', 'version2', 'ｖ1'])('are none in %j', (text) => {
    expect(versionNumber(text)).toBeUndefined();
  });

  it('bears the longest label', () => {
    // 63 characters, the most that Kubernetes lets a label have.
    expect(order('9'.repeat(63), `v${'1.'.repeat(30)}1`)).toBe(1);
  });
});
