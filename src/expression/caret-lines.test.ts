import { describe, expect, it } from 'vitest';
import { caretLines } from './caret-lines';
import { parseExpression } from './parse-expression';

describe('the caret under an expression', () => {
  it.each<readonly [string, number, number, string, string]>([
    ['a place in the middle', 4, 7, 'and foo=1', '    ^^^'],
    ['the end of the text gets one caret behind it', 5, 5, 'name=', '     ^'],
    ['line breaks and tabs are one blank each', 2, 3, 'a b', '  ^'],
    ['a place beyond the text stands behind it', 9, 12, 'ab', '  ^'],
  ])('%s', (_, from, to, text, marks) => {
    const given = text === 'a b' ? 'a\tb' : text;
    expect(caretLines(given, { from, to })).toEqual({ shown: text, marks });
  });

  it('leaves nothing in the text that steers a terminal or turns it around', () => {
    expect(caretLines('a\u001b[1m\u202eb\u2028 c', { from: 8, to: 9 })).toEqual({ shown: 'a [1m b  c', marks: '        ^' });
  });

  it('keeps 40 letters on either side of a place far inside', () => {
    const text = `${'a'.repeat(100)}?${'b'.repeat(100)}`;
    const { shown, marks } = caretLines(text, { from: 100, to: 101 });
    expect(shown).toBe(`…${'a'.repeat(40)}?${'b'.repeat(40)}…`);
    expect(marks).toBe(`${' '.repeat(41)}^`);
  });

  it('stands where the parser says', () => {
    const parsed = parseExpression('namespace=shop AND (healthy');
    expect(parsed.ok ? undefined : caretLines('namespace=shop AND (healthy', parsed.error).marks.length).toBe(20);
  });
});
