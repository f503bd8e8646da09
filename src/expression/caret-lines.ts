/** The two lines that show where an expression is wrong: a piece of it, and carets below. */

/** Characters kept on either side of the place. */
const AROUND = 40;
const MOST_CARETS = 30;
/** One blank each, so that the carets stay below their place; what would steer a terminal or turn the text around is among them. */
const INVISIBLE = /[\s\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Offsets count UTF-16 units, `to` behind the last; a place at the end gets one caret behind the text. */
export function caretLines(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly shown: string; readonly marks: string } {
  const start = Math.max(0, Math.min(from, text.length));
  const end = Math.max(start, Math.min(to, text.length, start + MOST_CARETS));
  const left = Math.max(0, start - AROUND);
  const right = Math.min(text.length, end + AROUND);
  const before = left > 0 ? '…' : '';
  const oneLine = text.slice(left, right).replace(INVISIBLE, ' ');
  return {
    shown: `${before}${oneLine}${right < text.length ? '…' : ''}`,
    marks: `${' '.repeat(before.length + start - left)}${'^'.repeat(Math.max(1, end - start))}`,
  };
}
