import { useEffect } from 'react';
import type { EdgeId } from '../../mesh/model';
import type { RangeQuery, RangesAnswered } from '../../telemetry/ask-ranges';
import type { RangeGrid } from '../../telemetry/range-grid';
import { useActions, useApp } from '../use-app';
import { useQuestion } from '../use-question';
import { useSource } from '../use-source';

export interface Ranges extends RangesAnswered {
  /** The moments of the arrays. */
  readonly grid: RangeGrid;
}

export interface RangesState {
  /** Undefined until the first answer; that of an older span while a newer one is asked. */
  readonly ranges: Ranges | undefined;
  readonly asking: boolean;
  readonly askAgain: () => void;
}

/** Charts of the last minutes come back at once when the selection does. */
const KEPT_MS = 300_000;

interface RangesOptions {
  readonly enabled?: boolean;
  /** The drawn edge the queries are about. */
  readonly about?: EdgeId | undefined;
  readonly tellDuration?: (milliseconds: number) => void;
}

/** Asks the range queries of one chart while it is mounted, and again when they or the moments change. */
export function useRanges(
  queries: readonly RangeQuery[],
  grid: RangeGrid,
  { enabled = true, about, tellDuration }: RangesOptions = {},
): RangesState {
  const actions = useActions();
  const sourceId = useSource()?.id;
  const scenario = useApp((state) => state.view.scenario);
  const { data, isFetching, refetch } = useQuestion({
    queryKey: ['ranges', sourceId, scenario, about, grid, queries.map(({ promql }) => promql)],
    queryFn: async ({ signal }): Promise<Ranges> => ({ ...(await actions.askRanges(queries, grid, signal, about)), grid }),
    enabled,
    placeholderData: (before) => before,
    staleTime: ({ state }) => (state.data?.answers.some(({ failed }) => failed !== undefined) === true ? 0 : Number.POSITIVE_INFINITY),
    gcTime: KEPT_MS,
    structuralSharing: false,
  });
  useEffect(() => {
    if (data !== undefined) tellDuration?.(data.milliseconds);
  }, [data, tellDuration]);
  return { ranges: data, asking: isFetching, askAgain: () => void refetch() };
}
