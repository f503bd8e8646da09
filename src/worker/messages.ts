/** Typed messages between the page and the data worker. Answers carry the id of the request they answer; stale ones are dropped. */

import type { Difference } from '../inquiry/diff/model';
import type { Coverage } from '../istio/inventory';
import type { Ref } from '../istio/ref';
import type { InputIssue } from '../istio/sources/bundle';
import type { Layout } from '../layout/types';
import type { Problem } from '../lib/problem';
import type { EdgeId, GroupBy, Mesh, MeshNode, NodeId, Thresholds } from '../mesh/model';
import type { Retro } from '../mesh/note';
import type { DrawnPolicies, PolicyDetails, ResourceText } from '../policy/drawn';
import type { InstantSample } from '../prometheus/client-types';
import type { Absence } from '../scene/ghosts';
import type { RangeQuery, RangesAnswered } from '../telemetry/ask-ranges';
import type { QueryRecord } from '../telemetry/query-record';
import type { RangeGrid } from '../telemetry/range-grid';
import type { SpanChange, SpanStrip } from '../telemetry/span/span';
import type { InquiryName } from './inquiries/index';

/** A Prometheus API the page may ask. Credentials never appear here: they are sent once by `credentials` and stay in memory. */
export interface Source {
  readonly id: string;
  readonly label: string;
  /** Base URL; same-origin path such as "/api/prometheus" or an absolute configured address. */
  readonly prometheusUrl: string;
  /** True while the bundled mock server is behind it. */
  readonly mock: boolean;
  /** Base URL of the Kubernetes API that this mesh's resources come from; absent = none is configured. */
  readonly kubernetesUrl?: string;
  /** Scrape-independent settings. */
  readonly metricPrefix?: string;
}

/** What a refresh needs to know: one comparable value (ARCHITECTURE "One refresh", step 1). */
export interface RefreshRequest {
  readonly source: Source;
  readonly scenario: string | undefined;
  readonly atSeconds: number;
  /** True when `atSeconds` is "now" and may be aligned down to the scrape interval. */
  readonly alignNow: boolean;
  /** Ask Q1 without `> 0`, so that idle edges are there too. */
  readonly showIdle: boolean;
  readonly windowSeconds: number;
  readonly namespaces: readonly string[];
  /** The moment before (A) to compare with, Unix seconds. */
  readonly beforeSeconds?: number;
  /** The play head goes on: what a loaded span has of this moment is enough, and nothing more is asked. */
  readonly moving?: true;
}

