import type { ReactNode } from 'react';
import type { ChangeMark } from '../../scene/scene';
import { CHANGE_STYLES, GLYPHS } from '../../scene/style-table';
import { TONE_TEXT } from '../controls/marks';

/** The sign of a class as on the map: a filled square with the sign cut out; what did not change has none. */
export function ChangeSign({ change, words = false }: { readonly change: ChangeMark; readonly words?: boolean }): ReactNode {
  const { tone, glyph, word } = CHANGE_STYLES[change];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1 ${TONE_TEXT[tone]}`} title={word}>
      {glyph === undefined ? (
        <span aria-hidden className="inline-block w-4 text-center">
          ·
        </span>
      ) : (
        <span
          aria-hidden
          className="tone-mark inline-flex size-4 items-center justify-center rounded-sm bg-current font-bold text-xs leading-none"
        >
          <span className="text-surface">{GLYPHS[glyph].sign}</span>
        </span>
      )}
      <span className={words ? 'font-medium' : 'sr-only'}>{word}</span>
    </span>
  );
}
