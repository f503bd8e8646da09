/** Line and column of ascending places in a text, each line end looked for once: texts may be one line of 50 MB. */

export interface Start {
  readonly firstLine: number;
  readonly firstColumn?: number;
}

/** Indices must not descend. The first line and column are those of the text's beginning in its file. */
export function lineCursor(
  text: string,
  { firstLine, firstColumn = 1 }: Start,
): (index: number) => { readonly line: number; readonly column: number } {
  let line = firstLine;
  let before = 1 - firstColumn;
  let lineEnd = text.indexOf('\n');
  return (index) => {
    while (lineEnd !== -1 && lineEnd < index) {
      before = lineEnd + 1;
      line++;
      lineEnd = text.indexOf('\n', before);
    }
    return { line, column: index - before + 1 };
  };
}
