import { describe, expect, it } from 'vitest';
import { createMatcher } from './matcher';
import { compileAnchored } from './re2';

// What matches and what is refused: https://github.com/google/re2/wiki/Syntax
describe('compileAnchored', () => {
  it.each([
    ['a|b', 'a', true],
    ['a|b', 'ab', false],
    ['b', 'abc', false],
    ['(?i)straße|OK', 'ok', true],
    ['(?i:a)b', 'AB', false],
    ['(?i:a)b', 'Ab', true],
    ['[^a-c]+', 'xyz', true],
    ['[[:alpha:]_]+', 'a_b', true],
    ['[]a]+', ']a', true],
    ['\\d{2,3}', '1234', false],
    ['\\pL+', 'äé中', true],
    ['\\p{Greek}', 'λ', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['x{,2}', 'x{,2}', true],
    ['a.c', 'a😀c', true],
    ['', '', true],
    ['(?U)a+', 'aaa', true],
    ['\\x{1F600}', '😀', true],
    ['\\Aa\\z', 'a', true],
  ])('%s against %s: %s', (pattern, text, expected) => {
    expect(compileAnchored(pattern, 'prometheus3').pattern.test(text)).toBe(expected);
  });

  it('lets the dot match a line break in Prometheus 3 only', () => {
    expect(compileAnchored('a.b', 'prometheus3').pattern.test('a\nb')).toBe(true);
    expect(compileAnchored('a.b', 'prometheus2').pattern.test('a\nb')).toBe(false);
  });

  it.each([
    '(?=a)',
    '(?!a)',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '\\k<a>',
    'a**',
    '*a',
    'a++',
    '(?>a)',
    '(a',
    'a)',
    '[a',
    '[b-a]',
    'a{1001}',
    'a\\',
    '\\Z',
  ])('refuses %s', (pattern) => {
    expect(() => compileAnchored(pattern, 'prometheus3')).toThrow('error parsing regexp');
  });

  it('answers the same through the fast path for plain alternatives', () => {
    const fast = createMatcher('a', '=~', 'source|waypoint|', 'prometheus3');
    const slow = createMatcher('a', '=~', '(source|waypoint|)', 'prometheus3');
    for (const value of ['source', 'waypoint', '', 'sourc', 'source|waypoint']) expect(fast.test(value)).toBe(slow.test(value));
  });
});
