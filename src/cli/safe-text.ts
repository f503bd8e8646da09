/** Label values are hostile; these make them safe to print. */

/** No control, formatting or line-breaking character reaches a terminal or a cell. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');

/** A cell of CSV: quoted where needed; text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function csvText(text: string): string {
  const line = oneLine(text);
  const inert = /^\s*[=+\-@|%]/.test(line) ? `'${line}` : line;
  return /[",\n\r]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** A quoted string of DOT: quotes and backslashes escaped, so that no escape sequence of a label is left. */
export const dotText = (text: string): string => `"${oneLine(text).replace(/["\\]/g, '\\$&')}"`;
