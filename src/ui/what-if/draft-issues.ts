/** What is wrong in a draft, at places of its text. */
import type { Diagnostic } from '@codemirror/lint';
import type { Severity } from '../../lib/problem';

export interface DraftIssue {
  readonly severity: Severity;
  /** One sentence. */
  readonly message: string;
  readonly hint?: string;
  /** From 1, of the draft; absent = it concerns no single line. */
  readonly line?: number;
  readonly column?: number;
}

/** The marks an editor draws: from the column to the end of the word, or the line where no column is told. Lines the text has no more are left out. */
export function diagnosticsOf(text: string, issues: readonly DraftIssue[]): readonly Diagnostic[] {
  const lines = text.split('\n');
  const starts: number[] = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.length + 1;
  }
  return issues.flatMap(({ severity, message, hint, line, column }) => {
    const content = line === undefined ? undefined : lines[line - 1];
    const begin = line === undefined ? undefined : starts[line - 1];
    if (content === undefined || begin === undefined) return [];
    const written = content.length - content.trimStart().length;
    const first = Math.min(column === undefined ? written : column - 1, content.length);
    const word = column === undefined ? content.length : first + (/^[^\s,\]}]+/.exec(content.slice(first))?.[0].length ?? 0);
    return [{ from: begin + first, to: begin + word, severity, message: hint === undefined ? message : `${message}\n${hint}` }];
  });
}
