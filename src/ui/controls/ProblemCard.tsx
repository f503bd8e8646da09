import type { ReactNode } from 'react';
import type { Problem } from '../../lib/problem';
import { SeverityMark } from './marks';

/** Message and what to do next; the code stands there for searching. */
export function ProblemCard({ problem, children }: { readonly problem: Problem; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="flex gap-2 text-sm" data-problem={problem.code}>
      <SeverityMark severity={problem.severity} />
      <div className="min-w-0 flex-1">
        <p className="break-words">{problem.message}</p>
        {problem.hint === undefined ? null : <p className="mt-0.5 break-words text-muted text-xs">{problem.hint}</p>}
        {children}
      </div>
    </div>
  );
}
