import { useQuery } from '@tanstack/react-query';
import type { DraftWords } from '../../inquiry/what-if/draft-words';
import { useActions, useApp } from '../use-app';
import { useSource } from '../use-source';
import { NO_WORDS } from './complete-draft';

/** Names of the mesh to complete with; asked once the resources are read, from the worker alone. */
export function useDraftWords(): DraftWords {
  const actions = useActions();
  const source = useSource();
  const scenario = useApp((state) => state.view.scenario);
  const known = useApp((state) => state.picture?.policies !== undefined);
  const { data } = useQuery({
    queryKey: ['draft-words', source?.id, scenario],
    queryFn: ({ signal }) => actions.inquire('draft-words', undefined, signal),
    enabled: known,
  });
  return data ?? NO_WORDS;
}
