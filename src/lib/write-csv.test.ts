import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLIPBOARD, CSV_FILE, CSV_LINES, writeCsv } from './write-csv';

/** RFC 4180 §2, read letter by letter: what a careful spreadsheet makes of the text. */
function parse(text: string, separator: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quoted && letter === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === separator) {
      row.push(cell);
      cell = '';
    } else if (!quoted && (letter === '\n' || (letter === '\r' && text[at + 1] === '\n'))) {
      if (letter === '\r') at += 1;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += letter;
  }
  return rows;
}

const FIRST_OF_A_FORMULA = ['=', '+', '-', '@', '|', '%', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20'];
/** Letters that could break a cell, a row or a spreadsheet. */
const nastyText = fc.string({ unit: fc.constantFrom(...FIRST_OF_A_FORMULA, '"', "'", ',', ';', ' ', 'a', 'é', '猫', '0') });
const cells = fc.oneof(nastyText, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(undefined));

/** What must be read back: text that begins like a formula, after spaces, has an apostrophe in front. */
function readBack(cell: string | number | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  return FIRST_OF_A_FORMULA.includes(cell.trimStart()[0] ?? '') ? `'${cell}` : cell;
}

describe('CSV', () => {
  it.each([
    [CSV_FILE, ','],
    [CSV_LINES, ','],
    [CLIPBOARD, '\t'],
  ])('%j reads back as it was, but for formulas', (dialect, separator) => {
    fc.assert(
      fc.property(fc.array(fc.array(cells, { minLength: 1, maxLength: 5 }), { maxLength: 8 }), (rows) => {
        expect(parse(writeCsv(rows, dialect), separator)).toEqual(rows.map((row) => row.map(readBack)));
      }),
    );
  });

  it('ends every line, the last too, as the dialect says', () => {
    expect(
      writeCsv([
        ['a', 1],
        ['b', undefined],
      ]),
    ).toBe('a,1\r\nb,\r\n');
    expect(writeCsv([['a', 'b']], CSV_LINES)).toBe('a,b\n');
  });

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM', "'@SUM"],
    ['\t=1', "' =1"],
    ['\ttab', ' tab'],
    ['\n=1', "' =1"],
    ['two\nlines', 'two lines'],
  ])('writes %j inert and on one line', (text, cell) => {
    expect(writeCsv([[text]], CSV_LINES)).toBe(`${cell}\n`);
  });

  it('lets a negative number be a number', () => {
    expect(writeCsv([[-1.5]], CSV_LINES)).toBe('-1.5\n');
  });
});
