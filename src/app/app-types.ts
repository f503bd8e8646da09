/** The running app as the face sees it: state to read and actions to call. Framework-free. */
import type { Ref } from '../istio/ref';
import type { Problem } from '../lib/problem';
import type { Result } from '../lib/result';
import type { Focus } from '../mesh/focus';
import type { EdgeId, GroupBy, NodeId, Thresholds } from '../mesh/model';
import type { Retro } from '../mesh/note';
import type { PolicyDetails, ResourceText } from '../policy/drawn';
import type { InstantSample } from '../prometheus/client-types';
import type { Scene } from '../scene/scene';
import type { UnitChoice } from '../scene/traffic-units';
import type { RangeQuery, RangesAnswered } from '../telemetry/ask-ranges';
import type { QueryRecord } from '../telemetry/query-record';
import type { RangeGrid } from '../telemetry/range-grid';
import type { AnswerOf, InquiryName, QuestionOf } from '../worker/inquiries/index';
import type { BundleFile, ConfigurationStatus, OpenedSnapshot, Picture, Source, SpanOverview, WholeMesh } from '../worker/messages';
import type { ComparedScenes } from './compared-scenes';
import type { DraftActions, DraftOnMap } from './draft-types';
import type { ExportActions, ExportTab } from './export-types';
import type { LinkTemplate } from './link-templates';
import type { Mask } from './masking';
import type { Matches } from './matches';
import type { Pace } from './pace';
import type { RetroActions, RetroSaid, StoryActions, ToldStory } from './retro-types';
import type { SavedView } from './saved-views';
import type { SnapshotActions } from './snapshot-types';
import type { Compare, Compared, EndTime, Form, HideMode, Mode, Place, Span, Viewport, ViewState } from './view-state';

export type Theme = 'system' | 'light' | 'dark';
export type TimeZone = 'utc' | 'local';
export type Density = 'compact' | 'comfortable';

/** Taste: kept in localStorage, never in a link. */
export interface Preferences {
  readonly theme: Theme;
  readonly timeZone: TimeZone;
  readonly density: Density;
  readonly units: UnitChoice;
  /** Whether a letter or sign alone runs a command (WCAG 2.1.4 asks for a way to switch that off). */
  readonly singleKeys: boolean;
  /** Whether what changes in the mesh is said to screen readers. */
  readonly sayChanges: boolean;
  /** Charts stand open in panels; while they do, they ask. */
  readonly charts: boolean;
  /** Lists show the last hour beside each edge; while they do, they ask. */
  readonly trends: boolean;
  /** Dots travel along the edges of the page's map at the rate of their requests. */
  readonly flow: boolean;
  /** The same while presenting. */
  readonly flowPresenting: boolean;
  /** Automatic play stays this long on a step. */
  readonly secondsPerStep: number;
  /** Columns of the table that were chosen or put away, by id; what is not named is as it is at first. */
  readonly columns: Readonly<Record<string, boolean>>;
}

/** How the last attempt went. The last good picture stays in `picture` whatever happens here. */
export interface RefreshStatus {
  readonly phase: 'loading' | 'settled' | 'failed';
  /** Unix ms of the last answer that gave a picture. */
  readonly lastGoodMs: number | undefined;
  /** Problems of the last failed attempt; empty after a good one. */
  readonly failure: readonly Problem[];
  /** How often the source is asked now; undefined while it is not asked again by itself. */
  readonly pace: Pace | undefined;
  /** Queries of the last attempt, failed ones included. */
  readonly queries: readonly QueryRecord[];
}

/** One step of a demonstration: what happens in it, and what it shows, as its author says it. */
export interface DemonstrationStep {
  readonly title: string;
  readonly says: string;
}

/** A scenario the mock server offers. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What the server shows when the view names none. */
  readonly current: boolean;
  /** Its script, from the first step: step n is the scenario "name:n" (worker/scenario-step.ts). */
  readonly demonstration?: { readonly steps: readonly DemonstrationStep[] };
}

