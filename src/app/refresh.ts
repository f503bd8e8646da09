/** Keeps one comparable request fresh through TanStack Query: its cache is the only place where fetched pictures are kept. */
import { QueryClient, QueryObserver, type QueryObserverResult } from '@tanstack/query-core';
import type { Picture, RefreshRequest, ShowOptions, Source } from '../worker/messages';
import type { DataPort } from './data-port';
import { type Pace, paceOf } from './pace';
import type { Compare, ViewState } from './view-state';

/** The part of a view that decides what is fetched; equal keys never refetch. */
interface FetchKey extends Omit<RefreshRequest, 'atSeconds' | 'alignNow' | 'beforeSeconds' | 'moving'> {
  /** undefined = now. */
  readonly endSeconds: number | undefined;
  readonly compare: Compare | undefined;
}

type Key = readonly ['picture', FetchKey];
type Result = QueryObserverResult<Picture, Error>;

export interface Refresh {
  /** Follows a view: a changed request aborts the one in flight and asks anew; a display option does nothing here. */
  follow(view: ViewState, source: Source): void;
  refreshNow(): void;
  /** Stops asking (exposition text is shown instead) until followed again. */
  pause(): void;
  dispose(): void;
}

export interface RefreshOptions {
  readonly port: DataPort;
  readonly nowMs: () => number;
  readonly show: () => ShowOptions;
  /** Whether the play head goes on. */
  readonly moving: () => boolean;
  readonly onPicture: (picture: Picture) => void;
  /** `pace` is undefined while nothing will be asked again by itself. */
  readonly onResult: (result: Result, pace: Pace | undefined) => void;
}

const before = (compare: Compare | undefined, atSeconds: number): Pick<RefreshRequest, 'beforeSeconds'> =>
  compare === undefined ? {} : { beforeSeconds: compare.kind === 'at' ? compare.seconds : atSeconds - compare.seconds };

export function createRefresh({ port, nowMs, show, moving, onPicture, onResult }: RefreshOptions): Refresh {
  const client = new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', retry: false, structuralSharing: false, gcTime: 0 } },
  });
  let lastDurationMs = 0;
  let failures = 0;
  let sourceId: string | undefined;
  let refreshSeconds: number | undefined;
  /** A moment that has passed is asked again only until it was answered. */
  let passed = false;
  const pace = () =>
    refreshSeconds === undefined || (passed && failures === 0) ? undefined : paceOf({ refreshSeconds, lastDurationMs, failures });
  // TanStack Query counts from the answer, a pace from the question.
  const fromAnswerMs = () => {
    const kept = pace();
    if (kept === undefined) return false;
    const betweenMs = kept.seconds * 1000;
    return lastDurationMs < betweenMs ? betweenMs - lastDurationMs : betweenMs;
  };

  const ask = async (key: FetchKey, signal: AbortSignal): Promise<Picture> => {
    const { endSeconds, compare, ...request } = key;
    const startedMs = nowMs();
    const atSeconds = endSeconds ?? startedMs / 1000;
    try {
      const asked = {
        ...request,
        atSeconds,
        alignNow: endSeconds === undefined,
        ...before(compare, atSeconds),
        ...(moving() && { moving: true as const }),
      };
      const picture = await port.refresh(asked, show(), onPicture, signal);
      failures = 0;
      return picture;
    } catch (error) {
      if (!signal.aborted) failures += 1;
      throw error;
    } finally {
      if (!signal.aborted) lastDurationMs = nowMs() - startedMs;
    }
  };

  const options = (key: FetchKey) => ({
    queryKey: ['picture', key] as const satisfies Key,
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(key, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: refreshSeconds === undefined || passed ? false : ('always' as const),
    refetchInterval: fromAnswerMs,
  });

  let observer: QueryObserver<Picture, Error, Picture, Picture, Key> | undefined;
  let unsubscribe = () => {};
  client.mount();

  return {
    follow(view, source) {
      const key: FetchKey = {
        source,
        scenario: source.mock ? view.scenario : undefined,
        endSeconds: view.end.kind === 'at' ? view.end.seconds : undefined,
        windowSeconds: view.windowSeconds,
        namespaces: view.namespaces,
        showIdle: view.showIdle,
        compare: view.compare,
      };
      refreshSeconds = view.refreshSeconds;
      passed = view.end.kind === 'at';
      // Another source starts without the other's bad record.
      if (source.id !== sourceId) failures = 0;
      sourceId = source.id;
      const next = options(key);
      if (observer === undefined) {
        observer = new QueryObserver<Picture, Error, Picture, Picture, Key>(client, next);
        unsubscribe = observer.subscribe((result) => onResult(result, pace()));
        onResult(observer.getCurrentResult(), pace());
      } else observer.setOptions(next);
    },
    refreshNow() {
      void observer?.refetch({ cancelRefetch: true });
    },
    pause() {
      unsubscribe();
      observer?.destroy();
      observer = undefined;
    },
    dispose() {
      unsubscribe();
      observer?.destroy();
      client.clear();
      client.unmount();
    },
  };
}
