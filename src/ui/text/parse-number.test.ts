import { expect, it } from 'vitest';
import { parseNumber } from './parse-number';

it.each([
  ['5', 5],
  [' 2,5 ', 2.5],
  ['0', 0],
  ['100', 100],
  ['100.1', undefined],
  ['-1', undefined],
  ['', undefined],
  ['1e2', undefined],
  ['0x10', undefined],
])('“%s” between 0 and 100 is %s', (text, value) => {
  expect(parseNumber(text, 0, 100)).toBe(value);
});
