import type { ReactNode } from 'react';
import type { Problem, Severity } from '../../lib/problem';
import { Button } from '../controls/Button';
import { ProblemList } from '../controls/ProblemList';
import { useActions } from '../use-app';
import { Section } from './Section';

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** Everything that hides or bends a part of the picture, worst first. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }): ReactNode {
  const actions = useActions();
  const sorted = [...problems].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <Section title={`Problems (${problems.length})`}>
      {problems.length === 0 ? <p className="text-muted">Nothing is known to be missing from this picture.</p> : null}
      <ProblemList problems={sorted} className="gap-3" />
      <Button className="mt-3" onClick={() => actions.setDetails('doctor')}>
        Examine the telemetry
      </Button>
    </Section>
  );
}
