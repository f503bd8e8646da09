/** The running app without a face: one store, the view in the URL, the refresh, and the actions that change them. */
import { createStore } from 'zustand/vanilla';
import type { Problem } from '../lib/problem';
import { share } from '../lib/share';
import { EMPTY_RETRO } from '../mesh/note';
import { requestsPerDot } from '../scene/flow-scale';
import { shareScene } from '../scene/share-scene';
import type { ConfigurationStatus, Picture, Source } from '../worker/messages';
import { worldOf } from '../worker/scenario-step';
import { createActions } from './actions';
import type { App, AppState, Scenario } from './app-types';
import { createArrangement } from './arrangement';
import { comparedScenes } from './compared-scenes';
import { type DataPort, RefreshFailure } from './data-port';
import type { LinkTemplate } from './link-templates';
import { AS_IT_IS, createMasking, isMasked } from './masking';
import { createMatcher, NO_MATCHES } from './matches';
import { loadPreferences, type PreferenceStorage, savePreferences } from './preferences';
import { LINK_LEAVES_OUT, LINK_TOO_LONG, linkLeavesOut, linkTooLong, sourceUnknown } from './problems';
import { createRefresh } from './refresh';
import { createRetroActions } from './retro-actions';
import { createRetroKeeper } from './retro-keeper';
import { keepViews, loadViews } from './saved-view-store';
import { sceneOf } from './scene-of';
import { sharePicture } from './share-picture';
import { showOptions } from './show-options';
import { createSnapshotKeeper } from './snapshot-actions';
import { sourceOf } from './source-of';
import { createSpanLoader } from './span-loader';
import { createStoryActions } from './story-actions';
import { decodeView, type Link, linkTo } from './url-codec/url-codec';
import type { ViewState } from './view-state';
import { createWholeMesh } from './whole-mesh';

/** Where the view is kept between reloads; the browser's history in the page, a plain object in tests. */
export interface ViewAddress {
  read(): string;
  /** `step` = the back button should return to what was shown before. */
  write(search: string, step: boolean): void;
  onChange(listener: () => void): () => void;
}

export interface AppParts {
  readonly port: DataPort;
  /** Base of relative source addresses. */
  readonly pageUrl: string;
  readonly sources: readonly Source[];
  /** Links out, as config.json gives them. */
  readonly links?: readonly LinkTemplate[];
  readonly scenarios: readonly Scenario[];
  readonly notices: readonly Problem[];
  readonly address: ViewAddress;
  readonly storage: PreferenceStorage | undefined;
  readonly nowMs: () => number;
  /** The page is a saved file: it opens its own snapshot and no source. */
  readonly sealed?: boolean;
  /** The text of the viewer's page, for saved HTML; undefined where there is none. */
  readonly viewerTemplate?: () => Promise<string | undefined>;
  /** Calls back about once a second; returns its end. */
  readonly everySecond: (tick: () => void) => () => void;
}

/** Changes of these are steps the back button undoes; everything else replaces. */
const STEPS: readonly (keyof ViewState)[] = ['source', 'scenario', 'windowSeconds', 'end', 'compare', 'namespaces', 'groupBy', 'form'];
/** Changes of these regroup in the worker, without any query. */
const SHOWN: readonly (keyof ViewState)[] = ['groupBy', 'opened', 'closed', 'thresholds', 'showServices', 'showConfigured', 'compared'];

/** Another value of these is another picture: what was arranged in the one before cannot be undone in it. */
const ARRANGED: readonly (keyof ViewState)[] = ['source', 'groupBy', 'showServices'];
const isAnotherPicture = (view: ViewState, before: ViewState): boolean =>
  worldOf(view.scenario) !== worldOf(before.scenario) || ARRANGED.some((key) => view[key] !== before[key]);

/** Changes of these alone draw nothing anew: another moment is drawn when its picture is here. */
const ELSEWHEN: ReadonlySet<string> = new Set<keyof ViewState>(['end', 'span']);
const looksOtherwise = (view: ViewState, before: ViewState): boolean =>
  Object.entries(view).some(([key, value]) => !ELSEWHEN.has(key) && Reflect.get(before, key) !== value);

const NO_CONFIGURATION: ConfigurationStatus = { origin: 'none', phase: 'ready', from: [], kinds: [], problems: [], issues: [] };

