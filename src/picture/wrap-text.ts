/** Text broken into lines of whole words; a word longer than a line is broken, so that nothing is ever cut. */
import { textWidth } from './text-width';

/** At least one line, also of an empty text. */
export function wrapText(font: string, text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const together = line === '' ? word : `${line} ${word}`;
    if (textWidth(font, together) <= room) {
      line = together;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = brokenWord(font, word, room);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function brokenWord(font: string, word: string, room: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && textWidth(font, piece + letter) > room) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}
