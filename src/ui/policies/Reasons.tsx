import type { ReactNode } from 'react';
import type { Because } from '../../policy/model';
import { displayText } from '../../scene/display-text';
import { Certain } from './Certain';
import { keyed } from './keyed';
import { ResourceLink } from './ResourceLink';

const MOST = 12;

/** Why, one sentence a line, each with how it is known and the resource that says so. */
export function Reasons({ because }: { readonly because: readonly Because[] }): ReactNode {
  if (because.length === 0) return null;
  const shown = keyed(because.slice(0, MOST), ({ sentence }) => sentence);
  return (
    <ul className="mt-1 flex flex-col gap-1 border-line border-l-2 pl-2 text-xs">
      {shown.map(({ key, item: reason }) => (
        <li key={key}>
          <span className="break-words">{displayText(reason.sentence, 500)}</span> <Certain certainty={reason.certainty} />
          {reason.ref === undefined ? null : (
            <span className="block">
              <ResourceLink of={reason.ref} path={reason.path} />
            </span>
          )}
        </li>
      ))}
      {because.length > MOST ? <li className="text-muted">and {because.length - MOST} more reasons</li> : null}
    </ul>
  );
}