export interface AppState {
  readonly sources: readonly Source[];
  /** Links out to other tools. */
  readonly links: readonly LinkTemplate[];
  readonly scenarios: readonly Scenario[];
  readonly view: ViewState;
  readonly preferences: Preferences;
  /** Named views of this browser, in the order they were saved. */
  readonly savedViews: readonly SavedView[];
  /** Last good picture; undefined only before the first. */
  readonly picture: Picture | undefined;
  /** For texts that do not come with the picture (the steps of a demonstration): pseudonyms in place of names while the view is masked. */
  readonly mask: Mask;
  /** What closed groups hold, as long as a table or a matrix wants it; undefined = not wanted, or not there yet. */
  readonly whole: WholeMesh | undefined;
  /** What to draw now: picture + view; undefined before the first picture. */
  readonly scene: Scene | undefined;
  /** What a dot that travels along an edge stands for (scene/flow-scale.ts); undefined while no requests flow. */
  readonly requestsPerDot: number | undefined;
  /** What find, hide and focus of the view mean in the picture. */
  readonly matches: Matches;
  /** Focuses that led to the present one, oldest first. */
  readonly focusBefore: readonly Focus[];
  readonly status: RefreshStatus;
  /** Problems of the link, the preferences or the configuration; shown once, dismissable. */
  readonly notices: readonly Problem[];
  /** Set while dropped exposition text is shown instead of a source. */
  readonly exposition: { readonly names: readonly string[] } | undefined;
  /** The loaded timeline; undefined while it is closed or nothing of it has arrived. */
  readonly span: SpanState | undefined;
  /** The play head is moving: what costs a question waits until it rests. */
  readonly scrubbing: boolean;
  /** Set while a snapshot file is shown instead of a source. */
  readonly snapshot: OpenedSnapshot | undefined;
  /** The page is a saved file itself: there is no source to go back to. */
  readonly sealed: boolean;
  /** Notes and marks of this retro; kept in this browser, by source. */
  readonly retro: Retro;
  /** What was just done to it, and how it was before where that can be brought back. */
  readonly retroSaid: RetroSaid | undefined;
  /** What is marked on the map; undefined = no draft is looked at, or nothing is known of it. */
  readonly draft: DraftOnMap | undefined;
  /** The story is told: the note it stands at, and what was shown before it began. */
  readonly told: ToldStory | undefined;
  /** Where the resources behind `picture.policies` come from. */
  readonly configuration: ConfigurationStatus;
  /** What undo and redo would change, and what was just done. */
  readonly arrangement: {
    readonly undo: string | undefined;
    readonly redo: string | undefined;
    readonly said: { readonly text: string; readonly atMs: number } | undefined;
  };
  /** The last change of all positions at once: the map moves there instead of jumping. */
  readonly gliding: Gliding | undefined;
  /** Id of the node that is being moved by keys. */
  readonly moving: string | undefined;
  /** Bumped once a second while the page is visible, so that ages can be read: Unix ms. */
  readonly clockMs: number;
}

export interface SpanState {
  readonly phase: 'loading' | 'settled' | 'failed';
  /** The last that arrived; undefined before. */
  readonly overview: SpanOverview | undefined;
  /** `overview` is that of another part of time, until this one arrives. */
  readonly outdated?: true;
  readonly failure: readonly Problem[];
}

/** One PromQL answer shown in a panel (identities of an edge). */
export type AskResult =
  | { readonly ok: true; readonly samples: readonly InstantSample[] }
  | { readonly ok: false; readonly problem: Problem };

export interface Gliding {
  readonly serial: number;
  readonly to: Viewport | 'all';
}

