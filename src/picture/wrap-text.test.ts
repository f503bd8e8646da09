import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth } from './text-width';
import { wrapText } from './wrap-text';

const FONT = '400 12px Inter';

describe('wrapped text', () => {
  it('says all of it, in lines that fit unless a single letter does not', () => {
    const texts = fc.array(fc.string({ maxLength: 30 }), { maxLength: 12 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(texts, fc.integer({ min: 5, max: 300 }), (text, room) => {
        const lines = wrapText(FONT, text, room);
        expect(lines.join('').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
        for (const line of lines) if ([...line].length > 1) expect(textWidth(FONT, line)).toBeLessThanOrEqual(room);
      }),
    );
  });

  it('has a line even of nothing', () => {
    expect(wrapText(FONT, '', 100)).toEqual(['']);
  });
});