/** The timeline: the same question over a span of moments. */
export interface SpanRequest extends Omit<RefreshRequest, 'atSeconds' | 'alignNow' | 'beforeSeconds' | 'moving'> {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** What the page knows of a loaded span; moments of its grid are then refreshed from it, without asking. */
export interface SpanOverview {
  readonly grid: RangeGrid;
  readonly windowSeconds: number;
  /** `strip` = totals alone, `rates` = moments can be shown, `complete` = everything arrived or failed. */
  readonly stage: 'strip' | 'rates' | 'complete';
  readonly strip: SpanStrip;
  readonly changes: readonly SpanChange[];
  /** What is held, and how much of it may be. */
  readonly size: { readonly series: number; readonly values: number; readonly bytes: number; readonly mostValues: number };
  readonly queries: readonly QueryRecord[];
  readonly problems: readonly Problem[];
}

/** An opened snapshot: what the page says of it, and the view it was saved with. */
export interface OpenedSnapshot {
  readonly savedAtSeconds: number;
  readonly tool: { readonly name: string; readonly version: string };
  readonly sourceLabel: string;
  readonly pseudonyms: boolean;
  /** The view as a link. */
  readonly view: string;
  readonly pins: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  readonly viewport?: { readonly x: number; readonly y: number; readonly zoom: number };
  readonly retro: Retro;
  /** The moment that was on screen, Unix seconds, and the one it was compared with. */
  readonly atSeconds: number;
  readonly beforeSeconds?: number;
  /** Moments that can be shown, Unix seconds, sorted; with a span every moment of its grid besides. */
  readonly moments: readonly number[];
  readonly span: SpanOverview | undefined;
}

/** What only the page knows of what is on screen; the worker adds what is behind it. */
export interface SnapshotPage {
  readonly savedAtSeconds: number;
  readonly version: string;
  readonly sourceLabel: string;
  readonly view: string;
  readonly pins: readonly { readonly id: string; readonly x: number; readonly y: number }[];
  readonly viewport: { readonly x: number; readonly y: number; readonly zoom: number } | undefined;
  readonly retro: Retro;
  /** Range answers of the panels that were looked at. */
  readonly ranges: readonly {
    readonly promql: string;
    readonly grid: RangeGrid;
    readonly lines: RangesAnswered['answers'][number]['lines'];
  }[];
  /** Consistent pseudonyms in place of names. */
  readonly pseudonyms: boolean;
}

/** How to show what was fetched: never refetches. */
export interface ShowOptions {
  /** undefined = the automatic default by size. */
  readonly groupBy: GroupBy | undefined;
  /** Group ids opened or closed against the automatic default. */
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  readonly thresholds: Thresholds;
  /** Services stand between callers and workloads. */
  readonly showServices?: boolean;
  /** What configuration knows and no row tells of stands there too, idle. */
  readonly showConfigured?: boolean;
  /** Of two compared moments: what differs (unless said otherwise), A alone, or B alone, in the places of both. */
  readonly compared?: 'difference' | 'before' | 'after';
}

/** A node that this picture has no more, or not yet. */
export interface GhostNode extends Absence {
  readonly id: NodeId;
  readonly node: MeshNode;
}

export interface GhostEdge extends Absence {
  readonly id: EdgeId;
  readonly source: NodeId;
  readonly target: NodeId;
}

/** What vanished within the window, or is there at other moments of the loaded span or of a comparison: drawn as an outline, never counted. */
export interface Ghosts {
  readonly nodes: readonly GhostNode[];
  readonly edges: readonly GhostEdge[];
}

/** One drawable state of the mesh: what the page shows between two answers. */
export interface Picture {
  readonly sourceId: string;
  /** The instant actually asked, Unix seconds. */
  readonly atSeconds: number;
  readonly windowSeconds: number;
  readonly scrapeIntervalSeconds: number | undefined;
  /** When the latency shown was measured, where it is older than the rates (docs/telemetry.md §5: a slower cadence). */
  readonly latencyAtSeconds?: number;
  /** The server computed the quantiles for another grouping than the one shown, or the held span lacks some: latency has to be asked again. */
  readonly latencyAsksAgain: boolean;
  /** The play head passed by: `policies` are held against the traffic of this moment, just before. Absent: against this picture's own. */
  readonly policiesAtSeconds?: number;
  /** `rates` = first paint, latency still under way; `complete` = everything arrived or failed. */
  readonly stage: 'rates' | 'complete';
  /** Numbers are totals since a proxy started, not rates (one exposition text, or two whose distance in time nobody knows). */
  readonly totalsSinceStart?: true;
  /** Grouped and collapsed as drawn. */
  readonly mesh: Mesh;
  /** Positions of the drawn nodes (closed groups included). */
  readonly layout: Layout;
  /** Changes when positions started anew, and comes back when an arrangement is restored (`relayout`). */
  readonly arrangement: number;
  /** Absent when nothing vanished; those inside closed groups have no place in `layout`. */
  readonly ghosts?: Ghosts;
  /** All groups of the mesh, drawn open or closed. */
  readonly openGroups: readonly string[];
  /** Sizes before collapse and filters. */
  readonly totals: { readonly nodes: number; readonly edges: number; readonly groups: number };
  /** Namespaces seen, for the scope menu. */
  readonly namespaces: readonly string[];
  readonly queries: readonly QueryRecord[];
  readonly problems: readonly Problem[];
  /** What differs from the moment before, where one is compared with; there whichever of the two is shown. */
  readonly difference?: Difference;
  /** Which of two compared moments `mesh` is, as `ShowOptions.compared` asked when it was made; absent while nothing is compared. */
  readonly compared?: 'difference' | 'before' | 'after';
  /** What configuration says of this picture; absent while there is none. */
  readonly policies?: DrawnPolicies;
}

/** The mesh of a picture with nothing closed, for those who list instead of draw. */
export interface WholeMesh {
  /** Every node and edge of the grouping, as if all groups were open. */
  readonly mesh: Mesh;
  /** The same traffic between whole namespaces, what flows inside one as a loop. */
  readonly namespaces: Mesh;
  /** What configuration says of `mesh`. */
  readonly policies?: DrawnPolicies;
  /** How `mesh` differs from the moment before, while the difference of two moments is shown; of traffic alone. */
  readonly difference?: Difference;
}

/** Where the resources come from, how many there are and what is missing. */
export interface ConfigurationStatus {
  readonly origin: 'none' | 'kubernetes' | 'bundle';
  /** `reading` = on its way (what was there before stays); `failed` = nothing could be read. */
  readonly phase: 'ready' | 'reading' | 'failed';
  /** Names of the dropped files, or the address of the Kubernetes API. */
  readonly from: readonly string[];
  /** 0..1 while a bundle is read. */
  readonly progress?: number;
  readonly kinds: readonly { readonly kind: string; readonly count: number; readonly coverage: Coverage }[];
  readonly problems: readonly Problem[];
  /** What is wrong with single documents and fields, with file and line. */
  readonly issues: readonly InputIssue[];
}

/** A dropped file, as it is. */
export interface BundleFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

export type ToWorker =
  | { readonly type: 'credentials'; readonly origin: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly type: 'refresh'; readonly id: number; readonly request: RefreshRequest; readonly show: ShowOptions }
  | { readonly type: 'show'; readonly id: number; readonly show: ShowOptions }
  /** Lays out anew, or goes back to the arrangement of that number. */
  | { readonly type: 'relayout'; readonly id: number; readonly show: ShowOptions; readonly restore?: number }
  /** What was fetched with nothing closed; answered by `whole`. */
  | { readonly type: 'whole'; readonly id: number; readonly show: ShowOptions }
  /** The fingerprint of what is on screen; answered by `data-hashed`. */
  | { readonly type: 'data-hash'; readonly id: number }
  /** Exposition text instead of a source; two drops and the seconds between them give rates. */
  | {
      readonly type: 'exposition';
      readonly id: number;
      readonly drops: readonly { readonly name: string; readonly text: string }[];
      readonly secondsApart: number | undefined;
      readonly show: ShowOptions;
    }
  /** One instant query for a panel; answered by `answer` or `failed`. */
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly source: Source;
      readonly scenario: string | undefined;
      readonly promql: string;
      readonly atSeconds: number;
    }
  /** The range queries of one chart; answered by `ranged`, each query with its own failure. */
  | {
      readonly type: 'range';
      readonly id: number;
      readonly source: Source;
      readonly scenario: string | undefined;
      readonly queries: readonly RangeQuery[];
      readonly grid: RangeGrid;
      /** The drawn edge they are about: an opened snapshot has no PromQL to evaluate, but its rows. */
      readonly about?: EdgeId;
    }
  /** Dropped resources take the place of those of a Kubernetes API; none (an empty list) lets go of them. Answered by `configured`. */
  | { readonly type: 'bundle'; readonly id: number; readonly files: readonly BundleFile[] }
  /** Everything configuration says of one drawn edge or node; answered by `details`. */
  | { readonly type: 'policies-of'; readonly id: number; readonly of: string }
  /** The text of a resource and the lines of some of its fields; answered by `resource-text`. */
  | { readonly type: 'resource'; readonly id: number; readonly ref: Ref; readonly paths: readonly string[] }
  /** A question to configuration and observation together; answered by `inquired`, before it by `progress` where it takes long. */
  | {
      readonly type: 'inquire';
      readonly id: number;
      readonly source: Source;
      readonly scenario: string | undefined;
      readonly name: InquiryName;
      /** `QuestionOf` that name; `DataPort.inquire` holds the two together. */
      readonly question: unknown;
    }
  /** Loads a span; answered by `spanned` (each stage) or `failed`. Another one, or `close-span`, lets go of it. */
  | { readonly type: 'span'; readonly id: number; readonly request: SpanRequest; readonly show: ShowOptions }
  | { readonly type: 'close-span' }
  /** A snapshot of what is shown; answered by `snapshotted`. */
  | { readonly type: 'snapshot'; readonly id: number; readonly page: SnapshotPage }
  /** A snapshot file in place of a source; answered by `snapshot-opened` or `failed`. Nothing is asked of anybody until `leave-snapshot`. */
  | { readonly type: 'open-snapshot'; readonly id: number; readonly name: string; readonly bytes: ArrayBuffer }
  | { readonly type: 'leave-snapshot' }
  | { readonly type: 'abort'; readonly id: number };

