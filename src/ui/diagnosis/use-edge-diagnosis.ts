import { useEffect, useState } from 'react';
import type { EdgeDiagnosis } from '../../inquiry/diagnosis/diagnose-edge';
import type { EdgeId } from '../../mesh/model';
import { useActions, useApp } from '../use-app';
import { useAtRest } from '../use-at-rest';

/** `nothing` = no code and no flag of the picture says anything; `failed` = the worker could not say. */
export type Diagnosed = { readonly state: 'asking' | 'nothing' | 'failed' } | { readonly state: 'told'; readonly diagnosis: EdgeDiagnosis };

interface Answered {
  readonly id: EdgeId;
  readonly diagnosed: Diagnosed;
}

const ASKING: Diagnosed = { state: 'asking' };

/** Why a drawn edge fails, asked again with every picture; the answer before stands until the next. */
export function useEdgeDiagnosis(id: EdgeId): Diagnosed {
  const actions = useActions();
  const picture = useAtRest(useApp((state) => state.picture));
  const [answered, setAnswered] = useState<Answered | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture is another answer.
  useEffect(() => {
    const controller = new AbortController();
    const tell = (diagnosed: Diagnosed) => {
      if (!controller.signal.aborted) setAnswered({ id, diagnosed });
    };
    actions.inquire('diagnosis', { edge: id }, controller.signal).then(
      (diagnosis) => tell(diagnosis === undefined ? { state: 'nothing' } : { state: 'told', diagnosis }),
      () => tell({ state: 'failed' }),
    );
    return () => controller.abort();
  }, [actions, id, picture]);
  return answered?.id === id ? answered.diagnosed : ASKING;
}
