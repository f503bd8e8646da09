/**
 * The one way a component asks the source: TanStack Query, held back while the play head of the timeline moves. What was answered for the
 * moment before stands until the head rests; what is mounted meanwhile waits.
 */
import { type QueryKey, type UseQueryOptions, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useApp } from './use-app';

export function useQuestion<Answer>(options: UseQueryOptions<Answer, Error, Answer, QueryKey>): UseQueryResult<Answer> {
  const moving = useApp((state) => state.scrubbing);
  const rested = useRef<typeof options | undefined>(undefined);
  if (!moving) rested.current = options;
  return useQuery(rested.current ?? { ...options, enabled: false });
}
