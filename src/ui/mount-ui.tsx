/** Mounts the face on a running app. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { App } from '../app/app-types';
import type { Problem } from '../lib/problem';
import { afterNextFrame } from './after-next-frame';
import { appAfterMap } from './app-after-map';
import { Button } from './controls/Button';
import { ErrorBoundary } from './controls/ErrorBoundary';
import { ProblemCard } from './controls/ProblemCard';
import { PageOfMode } from './modes/PageOfMode';
import { AppContext, MapAppContext } from './use-app';

/** Panels and lists follow a moving play head so often: as fast as one can read. */
const BESIDE_SCRUBBING_MS = 250;

export function mountUi(root: HTMLElement, app: App): void {
  const questions = new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  const beside = appAfterMap(app, afterNextFrame, (then) => setTimeout(then, BESIDE_SCRUBBING_MS));
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary what="The page">
        <QueryClientProvider client={questions}>
          <MapAppContext value={app}>
            <AppContext value={beside}>
              <PageOfMode />
            </AppContext>
          </MapAppContext>
        </QueryClientProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
}

/** What is shown when the page cannot even learn its sources, or a saved file holds nothing that can be shown: that does not get better by trying. */
export function mountStartFailure(root: HTMLElement, problem: Problem, title?: string): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  createRoot(root).render(
    <main className="mx-auto mt-[20vh] w-[32rem] max-w-[calc(100%-2rem)] rounded-xl border border-line bg-surface p-5 shadow-float">
      <h1 className="mb-3 font-semibold text-base">{title ?? 'Seamark cannot start'}</h1>
      <ProblemCard problem={problem} />
      {title === undefined ? (
        <Button look="primary" className="mt-4" onClick={() => window.location.reload()}>
          Try again
        </Button>
      ) : null}
    </main>,
  );
}