/** How the map is arranged. */
export interface ArrangementActions {
  /** Puts a node somewhere for good. */
  pin(id: string, place: Place): void;
  unpin(id: string): void;
  unpinAll(): void;
  relayout(): void;
  undo(): void;
  redo(): void;
  dismissArrangement(): void;
  /** The user moved the viewport; undefined = all of the mesh is shown. */
  setViewport(viewport: Viewport | undefined): void;
  /** A node is being moved by keys; undefined = no longer. */
  startMoving(id: string | undefined): void;
}

export interface AppActions extends SnapshotActions, ArrangementActions, RetroActions, StoryActions, ExportActions, DraftActions {
  setWindow(seconds: number): void;
  setEnd(end: EndTime): void;
  /** Opens the timeline over a span, or closes it. */
  setSpan(span: Span | undefined): void;
  /** Asks the timeline's span anew. */
  reloadSpan(): void;
  /** The play head goes there without a step for the back button; `moving` = it will go on. */
  scrub(seconds: number, moving: boolean): void;
  setCompare(compare: Compare | undefined): void;
  setCompared(compared: Compared): void;
  /** What is compared with, and where the window shown ends, in one step for the back button. */
  compareMoments(compare: Compare, end: EndTime): void;
  /** Both compared moments in the same places, for stills beside each other; what the map shows stays. */
  comparedScenes(): Promise<ComparedScenes>;
  /** Both at once: one step for the back button. */
  setTime(windowSeconds: number, end: EndTime): void;
  /** undefined pauses. */
  setRefresh(seconds: number | undefined): void;
  setNamespaces(namespaces: readonly string[]): void;
  setGroupBy(groupBy: GroupBy | undefined): void;
  setSource(id: string): void;
  setScenario(name: string): void;
  setLabels(labels: readonly string[]): void;
  setNodeLabels(nodeLabels: readonly string[]): void;
  setMode(mode: Mode): void;
  /** Pseudonyms in place of names while presenting. */
  setMasked(masked: boolean): void;
  setForm(form: Form): void;
  /** Whether what closed groups hold is wanted beside the picture; counted, so every true has its false. Asks the worker, never the source. */
  wantWhole(wanted: boolean): void;
  setShowFolded(show: boolean): void;
  setShowIdle(show: boolean): void;
  setShowServices(show: boolean): void;
  setShowConfigured(show: boolean): void;
  setThresholds(thresholds: Thresholds): void;
  select(id: NodeId | EdgeId | string | undefined): void;
  /** Opens a full view over the map, such as `doctor`, on what it is about (a host, a workload); undefined closes it. */
  setDetails(details: string | undefined, of?: string): void;
  /** Opens a closed group or closes an open one. */
  toggleGroup(id: string): void;
  /** Opens these, whatever else is open. */
  openGroups(ids: readonly string[]): void;
  openAllGroups(): void;
  closeAllGroups(): void;
  /** An expression as written; "" = nothing. */
  setFind(find: string): void;
  setHide(hide: string): void;
  setHideMode(mode: HideMode): void;
  /** Looks at a part of the mesh; undefined = the whole mesh, and forgets what was looked at before. */
  setFocus(focus: Focus | undefined): void;
  /** Back to the focus at this place of `focusBefore`. */
  returnToFocus(index: number): void;
  refreshNow(): void;
  setTheme(theme: Theme): void;
  setDensity(density: Density): void;
  setUnits(units: UnitChoice): void;
  /** Keeps what is shown under a name; the same name again replaces it. */
  saveView(name: string): void;
  openSavedView(name: string): void;
  removeSavedView(name: string): void;
  /** Adds the views of a file to those here: how many were new, or the sentence that says what is wrong with the file. */
  importViews(text: string): Result<number, string>;
  setTimeZone(zone: TimeZone): void;
  setSingleKeys(on: boolean): void;
  setSayChanges(on: boolean): void;
  setCharts(open: boolean): void;
  setTrends(shown: boolean): void;
  setFlow(shown: boolean): void;
  setFlowPresenting(shown: boolean): void;
  setSecondsPerStep(seconds: number): void;
  setColumns(columns: Readonly<Record<string, boolean>>): void;
  dismissNotice(code: string): void;
  /** One or two texts of a proxy's /stats/prometheus; two with the seconds between them give rates. */
  showExposition(drops: readonly { readonly name: string; readonly text: string }[], secondsApart: number | undefined): void;
  leaveExposition(): void;
  /** Bearer token for a direct source, kept in memory only and bound to that source's origin. */
  signIn(sourceId: string, token: string): void;
  /** Id of a policy overlay; undefined = traffic and health alone. */
  setOverlay(overlay: string | undefined): void;
  /** Dropped resources take the place of the Kubernetes API's; a later call replaces them, `leaveBundle` goes back. */
  loadBundle(files: readonly BundleFile[]): void;
  /** Stops reading a bundle; what was there before stays. */
  cancelBundle(): void;
  leaveBundle(): void;
  /** Everything configuration says of a drawn edge or node. */
  policiesOf(id: string): Promise<PolicyDetails | undefined>;
  /** A resource as read-only text; undefined when it is gone. */
  resourceText(ref: Ref, paths: readonly string[]): Promise<ResourceText | undefined>;
  /** Asks one instant query of the current source at the picture's moment. */
  ask(promql: string): Promise<AskResult>;
  /** Asks the range queries of one chart of the current source; what fails, fails query by query. Rejects only when aborted. */
  askRanges(queries: readonly RangeQuery[], grid: RangeGrid, signal: AbortSignal, about?: EdgeId): Promise<RangesAnswered>;
  /** A question to configuration and observation together, answered by the worker (worker/inquiries/). Rejects when aborted, and with RefreshFailure. */
  inquire<N extends InquiryName>(
    name: N,
    question: QuestionOf<N>,
    signal: AbortSignal,
    onProgress?: (share: number) => void,
  ): Promise<AnswerOf<N>>;
}

