/** What the face may do: each action changes the view, a preference, or asks the worker. */
import type { StoreApi } from 'zustand/vanilla';
import type { Picture } from '../worker/messages';
import { worldOf } from '../worker/scenario-step';
import type { AppActions, AppState, ArrangementActions, Preferences } from './app-types';
import { createConfigurationActions } from './configuration-actions';
import { type DataPort, RefreshFailure } from './data-port';
import { createFindActions } from './find-actions';
import { noReasonGiven } from './problems';
import type { Refresh } from './refresh';
import type { RetroActions, StoryActions } from './retro-types';
import { createSavedViewActions } from './saved-view-actions';
import { showOptions } from './show-options';
import { shownScenario } from './shown-scenario';
import type { SnapshotKeeper } from './snapshot-actions';
import type { SnapshotActions } from './snapshot-types';
import { sourceOf } from './source-of';
import type { SpanLoader } from './span-loader';
import { DEFAULT_VIEW, type ViewState } from './view-state';
import type { WholeMeshKeeper } from './whole-mesh';

export interface ActionParts {
  readonly store: StoreApi<AppState>;
  readonly port: DataPort;
  readonly pageUrl: string;
  readonly refresh: Refresh;
  readonly arrangement: ArrangementActions;
  readonly whole: WholeMeshKeeper;
  readonly span: SpanLoader;
  readonly acceptPicture: (picture: Picture) => void;
  readonly acceptFailure: (error: unknown) => void;
  readonly onRanges: SnapshotKeeper['remember'];
}

/** Ids and places of one mesh mean nothing in another. */
const NOTHING_ARRANGED = { namespaces: [], opened: [], closed: [], pins: new Map(), viewport: undefined } as const;

/** The same view where it ends there already. */
const withEnd = (view: ViewState, seconds: number): ViewState =>
  view.end.kind === 'at' && view.end.seconds === seconds ? view : { ...view, end: { kind: 'at', seconds } };

