import type { ReactNode } from 'react';
import { displayText } from '../../scene/display-text';
import { useDiagnosis } from './use-diagnosis';

const MOST_TOLD = 3;

/** Why the graph is empty, from the doctor's own checks: the worst few, with the first thing to do. */
export function EmptyReasons(): ReactNode {
  const { diagnosis } = useDiagnosis();
  if (diagnosis === undefined) return <p className="mt-3 text-muted">Asking what is measured…</p>;
  const reasons = diagnosis.results.filter(({ state }) => state === 'missing' || state === 'partial').slice(0, MOST_TOLD);
  if (reasons.length === 0)
    return (
      <p className="mt-3">The metrics are there and their counters move: the window, the scope or the filters leave nothing to draw.</p>
    );
  return (
    <ul className="mt-3 flex flex-col gap-2">
      {reasons.map(({ id, title, says, remedies }) => (
        <li key={id} data-check={id}>
          <b>{title}:</b> {displayText(says, 400)}
          {remedies?.[0] === undefined ? null : <span className="block text-muted">{displayText(remedies[0].says, 300)}</span>}
        </li>
      ))}
    </ul>
  );
}
