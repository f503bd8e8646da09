import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { MOST_LINES, shownLines } from './text-lines';

interface SourceTextProps {
  readonly text: string;
  /** Number of the first line in its file. */
  readonly firstLine: number;
  /** Lines of `text`, from 1. */
  readonly marked: readonly number[];
}

/** Longer lines are cut: nobody reads them, and they cost a second to lay out. */
const MOST_CHARACTERS = 2_000;

/** Numbered lines; marked ones have a bar, a ground, weight and words for screen readers, and the first is brought into view. */
export function SourceText({ text, firstLine, marked }: SourceTextProps): ReactNode {
  const first = useRef<HTMLSpanElement>(null);
  const focus = marked[0];
  const shown = useMemo(() => shownLines(text, focus), [text, focus]);
  const marks = new Set(marked);
  const numbered = shown.lines.map((line, index) => ({ number: shown.from + index + 1, line }));
  useLayoutEffect(() => {
    if (focus !== undefined) first.current?.scrollIntoView({ block: 'center' });
  }, [focus]);
  const cut = shown.total > shown.lines.length;
  return (
    <>
      {cut ? (
        <p className="mb-1 text-muted text-xs">
          {MOST_LINES.toLocaleString('en')} of {shown.total.toLocaleString('en')} lines are shown; Copy gives all.
        </p>
      ) : null}
      <pre className="rounded border border-line bg-sunken py-2 font-mono text-xs leading-5">
        {numbered.map(({ number, line }) => {
          const deciding = marks.has(number);
          return (
            <span
              key={number}
              ref={number === focus ? first : undefined}
              data-line={number + firstLine - 1}
              data-deciding={deciding || undefined}
              className={`flex border-l-4 pr-3 ${deciding ? 'border-accent bg-surface font-semibold' : 'border-transparent'}`}
            >
              <span aria-hidden className="w-14 shrink-0 select-none pr-3 text-right text-muted">
                {number + firstLine - 1}
              </span>
              <span className="min-w-0 whitespace-pre-wrap break-all">
                {deciding ? <span className="sr-only">Deciding line: </span> : null}
                {line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line}
                {'\n'}
              </span>
            </span>
          );
        })}
      </pre>
    </>
  );
}