export type FromWorker =
  | { readonly type: 'ranged'; readonly id: number; readonly ranges: RangesAnswered }
  | { readonly type: 'answer'; readonly id: number; readonly samples: readonly InstantSample[] }
  | { readonly type: 'picture'; readonly id: number; readonly picture: Picture }
  /** undefined = nothing was fetched yet. */
  | { readonly type: 'whole'; readonly id: number; readonly whole: WholeMesh | undefined }
  /** undefined = nothing was fetched yet. */
  | { readonly type: 'data-hashed'; readonly id: number; readonly hash: string | undefined }
  | { readonly type: 'details'; readonly id: number; readonly details: PolicyDetails }
  /** undefined = the resource is gone. */
  | { readonly type: 'resource-text'; readonly id: number; readonly resource: ResourceText | undefined }
  | { readonly type: 'inquired'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'spanned'; readonly id: number; readonly span: SpanOverview }
  /** The bytes of a `.seamark.json.gz`. */
  | { readonly type: 'snapshotted'; readonly id: number; readonly bytes: ArrayBuffer; readonly problems: readonly Problem[] }
  | { readonly type: 'snapshot-opened'; readonly id: number; readonly opened: OpenedSnapshot }
  /** How far an inquiry is, 0..1. */
  | { readonly type: 'progress'; readonly id: number; readonly share: number }
  | { readonly type: 'configured'; readonly id: number }
  /** Nobody asked (id 0): the configuration changed. */
  | { readonly type: 'configuration'; readonly id: 0; readonly status: ConfigurationStatus }
  /** Nobody asked (id 0): the same traffic under a changed configuration. */
  | { readonly type: 'redrawn'; readonly id: 0; readonly picture: Picture }
  | { readonly type: 'failed'; readonly id: number; readonly problems: readonly Problem[]; readonly queries: readonly QueryRecord[] };
