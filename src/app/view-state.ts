import type { Focus } from '../mesh/focus';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { GroupBy, Thresholds } from '../mesh/model';
import { DEFAULT_LABELS } from '../scene/labels/default-labels';
import { DEFAULT_NODE_LABELS } from '../scene/node-labels';

/** Where the window ends: the current moment, or an instant in Unix seconds used as given. */
export type EndTime = { readonly kind: 'now' } | { readonly kind: 'at'; readonly seconds: number };

/** Whether what is hidden steps back or leaves the picture. */
export type HideMode = 'dim' | 'remove';

/** The page, a board on a wall (full screen, large, follows now), a frame inside another page, or steps told to an audience. */
export type Mode = 'page' | 'wall' | 'embed' | 'present';
/** A point of the scene, in its pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What the canvas shows: the scene point in its top left corner, and CSS pixels a scene pixel. */
export interface Viewport extends Place {
  readonly zoom: number;
}

/** The same picture as a map, as rows, or as who calls whom. */
export type Form = 'map' | 'table' | 'matrix';

/** A span of time, Unix seconds. */
export interface Span {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** The moment before (A) that the picture (B) is compared with: an instant, or so long before whatever is shown. */
export type Compare = { readonly kind: 'at'; readonly seconds: number } | { readonly kind: 'ago'; readonly seconds: number };

/** What of two compared moments is drawn. */
export type Compared = 'difference' | 'before' | 'after';

/** Everything a link carries: the shareable view. Never an address, never a secret. */
export interface ViewState {
  /** Id of a configured source; "" = the first one. */
  readonly source: string;
  readonly windowSeconds: number;
  readonly end: EndTime;
  /** The timeline's span, in which `end` is the play head; undefined = it is closed. */
  readonly span: Span | undefined;
  /** undefined = one moment alone. */
  readonly compare: Compare | undefined;
  readonly compared: Compared;
  /** undefined = paused. */
  readonly refreshSeconds: number | undefined;
  /** Empty = all namespaces. */
  readonly namespaces: readonly string[];
  /** undefined = chosen once at load by size. */
  readonly groupBy: GroupBy | undefined;
  /** Group ids the user opened or closed against the automatic default. */
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  /** Domain id of the selected node, edge or group. */
  readonly selected: string | undefined;
  /** Label kinds shown on edges. */
  readonly labels: readonly string[];
  /** Ids of NODE_LABELS: what stands below the name of a node. */
  readonly nodeLabels: readonly string[];
  /** Id of a policy overlay of the scene; undefined = traffic and health alone. */
  readonly overlay: string | undefined;
  readonly form: Form;
  readonly showFolded: boolean;
  readonly showIdle: boolean;
  /** Services stand between callers and workloads. */
  readonly showServices: boolean;
  /** What configuration knows and no row tells of is drawn, idle. */
  readonly showConfigured: boolean;
  readonly thresholds: Thresholds;
  /** Expression (src/expression) of what is looked for, as written; "" = nothing. */
  readonly find: string;
  /** Expression of what is hidden, as written; "" = nothing. */
  readonly hide: string;
  readonly hideMode: HideMode;
  /** undefined = the whole mesh. */
  readonly focus: Focus | undefined;
  readonly mode: Mode;
  /** Presenting shows pseudonyms in place of names (`mesh/pseudonyms.ts`). */
  readonly masked: boolean;
  /** Id of the full view opened over the map, such as `doctor`; undefined = the map alone. */
  readonly details: string | undefined;
  /** What the opened view is about, such as a host; undefined = all, or what it chooses itself. */
  readonly detailsOf: string | undefined;
  /** Where the user put nodes: id → centre, whole scene pixels. They win over the layout. */
  readonly pins: ReadonlyMap<string, Place>;
  /** undefined = all of the mesh. */
  readonly viewport: Viewport | undefined;
  /** Mock scenario while the mock is the source; "canary:3" is a step of its demonstration. */
  readonly scenario: string | undefined;
}

/** What a page without a link shows. */
export const DEFAULT_VIEW: ViewState = {
  source: '',
  windowSeconds: 300,
  end: { kind: 'now' },
  span: undefined,
  compare: undefined,
  compared: 'difference',
  refreshSeconds: 15,
  namespaces: [],
  groupBy: undefined,
  opened: [],
  closed: [],
  selected: undefined,
  labels: DEFAULT_LABELS,
  nodeLabels: DEFAULT_NODE_LABELS,
  overlay: undefined,
  form: 'map',
  showFolded: false,
  showIdle: false,
  showServices: false,
  showConfigured: false,
  thresholds: DEFAULT_THRESHOLDS,
  find: '',
  hide: '',
  hideMode: 'remove',
  focus: undefined,
  mode: 'page',
  masked: false,
  details: undefined,
  detailsOf: undefined,
  pins: new Map(),
  viewport: undefined,
  scenario: undefined,
};
