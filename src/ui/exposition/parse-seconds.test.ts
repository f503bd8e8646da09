import { expect, it } from 'vitest';
import { parseSeconds } from './parse-seconds';

it.each([
  ['60', 60],
  [' 12,5 ', 12.5],
  ['1m30s', 90],
  ['0', undefined],
  ['-5', undefined],
  ['soon', undefined],
])('reads the time between two texts %j as %s', (text, seconds) => {
  expect(parseSeconds(text)).toBe(seconds);
});
