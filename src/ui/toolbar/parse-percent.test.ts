import { expect, it } from 'vitest';
import { parsePercent } from './parse-percent';

it.each([
  ['0', 0],
  [' 2.5 ', 2.5],
  ['0,1', 0.1],
  ['100', 100],
  ['100.1', undefined],
  ['-1', undefined],
  ['1e1', undefined],
  ['', undefined],
  ['ten', undefined],
])('reads the percentage %j as %s', (text, value) => {
  expect(parsePercent(text)).toBe(value);
});
