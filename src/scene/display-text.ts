/** Label values are hostile until proven otherwise: here they become one short line that cannot reorder, hide or imitate. */

const REPLACEMENT = '\uFFFD';
/** Controls, bidi marks, embeddings, overrides and isolates, zero-width and other invisible characters, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029\u115F\u1160\u3164\uFFA0]/gu;
/** More than two marks on one letter climb over the neighbouring lines. */
const STACKED_MARKS = /(\p{M}{2})\p{M}+/gu;
const ELLIPSIS = '…';

/**
 * `text` as one line of at most `most` characters, ending in "…" when cut. Line breaks become spaces; invisible characters become a
 * visible "\uFFFD", so that two names that differ only in them do not look the same. An empty text says "(empty)".
 */
export function displayText(text: string, most = 64): string {
  const head = text.length > most * 4 ? text.slice(0, most * 4) : text;
  const clean = head
    .replace(/[\t\n\r\v\f\u0085\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, REPLACEMENT)
    .replace(STACKED_MARKS, '$1')
    .trim();
  if (clean === '') return '(empty)';
  const letters = [...clean];
  if (letters.length <= most && head.length === text.length) return clean;
  return `${letters.slice(0, most - 1).join('')}${ELLIPSIS}`;
}
