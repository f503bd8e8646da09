import { expect, it } from 'vitest';
import { readAskedOf, writeAskedOf } from './asked-of';

const DAY = 86_400;

it.each([
  [undefined, undefined, 7 * DAY],
  ['shop', 'shop', 7 * DAY],
  ['shop@30d', 'shop', 30 * DAY],
  ['@1d', undefined, DAY],
  ['@1h', undefined, 3600],
])('%s is read and written', (text, namespace, spanSeconds) => {
  expect(readAskedOf(text)).toEqual({ namespace, spanSeconds });
  expect(writeAskedOf({ namespace, spanSeconds })).toBe(text);
});

it.each(['shop@', 'shop@never', 'shop@1m', 'shop@31d', 'shop@7d@1d'])('%s falls back to a week of shop', (text) => {
  expect(readAskedOf(text)).toEqual({ namespace: 'shop', spanSeconds: 7 * DAY });
});
