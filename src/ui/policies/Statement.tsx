import type { ReactNode } from 'react';
import type { Because, Certainty } from '../../policy/model';
import { Certain } from './Certain';
import { Reasons } from './Reasons';

interface StatementProps {
  readonly name: string;
  readonly certainty?: Certainty | undefined;
  readonly because?: readonly Because[];
  /** For tests and tools. */
  readonly fact?: string;
  readonly value?: string | undefined;
  readonly children: ReactNode;
}

/** One answer of configuration: what, how it is known, why. */
export function Statement({ name, certainty, because = [], fact, value, children }: StatementProps): ReactNode {
  return (
    <div className="mt-2 first:mt-0" data-fact={fact} data-value={value}>
      <h4 className="text-2xs text-muted">{name}</h4>
      <p className="break-words">
        {children} {certainty === undefined ? null : <Certain certainty={certainty} />}
      </p>
      <Reasons because={because} />
    </div>
  );
}
