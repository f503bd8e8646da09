import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReadinessAnswer } from '../../inquiry/readiness/answer';
import { useActions, useApp, useAppHandle } from '../use-app';
import { useQuestion } from '../use-question';
import { useSource } from '../use-source';
import { type AskedOf, readAskedOf, writeAskedOf } from './asked-of';

export interface ReadinessAsked {
  readonly asked: AskedOf;
  readonly ask: (asked: AskedOf) => void;
  readonly answer: ReadinessAnswer | undefined;
  /** Why there is no answer. */
  readonly failed: string | undefined;
  readonly asking: boolean;
  /** 0..1 of the days that are asked. */
  readonly share: number;
  readonly askAgain: () => void;
  readonly stop: () => void;
}

/** Asked when somebody looks, and again on demand; given up when the page is closed. */
export function useReadiness(): ReadinessAsked {
  const { getState } = useAppHandle();
  const actions = useActions();
  const questions = useQueryClient();
  const source = useSource();
  const scenario = useApp((state) => state.view.scenario);
  const of = useApp((state) => state.view.detailsOf);
  const end = useApp((state) => state.view.end);
  const origin = useApp((state) => state.configuration.from.join(' '));
  // Configuration comes with the first picture; without one, the answer says what is missing.
  const isReady = useApp(
    ({ picture, status, configuration }) => (picture !== undefined || status.phase === 'failed') && configuration.phase !== 'reading',
  );
  const [share, setShare] = useState(0);
  const asked = readAskedOf(of);
  const queryKey = ['readiness', source?.id, scenario, origin, of, end];
  const { data, error, isFetching, refetch } = useQuestion({
    queryKey,
    enabled: isReady,
    queryFn: ({ signal }) => {
      setShare(0);
      const { clockMs, picture } = getState();
      const endSeconds = end.kind === 'at' ? end.seconds : (picture?.atSeconds ?? clockMs / 1000);
      const namespaces = asked.namespace === undefined ? [] : [asked.namespace];
      return actions.inquire('readiness', { namespaces, spanSeconds: asked.spanSeconds, endSeconds }, signal, setShare);
    },
  });
  return {
    asked,
    ask: (next) => actions.setDetails('readiness', writeAskedOf(next)),
    answer: data,
    failed: error === null ? undefined : error.message,
    asking: isFetching || !isReady,
    share,
    askAgain: () => void refetch(),
    stop: () => void questions.cancelQueries({ queryKey }),
  };
}
