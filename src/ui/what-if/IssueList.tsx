import type { ReactNode } from 'react';
import { many } from '../../lib/many';
import { displayText } from '../../scene/display-text';
import { SeverityMark } from '../controls/marks';
import { keyed } from '../policies/keyed';
import type { DraftIssue } from './draft-issues';

const MOST = 50;

interface IssueListProps {
  readonly issues: readonly DraftIssue[];
  readonly goTo: (line: number, column?: number) => void;
}

/** What is wrong in the draft, each sentence leading to its place. */
export function IssueList({ issues, goTo }: IssueListProps): ReactNode {
  if (issues.length === 0) return null;
  return (
    <section
      aria-label="What is wrong in the draft"
      className="thin-scroll max-h-40 shrink-0 overflow-y-auto rounded-md border border-line p-2"
    >
      <h3 className="sr-only">{many(issues.length, 'thing')} wrong in the draft</h3>
      <ul className="flex flex-col gap-1 text-xs">
        {keyed(issues.slice(0, MOST), ({ line, column, message }) => `${line}:${column} ${message}`).map(({ key, item }) => (
          <li key={key} className="flex gap-1" data-issue-line={item.line}>
            <SeverityMark severity={item.severity} />
            <Issue issue={item} goTo={goTo} />
          </li>
        ))}
      </ul>
      {issues.length > MOST ? <p className="text-muted text-xs">and {issues.length - MOST} more</p> : null}
    </section>
  );
}

function Issue({ issue: { line, column, message, hint }, goTo }: { readonly issue: DraftIssue } & Pick<IssueListProps, 'goTo'>): ReactNode {
  const sentence = displayText(message, 400);
  return (
    <div className="min-w-0 flex-1 break-words">
      {line === undefined ? (
        <p>{sentence}</p>
      ) : (
        <button type="button" onClick={() => goTo(line, column)} className="min-h-6 rounded text-left hover:underline">
          <span className="font-semibold">Line {line}: </span>
          {sentence}
        </button>
      )}
      {hint === undefined ? null : <p className="text-muted">{displayText(hint, 300)}</p>}
    </div>
  );
}
