import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayText } from './display-text';

describe('hostile label values become one harmless line', () => {
  it.each([
    ['an ordinary name stays', 'reviews-v1', 'reviews-v1'],
    ['line breaks become one space', 'two\r\nlines\tand tab', 'two lines and tab'],
    ['an override that would reverse what follows becomes visible', 'cart\u202Efdp.exe', 'cart\uFFFDfdp.exe'],
    ['isolates and marks become visible', '\u2066a\u2069\u200F', '\uFFFDa\uFFFD\uFFFD'],
    ['zero-width characters become visible', 'pay\u200Bments\uFEFF', 'pay\uFFFDments\uFFFD'],
    ['markup stays text', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['a real right-to-left name stays', 'שלום', 'שלום'],
    ['stacked marks are limited to two', `a${'\u0301'.repeat(40)}b`, 'a\u0301\u0301b'],
    ['a lone surrogate becomes visible', 'a\uD800b', 'a\uFFFDb'],
    ['nothing says so', ' \n ', '(empty)'],
    ['__proto__ is a name like any other', '__proto__', '__proto__'],
  ])('%s', (_case, text, shown) => {
    expect(displayText(text)).toBe(shown);
  });

  it('cuts 10 kB to the limit, ellipsis included', () => {
    const shown = displayText('x'.repeat(10_000), 20);
    expect(shown).toBe(`${'x'.repeat(19)}…`);
  });

  it('never returns more letters than asked, a control or a bidi character, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 9, max: 64 }), (text, most) => {
        const shown = displayText(text, most);
        expect([...shown].length).toBeLessThanOrEqual(most);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
        expect(shown).not.toBe('');
      }),
    );
  });
});
