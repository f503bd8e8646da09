import type { ReactNode } from 'react';
import type { Severity } from '../../lib/problem';
import { displayText } from '../../scene/display-text';
import type { ConfigurationStatus } from '../../worker/messages';
import { SeverityMark } from '../controls/marks';
import { ProblemCard } from '../controls/ProblemCard';
import { keyed } from './keyed';

type Issue = ConfigurationStatus['issues'][number];

const MOST = 20;
const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** What could not be read, with file and line; the worst first. */
export function ConfigurationProblems({ status: { problems, issues } }: { readonly status: ConfigurationStatus }): ReactNode {
  if (problems.length + issues.length === 0) return null;
  const worst = issues.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <section aria-label="Problems of the configuration">
      <ul className="flex flex-col gap-2">
        {keyed(problems, ({ code, message }) => `${code} ${message}`).map(({ key, item }) => (
          <li key={key}>
            <ProblemCard problem={item} />
          </li>
        ))}
        {keyed(worst.slice(0, MOST), ({ file, line, code, message }) => `${file} ${line} ${code} ${message}`).map(({ key, item }) => (
          <li key={key}>
            <IssueCard issue={item} />
          </li>
        ))}
      </ul>
      {issues.length > MOST ? <p className="mt-1 text-muted text-xs">and {issues.length - MOST} more places</p> : null}
    </section>
  );
}

function IssueCard({ issue }: { readonly issue: Issue }): ReactNode {
  const { severity, code, message, hint, lineText } = issue;
  return (
    <div className="flex gap-2 text-sm" data-problem={code}>
      <SeverityMark severity={severity} />
      <div className="min-w-0 flex-1">
        <p className="break-words">{displayText(message, 400)}</p>
        <p className="break-all text-muted text-xs">{placeText(issue)}</p>
        {lineText === undefined ? null : (
          <code className="mt-0.5 block break-all rounded border border-line bg-sunken px-1.5 py-0.5 font-mono text-2xs">
            {displayText(lineText, 200)}
          </code>
        )}
        {hint === undefined ? null : <p className="mt-0.5 break-words text-muted text-xs">{displayText(hint, 400)}</p>}
      </div>
    </div>
  );
}

/** "mesh.yaml, document 3, line 12, column 5". */
export function placeText({ file, document: index, line, column }: Pick<Issue, 'file' | 'document' | 'line' | 'column'>): string {
  const parts = [
    displayText(file, 120),
    index === undefined || index === 1 ? undefined : `document ${index}`,
    line === undefined ? undefined : `line ${line}`,
    line === undefined || column === undefined ? undefined : `column ${column}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}
