/** Keeps the timeline's span loaded while the view has one: asked once a question, given up when it changes, let go of when it closes. */
import type { StoreApi } from 'zustand/vanilla';
import type { SpanOverview, SpanRequest } from '../worker/messages';
import type { AppState, SpanState } from './app-types';
import { type DataPort, RefreshFailure } from './data-port';
import { noReasonGiven } from './problems';
import { showOptions } from './show-options';
import { sourceOf } from './source-of';

export interface SpanLoader {
  /** Asks the same span anew, after a failure. */
  reload(): void;
  dispose(): void;
}

/** What decides the answer. Latency over a span is computed by the source, for one grouping, so another grouping is another question. */
interface Question {
  readonly request: SpanRequest;
  readonly groupBy: AppState['view']['groupBy'];
}

/** undefined = the timeline is closed, or stands over something that cannot be asked. */
function questionOf(state: AppState): Question | undefined {
  const { view, exposition } = state;
  if (view.span === undefined || view.mode !== 'page' || exposition !== undefined) return undefined;
  const source = sourceOf(state);
  const request = {
    source,
    scenario: source.mock ? view.scenario : undefined,
    showIdle: view.showIdle,
    windowSeconds: view.windowSeconds,
    namespaces: view.namespaces,
    ...view.span,
  };
  return { request, groupBy: view.groupBy };
}

/** The same strip in another part of time: what is drawn of it stays right until the other arrives. */
function sameButForTime(one: Question | undefined, other: Question): boolean {
  if (one === undefined) return false;
  const { fromSeconds: _from, toSeconds: _to, ...before } = one.request;
  const { fromSeconds: _start, toSeconds: _end, ...now } = other.request;
  return JSON.stringify(before) === JSON.stringify(now);
}

export function createSpanLoader(store: StoreApi<AppState>, port: Pick<DataPort, 'span' | 'closeSpan'>): SpanLoader {
  let asked: Question | undefined;
  let loading: AbortController | undefined;

  const put = (span: SpanState | undefined) => store.setState({ span });
  const load = (question: Question) => {
    const before = store.getState().span?.overview;
    const kept = before !== undefined && sameButForTime(asked, question) ? before : undefined;
    loading?.abort();
    asked = question;
    const controller = new AbortController();
    loading = controller;
    const accept = (overview: SpanOverview) => {
      if (loading === controller) put({ phase: overview.stage === 'complete' ? 'settled' : 'loading', overview, failure: [] });
    };
    put({ phase: 'loading', overview: kept, failure: [], ...(kept !== undefined && { outdated: true }) });
    port.span(question.request, showOptions(store.getState().view), accept, controller.signal).then(accept, (error: unknown) => {
      if (loading !== controller || controller.signal.aborted) return;
      const failure = error instanceof RefreshFailure && error.problems.length > 0 ? error.problems : [noReasonGiven()];
      put({ phase: 'failed', overview: undefined, failure });
    });
  };
  const letGo = () => {
    loading?.abort();
    loading = undefined;
    asked = undefined;
    port.closeSpan();
    put(undefined);
  };
  /** A snapshot brings its timeline along. */
  const showRecorded = ({ view, snapshot, span }: AppState) => {
    loading?.abort();
    asked = undefined;
    const overview = view.span === undefined ? undefined : snapshot?.span;
    if (span?.overview !== overview) put(overview && { phase: 'settled', overview, failure: [] });
  };
  const update = (state: AppState) => {
    if (state.snapshot !== undefined) {
      showRecorded(state);
      return;
    }
    const question = questionOf(state);
    if (question === undefined) {
      if (asked !== undefined) letGo();
      return;
    }
    // The first picture goes before: who opens a link wants to see the mesh.
    if (state.picture === undefined && state.status.phase === 'loading') return;
    if (asked === undefined || JSON.stringify(question) !== JSON.stringify(asked)) load(question);
  };

  const stop = store.subscribe((state, previous) => {
    if (
      state.view !== previous.view ||
      state.picture !== previous.picture ||
      state.status.phase !== previous.status.phase ||
      state.exposition !== previous.exposition
    )
      update(state);
  });
  return {
    reload() {
      if (asked !== undefined) load(asked);
    },
    dispose() {
      stop();
      loading?.abort();
    },
  };
}
