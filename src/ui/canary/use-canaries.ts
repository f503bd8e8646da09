import { useRef } from 'react';
import type { CanaryAnswer } from '../../inquiry/canary/model';
import type { Picture } from '../../worker/messages';
import { useActions, useApp } from '../use-app';
import { useQuestion } from '../use-question';
import { useSource } from '../use-source';

export interface Canaries {
  readonly answer: CanaryAnswer | undefined;
  readonly asking: boolean;
  readonly failed: boolean;
  readonly askAgain: () => void;
}

/** All canaries of the picture on screen: asked while somebody looks, and again with every picture. */
export function useCanaries(): Canaries {
  const actions = useActions();
  const source = useSource();
  const scenario = useApp((state) => state.view.scenario);
  const picture = useApp((state) => (state.picture?.stage === 'complete' ? state.picture : undefined));
  const count4xx = useApp((state) => state.view.thresholds.count4xx);
  const revision = useRevision(picture);
  const { data, isFetching, isError, refetch } = useQuestion({
    queryKey: ['canary', source?.id, scenario, revision, count4xx],
    queryFn: ({ signal }) => actions.inquire('canary', { count4xx }, signal),
    enabled: picture !== undefined,
    placeholderData: (before) => before,
    structuralSharing: false,
    retry: false,
  });
  return { answer: data, asking: isFetching, failed: isError && !isFetching, askAgain: () => void refetch() };
}

/** A number that changes with the picture: traffic or configuration. */
function useRevision(picture: Picture | undefined): number {
  const last = useRef({ picture, revision: 0 });
  if (picture !== undefined && last.current.picture !== picture) last.current = { picture, revision: last.current.revision + 1 };
  return last.current.revision;
}
