import type { ReactNode } from 'react';
import type { Reason } from '../../inquiry/readiness/answer';
import { displayText } from '../../scene/display-text';
import { keyed } from '../policies/keyed';
import { ResourceLink } from '../policies/ResourceLink';
import { WeightMark } from './verdict-words';

const MOST = 20;

/** Why, the heaviest first, each with what to do. */
export function ReasonList({ reasons, name }: { readonly reasons: readonly Reason[]; readonly name: string }): ReactNode {
  if (reasons.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5" aria-label={name}>
      {keyed(reasons.slice(0, MOST), ({ sentence }) => sentence).map(({ key, item: { code, weight, sentence, next, ref, path } }) => (
        <li key={key} className="flex gap-1.5" data-reason={code} data-weight={weight}>
          <WeightMark weight={weight} />
          <div className="min-w-0 flex-1">
            <p className="break-words">{displayText(sentence, 600)}</p>
            {next === undefined ? null : (
              <p className="break-words text-muted text-xs">
                <b className="font-semibold">Next:</b> {displayText(next, 400)}
              </p>
            )}
            {ref === undefined ? null : <ResourceLink of={ref} path={path} />}
          </div>
        </li>
      ))}
      {reasons.length > MOST ? <li className="text-muted text-xs">and {reasons.length - MOST} more</li> : null}
    </ul>
  );
}
