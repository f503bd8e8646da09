import { useEffect, useState } from 'react';
import type { PolicyDetails } from '../../policy/drawn';
import { useActions, useApp } from '../use-app';
import { useAtRest } from '../use-at-rest';

interface Answered {
  readonly id: string;
  readonly details: PolicyDetails | undefined;
}

/** What configuration says of a drawn thing, asked again when it changed; undefined while it is asked for the first time or there is none. */
export function usePolicyDetails(id: string): PolicyDetails | undefined {
  const actions = useActions();
  const policies = useAtRest(useApp((state) => state.picture?.policies));
  const [answered, setAnswered] = useState<Answered | undefined>(undefined);
  useEffect(() => {
    let current = true;
    const tell = (details: PolicyDetails | undefined) => {
      if (current) setAnswered({ id, details });
    };
    if (policies === undefined) tell(undefined);
    else
      actions.policiesOf(id).then(tell, () => {
        // A worker that is gone says so elsewhere; what was answered stays.
      });
    return () => {
      current = false;
    };
  }, [actions, id, policies]);
  return answered?.id === id ? answered.details : undefined;
}