export function createApp(parts: AppParts): App {
  const { sources, address, nowMs } = parts;
  const opening = openView(address.read(), sources);
  const store = createStore<AppState>(() => ({
    sources,
    links: parts.links ?? [],
    scenarios: parts.scenarios,
    view: opening.view,
    preferences: loadPreferences(parts.storage),
    savedViews: loadViews(parts.storage),
    picture: undefined,
    whole: undefined,
    scene: undefined,
    requestsPerDot: undefined,
    mask: AS_IT_IS,
    matches: NO_MATCHES,
    focusBefore: [],
    status: { phase: 'loading', lastGoodMs: undefined, failure: [], queries: [], pace: undefined },
    notices: [...parts.notices, ...opening.problems],
    exposition: undefined,
    span: undefined,
    scrubbing: false,
    snapshot: undefined,
    sealed: parts.sealed ?? false,
    retro: EMPTY_RETRO,
    retroSaid: undefined,
    draft: undefined,
    told: undefined,
    configuration: NO_CONFIGURATION,
    arrangement: { undo: undefined, redo: undefined, said: undefined },
    gliding: undefined,
    moving: undefined,
    clockMs: nowMs(),
  }));

  const match = createMatcher();
  const shownAs = createMasking();
  /** As the worker gave it; what is in the store may be masked. */
  let given: Picture | undefined;
  const put = (picture: Picture, more: (state: AppState) => Partial<AppState> = () => ({})) => {
    given = picture;
    store.setState((state) => {
      const shown = shownAs(picture, state.view);
      // As it came it shares what did not change with the one before; what was masked is made anew.
      const shared = shown.picture === picture ? picture : sharePicture(state.picture, shown.picture);
      return { ...more(state), picture: shared, mask: shown.mask };
    });
  };
  const updateScene = () => {
    const state = store.getState();
    const { picture, view, scene } = state;
    if (picture === undefined) return;
    // What is hidden and looked for is written with real names.
    const matches = match(isMasked(view) ? (given ?? picture) : picture, view);
    const next = shareScene(scene, sceneOf({ ...state, picture, matches }));
    store.setState({ matches, scene: next, requestsPerDot: requestsPerDot(next.edges, state.requestsPerDot) });
  };
  const acceptPicture = (picture: Picture) => {
    put(picture, ({ status }) => ({ status: { ...status, lastGoodMs: nowMs(), failure: [], queries: picture.queries } }));
  };
  const acceptFailure = (error: unknown) => {
    if (!(error instanceof RefreshFailure)) return;
    store.setState((state) => ({ status: { ...state.status, phase: 'failed', failure: error.problems, queries: error.queries } }));
  };

  const refresh = createRefresh({
    port: parts.port,
    nowMs,
    show: () => showOptions(store.getState().view),
    moving: () => store.getState().scrubbing,
    onPicture: acceptPicture,
    onResult: (result, pace) => {
      store.setState((state) => ({ status: { ...state.status, pace: share(state.status.pace, pace) } }));
      // Frames that come from the loaded span are no news for whoever watches the source.
      if (result.isFetching && store.getState().scrubbing) return;
      if (result.isFetching) store.setState((state) => ({ status: { ...state.status, phase: 'loading' } }));
      else if (result.error === null) store.setState((state) => ({ status: { ...state.status, phase: 'settled' } }));
      else acceptFailure(result.error);
    },
  });

  parts.port.onPush({
    configuration: (configuration) => store.setState((state) => ({ configuration: share(state.configuration, configuration) })),
    redrawn: (picture) => put(picture),
  });

  const showAnew = () => {
    if (store.getState().picture === undefined) return;
    parts.port.show(showOptions(store.getState().view)).then((picture) => {
      // Drawn otherwise it is as old as before, and a failure of the source stays one.
      put(picture);
      if (picture.latencyAsksAgain) refresh.refreshNow();
    }, acceptFailure);
  };

  let noted = '';
  const noteLack = ({ leftOut, tooLong }: Link) => {
    const told = [...(leftOut.length === 0 ? [] : [linkLeavesOut(leftOut)]), ...(tooLong ? [linkTooLong()] : [])];
    const telling = told.map(({ message }) => message).join();
    // Said once: whoever dismissed it is not told again at each change of the view.
    if (telling === noted) return;
    noted = telling;
    const others = ({ code }: Problem) => code !== LINK_LEAVES_OUT && code !== LINK_TOO_LONG;
    store.setState((state) => ({ notices: [...state.notices.filter(others), ...told] }));
  };
  const { forget: forgetArrangement, ...arrangement } = createArrangement({
    store,
    port: parts.port,
    canvas: () => app.canvas,
    put,
    acceptFailure,
  });
  const whole = createWholeMesh(store, () => parts.port.whole(showOptions(store.getState().view)));
  const span = createSpanLoader(store, parts.port);

  const stopWatching = store.subscribe((state, previous) => {
    const viewed = state.view !== previous.view;
    // Where nothing is shown yet, what was given is of another source.
    if (isMasked(state.view) !== isMasked(previous.view) && given !== undefined && state.picture !== undefined) put(given);
    const returned = state.exposition !== previous.exposition && state.exposition === undefined;
    // What is asked leaves first: the source works while the page draws.
    if ((viewed || returned) && state.exposition === undefined) refresh.follow(state.view, sourceOf(state));
    // One file after another may be asked the very same, and each has its own answer.
    if (state.snapshot !== undefined && previous.snapshot !== undefined && state.snapshot !== previous.snapshot) refresh.refreshNow();
    const otherClock = state.preferences.timeZone !== previous.preferences.timeZone;
    const otherUnits = state.preferences.units !== previous.preferences.units;
    const otherNotes = state.retro.notes !== previous.retro.notes || state.told !== previous.told;
    const otherDraft = state.draft?.diff !== previous.draft?.diff;
    const otherwise = looksOtherwise(state.view, previous.view) || otherClock || otherUnits || otherNotes || otherDraft;
    if (state.picture !== previous.picture || otherwise) {
      // In passing the play head asks for the next moment first: the worker makes that while this one is drawn.
      if (state.scrubbing) queueMicrotask(updateScene);
      else updateScene();
    }
    if (state.savedViews !== previous.savedViews) keepViews(parts.storage, state.savedViews);
    if (state.preferences !== previous.preferences) savePreferences(parts.storage, state.preferences);
    if (state.exposition !== previous.exposition && state.exposition !== undefined) refresh.pause();
    const rests = previous.scrubbing && !state.scrubbing;
    // A browser refuses an address that changes with every frame; it is written when the play head rests, and is no step. A link cannot carry a file.
    if ((viewed || returned || rests) && !state.scrubbing && state.snapshot === undefined) {
      const link = linkTo(state.view);
      address.write(link.search, !rests && STEPS.some((key) => state.view[key] !== previous.view[key]));
      noteLack(link);
    }
    // What was left out of a moment in passing is made good where the play head rests.
    const lacks = state.picture?.latencyAsksAgain === true || state.picture?.policiesAtSeconds !== undefined;
    if (rests && !viewed && lacks) refresh.refreshNow();
    if (!viewed && !returned) return;
    if (SHOWN.some((key) => state.view[key] !== previous.view[key])) showAnew();
    if (isAnotherPicture(state.view, previous.view) || state.snapshot !== previous.snapshot) forgetArrangement();
  });
  const snapshots = createSnapshotKeeper({
    store,
    port: parts.port,
    nowMs,
    viewerTemplate: parts.viewerTemplate ?? (() => Promise.resolve(undefined)),
  });
  const retroKeeper = createRetroKeeper(store, parts.storage);
  const stopListening = address.onChange(() => {
    snapshots.actions.leaveSnapshot();
    store.setState({ view: openView(address.read(), sources).view, focusBefore: [] });
  });
  const stopClock = parts.everySecond(() => store.setState({ clockMs: nowMs() }));

  refresh.follow(opening.view, sourceOf(store.getState()));

  const app: App = {
    getState: store.getState,
    subscribe: store.subscribe,
    actions: {
      ...createActions({
        store,
        port: parts.port,
        pageUrl: parts.pageUrl,
        refresh,
        whole,
        span,
        arrangement,
        acceptPicture,
        acceptFailure,
        onRanges: snapshots.remember,
      }),
      comparedScenes: () =>
        comparedScenes({
          view: () => store.getState().view,
          show: parts.port.show,
          draw: (picture, view) =>
            sceneOf({
              ...store.getState(),
              draft: undefined,
              view,
              picture: shownAs(picture, view).picture,
              matches: createMatcher()(picture, view),
            }),
        }),
      ...snapshots.actions,
      ...createRetroActions(store, nowMs),
      ...createStoryActions(store, () => app.canvas),
    },
    canvas: undefined,
    face: undefined,
    dispose() {
      stopWatching();
      stopListening();
      stopClock();
      retroKeeper.dispose();
      whole.dispose();
      span.dispose();
      refresh.dispose();
    },
  };
  return app;
}

function openView(search: string, sources: readonly Source[]): { readonly view: ViewState; readonly problems: readonly Problem[] } {
  const { view, problems } = decodeView(search);
  if (view.source === '' || sources.some(({ id }) => id === view.source)) return { view, problems };
  return { view: { ...view, source: '' }, problems: [...problems, sourceUnknown()] };
}