/** What the canvas lends to commands while it is mounted. */
export interface CanvasPort {
  fit(): void;
  zoomBy(factor: number): void;
  reveal(id: string): void;
  /** Rings what the keyboard rests on; undefined = nothing. */
  mark(id: string | undefined): void;
  /** What it shows now; undefined before the first picture. */
  viewport(): Viewport | undefined;
}

/** What the page lends to commands while it is mounted. */
export interface FacePort {
  openHelp(): void;
  openPalette(): void;
  openSettings(): void;
  /** Asks what to compare with. */
  openCompare(): void;
  /** Opens the outline and goes there; from inside it, closes it. */
  toggleOutline(): void;
  /** Opens the notes and goes there; from inside them, closes them. */
  toggleNotes(): void;
  /** Opens the notes at one of them. */
  showNote(id: string): void;
  /** Begins a note about what is selected, or about the moment. */
  writeNote(): void;
  openExport(tab?: ExportTab): void;
  /** Says the numbers of what is selected to a screen reader. */
  saySelection(): void;
}

/** What the find bar lends to commands while it is on the page. */
export interface FindBarPort {
  focus(): void;
}

export interface App {
  getState(): AppState;
  subscribe(listener: (state: AppState, previous: AppState) => void): () => void;
  readonly actions: AppActions;
  /** The mounted canvas, if any. */
  canvas: CanvasPort | undefined;
  /** The mounted page, if any. */
  face: FacePort | undefined;
  /** The find bar on the page, if any. */
  findBar?: FindBarPort | undefined;
  dispose(): void;
}

/** Under which heading the help and the palette list a command. */
export type CommandGroup = 'map' | 'time' | 'find' | 'view' | 'help';

/** A button, key or palette entry: one file in `commands/`, one line in `commands/index.ts`. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  /** Key as in KeyboardEvent.key, "Ctrl+" (also ⌘) and "Shift+" before it where they belong to it; shown in the help. */
  readonly key?: string;
  readonly run: (app: App) => void;
  /** Runs when the key is let go after it was held: what it did lasts only so long. */
  readonly release?: (app: App) => void;
}