export function createActions({
  store,
  port,
  pageUrl,
  refresh,
  whole,
  span,
  arrangement,
  acceptPicture,
  acceptFailure,
  onRanges,
}: ActionParts): Omit<AppActions, keyof RetroActions | keyof StoryActions | keyof SnapshotActions | 'comparedScenes'> {
  const view = (part: Partial<ViewState>) => store.setState((state) => ({ view: { ...state.view, ...part } }));
  /** Ids of another grouping or source mean nothing there. */
  const anew = (part: Partial<ViewState>) =>
    store.setState((state) => ({ view: { ...state.view, ...part, selected: undefined, focus: undefined }, focusBefore: [] }));
  const prefer = (part: Partial<Preferences>) => store.setState((state) => ({ preferences: { ...state.preferences, ...part } }));
  const asked = () => {
    const state = store.getState();
    const source = sourceOf(state);
    return { source, scenario: source.mock ? state.view.scenario : undefined };
  };
  const groupIds = () => store.getState().picture?.mesh.groups.map(({ id }): string => id) ?? [];

  return {
    setWindow: (windowSeconds) => view({ windowSeconds }),
    setEnd: (end) => view({ end }),
    setTime: (windowSeconds, end) => view({ windowSeconds, end }),
    setSpan: (over) => view({ span: over }),
    reloadSpan: () => span.reload(),
    scrub(seconds, scrubbing) {
      // Moving first: coming to rest is no step for the back button.
      store.setState(({ view: before }) => ({ view: withEnd(before, seconds), scrubbing: true }));
      if (!scrubbing) store.setState({ scrubbing });
    },
    setCompare: (compare) => view({ compare, compared: 'difference' }),
    setCompared: (compared) => view({ compared }),
    compareMoments: (compare, end) => view({ compare, compared: 'difference', end }),
    setRefresh: (refreshSeconds) => view({ refreshSeconds }),
    setNamespaces: (namespaces) => view({ namespaces }),
    setGroupBy: (groupBy) => anew({ groupBy }),
    setSource: (source) => anew({ source, ...NOTHING_ARRANGED, scenario: undefined }),
    setScenario(scenario) {
      // Another step of the same demonstration is the same mesh: nothing that was chosen in it is lost.
      if (worldOf(scenario) === worldOf(shownScenario(store.getState()))) view({ scenario });
      else anew({ scenario, ...NOTHING_ARRANGED });
    },
    setLabels: (labels) => view({ labels }),
    setNodeLabels: (nodeLabels) => view({ nodeLabels }),
    setMode(mode) {
      // A board on a wall follows now, whatever was looked at before.
      const following = {
        end: { kind: 'now' },
        refreshSeconds: store.getState().view.refreshSeconds ?? DEFAULT_VIEW.refreshSeconds,
      } as const;
      view(mode === 'wall' ? { mode, ...following } : { mode });
    },
    setMasked: (masked) => view({ masked }),
    setOverlay: (overlay) => view({ overlay }),
    setForm: (form) => view({ form }),
    wantWhole: (wanted) => whole.want(wanted),
    setShowFolded: (showFolded) => view({ showFolded }),
    setShowIdle: (showIdle) => view({ showIdle }),
    setShowServices: (showServices) => view({ showServices }),
    setShowConfigured: (showConfigured) => view({ showConfigured }),
    setThresholds: (thresholds) => view({ thresholds }),
    setDetails: (details, detailsOf) => view({ details, detailsOf }),
    setDraft: (draft) => store.setState({ draft }),
    select: (selected) => view({ selected }),
    toggleGroup(id) {
      const { picture, view: current } = store.getState();
      const open = picture?.openGroups.includes(id) === true;
      const others = (ids: readonly string[]) => ids.filter((other) => other !== id);
      view(
        open
          ? { opened: others(current.opened), closed: [...others(current.closed), id] }
          : { closed: others(current.closed), opened: [...others(current.opened), id] },
      );
    },
    openGroups(ids) {
      const { opened, closed } = store.getState().view;
      view({ opened: [...new Set([...opened, ...ids])], closed: closed.filter((id) => !ids.includes(id)) });
    },
    openAllGroups: () => view({ opened: groupIds(), closed: [] }),
    closeAllGroups: () => view({ opened: [], closed: groupIds() }),
    refreshNow: () => refresh.refreshNow(),
    ...arrangement,
    setTheme: (theme) => prefer({ theme }),
    setDensity: (density) => prefer({ density }),
    setUnits: (units) => prefer({ units }),
    setTimeZone: (timeZone) => prefer({ timeZone }),
    setSingleKeys: (singleKeys) => prefer({ singleKeys }),
    setSayChanges: (sayChanges) => prefer({ sayChanges }),
    setCharts: (charts) => prefer({ charts }),
    setTrends: (trends) => prefer({ trends }),
    setFlow: (flow) => prefer({ flow }),
    setFlowPresenting: (flowPresenting) => prefer({ flowPresenting }),
    setSecondsPerStep: (secondsPerStep) => prefer({ secondsPerStep }),
    setColumns: (columns) => prefer({ columns }),
    dismissNotice: (code) => store.setState((state) => ({ notices: state.notices.filter((notice) => notice.code !== code) })),
    showExposition(drops, secondsApart) {
      store.setState({ exposition: { names: drops.map(({ name }) => name) }, draft: undefined });
      port.exposition({ drops, secondsApart }, showOptions(store.getState().view)).then(acceptPicture, acceptFailure);
    },
    leaveExposition: () => store.setState({ exposition: undefined }),
    signIn(sourceId, token) {
      const source = store.getState().sources.find(({ id }) => id === sourceId);
      if (source === undefined) return;
      port.credentials(new URL(source.prometheusUrl, pageUrl).origin, { Authorization: `Bearer ${token}` });
      refresh.refreshNow();
    },
    ...createFindActions(store),
    ...createConfigurationActions(store, port),
    ...createSavedViewActions(store),
    dataHash: () => port.dataHash().catch(() => undefined),
    async askRanges(queries, grid, signal, about) {
      const answered = await port.range({ ...asked(), queries, grid, ...(about !== undefined && { about }) }, signal);
      onRanges(queries, grid, answered);
      return answered;
    },
    inquire: (name, question, signal, onProgress = () => {}) => port.inquire({ ...asked(), name, question }, onProgress, signal),
    async ask(promql) {
      const { picture, clockMs } = store.getState();
      const { source, scenario } = asked();
      try {
        return { ok: true, samples: await port.ask(source, scenario, promql, picture?.atSeconds ?? clockMs / 1000) };
      } catch (error) {
        const problem = error instanceof RefreshFailure ? error.problems[0] : undefined;
        return { ok: false, problem: problem ?? noReasonGiven() };
      }
    },
  };
}
