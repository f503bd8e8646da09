import { useQuery } from '@tanstack/react-query';
import type { LeastPrivilegeAnswer } from '../../inquiry/least-privilege/model';
import { useActions, useApp } from '../use-app';
import { useSource } from '../use-source';
import type { Governed } from './subject';

export interface Proposed {
  readonly answer: LeastPrivilegeAnswer | undefined;
  readonly asking: boolean;
  readonly failed: Error | null;
}

/** A policy for what was observed over the span before the picture's moment; asked once for each. */
export function useLeastPrivilege(of: Governed | undefined, spanSeconds: number): Proposed {
  const actions = useActions();
  const source = useSource();
  const scenario = useApp((state) => state.view.scenario);
  const known = useApp((state) => state.picture?.policies !== undefined);
  const { data, isFetching, error } = useQuery({
    queryKey: ['least-privilege', source?.id, scenario, of?.kind, of?.namespace, of?.name, spanSeconds],
    queryFn: async ({ signal }) => {
      if (of === undefined) throw new Error('Nothing was asked for.');
      return actions.inquire('least-privilege', { ...of, spanSeconds }, signal);
    },
    enabled: of !== undefined && known,
  });
  return { answer: data, asking: isFetching, failed: error };
}
