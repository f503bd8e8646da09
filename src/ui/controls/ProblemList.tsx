import type { ReactNode } from 'react';
import type { Problem } from '../../lib/problem';
import { ProblemCard } from './ProblemCard';

interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** Room between them, and around the list. */
  readonly className: string;
}

export function ProblemList({ problems, className }: ProblemListProps): ReactNode {
  return (
    <ul className={`flex flex-col ${className}`}>
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.message}`}>
          <ProblemCard problem={problem} />
        </li>
      ))}
    </ul>
  );
}
