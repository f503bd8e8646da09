import { describe, expect, it } from 'vitest';
import { diagnosticsOf } from './draft-issues';

const TEXT = 'kind: X\nspec:\n  mode: WRONG # why\n';
/** The text a mark covers. */
const marked = (place: { line?: number; column?: number }) =>
  diagnosticsOf(TEXT, [{ severity: 'error', message: 'is wrong', ...place }]).map(({ from, to }) => TEXT.slice(from, to));

describe('a mark at what is wrong', () => {
  it.each([
    ['the word at the column', { line: 3, column: 9 }, ['WRONG']],
    ['the written part of the line where no column is told', { line: 3 }, ['mode: WRONG # why']],
    ['nothing long, at the end of a line', { line: 2, column: 99 }, ['']],
    ['the empty last line', { line: 4, column: 1 }, ['']],
    ['nothing, where the text is shorter by now', { line: 9, column: 1 }, []],
    ['nothing, where no line is told', {}, []],
  ] as const)('covers %s', (_, place, expected) => {
    expect(marked(place)).toEqual(expected);
  });

  it('says what to do next below the sentence', () => {
    expect(diagnosticsOf(TEXT, [{ severity: 'warning', message: 'A.', hint: 'B.', line: 1 }])).toMatchObject([
      { severity: 'warning', message: 'A.\nB.' },
    ]);
  });
});
