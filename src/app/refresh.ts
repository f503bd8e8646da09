/** Keeps one comparable request fresh through TanStack Query: its cache is the only place where fetched pictures are kept. */
import { QueryClient, QueryObserver, type QueryObserverResult } from '@tanstack/query-core';
import type { Picture, RefreshRequest, ShowOptions, Source } from '../worker/messages';
import type { DataPort } from './data-port';
import type { ViewState } from './view-state';

/** The part of a view that decides what is fetched; equal keys never refetch. */
interface FetchKey extends Omit<RefreshRequest, 'atSeconds' | 'alignNow'> {
  /** undefined = now. */
  readonly endSeconds: number | undefined;
}

type Key = readonly ['picture', FetchKey];
type Result = QueryObserverResult<Picture, Error>;

/** A slow source is asked at most half of the time. */
const SHARE_OF_TIME_ASKING = 0.5;

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
  readonly onPicture: (picture: Picture) => void;
  readonly onResult: (result: Result) => void;
}

export function createRefresh({ port, nowMs, show, onPicture, onResult }: RefreshOptions): Refresh {
  const client = new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', retry: false, structuralSharing: false, gcTime: 0 } },
  });
  let lastDurationMs = 0;

  const ask = async (key: FetchKey, signal: AbortSignal): Promise<Picture> => {
    const { endSeconds, ...request } = key;
    const startedMs = nowMs();
    const atSeconds = endSeconds ?? startedMs / 1000;
    const picture = await port.refresh({ ...request, atSeconds, alignNow: endSeconds === undefined }, show(), onPicture, signal);
    lastDurationMs = nowMs() - startedMs;
    return picture;
  };

  const options = (key: FetchKey, refreshSeconds: number | undefined) => ({
    queryKey: ['picture', key] as const satisfies Key,
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(key, signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: key.endSeconds === undefined && refreshSeconds !== undefined ? ('always' as const) : false,
    refetchInterval:
      key.endSeconds !== undefined || refreshSeconds === undefined
        ? (false as const)
        : () => Math.max(refreshSeconds * 1000, lastDurationMs / SHARE_OF_TIME_ASKING),
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
      };
      const next = options(key, view.refreshSeconds);
      if (observer === undefined) {
        observer = new QueryObserver<Picture, Error, Picture, Picture, Key>(client, next);
        unsubscribe = observer.subscribe(onResult);
        onResult(observer.getCurrentResult());
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
