import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from './duration';

describe('durations', () => {
  it.each([
    ['5m', 300],
    ['1h30m', 5400],
    ['90s', 90],
    ['250ms', 0.25],
    ['2w', 1_209_600],
    ['1d', 86_400],
  ])('%s is %d seconds', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  it.each(['', '5', 'm', '-5m', '5 m', '0s', '5M', '1.5h', '5m ', `${'9'.repeat(400)}s`])('%j is no duration', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  it.each([
    [300, '5m'],
    [5400, '1h30m'],
    [90, '1m30s'],
    [0.25, '250ms'],
    [0, '0s'],
    [-60, '-1m'],
    [Number.NaN, '0s'],
  ])('%d seconds are written %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  it('what is written is read back', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000_000 }), (seconds) => parseDuration(formatDuration(seconds)) === seconds));
  });
});
