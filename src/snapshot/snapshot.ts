/** A snapshot in memory: everything on screen and behind it, able to stand for its source years later. Schema `seamark.snapshot/1`. */
import type { Coverage } from '../istio/inventory';
import type { Problem } from '../lib/problem';
import type { GroupBy } from '../mesh/model';
import type { Retro } from '../mesh/note';
import type { RangeLine } from '../telemetry/ask-ranges';
import type { QueryRecord } from '../telemetry/query-record';
import type { RangeGrid } from '../telemetry/range-grid';
import type { Telemetry } from '../telemetry/rows';
import type { SpanChange, SpanStrip, TelemetrySpan } from '../telemetry/span/span';

export const SNAPSHOT_SCHEMA = 'seamark.snapshot/1';

/** One refresh as it was answered. */
export interface RecordedMoment {
  readonly telemetry: Telemetry;
  readonly scrapeIntervalSeconds?: number;
  /** When its latency was measured, where that is older than its rates, Unix seconds. */
  readonly latencyAtSeconds?: number;
  /** What was asked besides the moment and the window. */
  readonly namespaces: readonly string[];
  readonly showIdle: boolean;
  readonly queries: readonly QueryRecord[];
  readonly problems: readonly Problem[];
}

/** A range query of a panel and its answer. */
export interface RecordedRange {
  readonly promql: string;
  readonly grid: RangeGrid;
  readonly lines: readonly RangeLine[];
}

/** The timeline: rows over its grid, and what its strip shows. */
export interface RecordedSpan {
  readonly span: TelemetrySpan;
  readonly strip: SpanStrip;
  readonly changes: readonly SpanChange[];
  readonly queries: readonly QueryRecord[];
  readonly problems: readonly Problem[];
}

export interface RecordedPlace {
  readonly id: string;
  /** Scene pixels. */
  readonly x: number;
  readonly y: number;
}

/** Kubernetes objects with what is read of them, ready for `parseResource`; whatever may be secret is blanked (blank-secrets.ts). */
export interface RecordedResources {
  /** By kind, namespace and name. */
  readonly objects: readonly unknown[];
  /** By name of the kind; a kind that is not named is `none`. */
  readonly coverage: Readonly<Record<string, Coverage>>;
}

/** How the mesh is shown where nobody chose otherwise (mesh/default-view.ts), as it was chosen when the source was first seen. */
export interface RecordedDefaults {
  readonly groupBy: GroupBy;
  /** Group ids. */
  readonly closed: readonly string[];
  readonly gathered: readonly string[];
}

/** Centres of nodes and boxes of groups in the fully open mesh. */
export interface RecordedLayout {
  readonly nodes: readonly RecordedPlace[];
  readonly groups: readonly (RecordedPlace & { readonly width: number; readonly height: number })[];
}

export interface Snapshot {
  readonly tool: { readonly name: 'seamark'; readonly version: string };
  /** Unix seconds; the only thing that differs when an opened snapshot is saved again. */
  readonly savedAtSeconds: number;
  /** How the source is called; never its address. */
  readonly source: { readonly label: string };
  /** The view as a link writes it (app/url-codec), pins left out. */
  readonly view: string;
  /** The moment on screen. */
  readonly moment: RecordedMoment;
  /** The moment it is compared with (A), where it is. */
  readonly before?: RecordedMoment;
  readonly span?: RecordedSpan;
  readonly ranges: readonly RecordedRange[];
  /** absent = none were known, or they are left out because names are pseudonyms. */
  readonly resources?: RecordedResources;
  /** The same at the moment compared with, where known. */
  readonly resourcesBefore?: RecordedResources;
  readonly defaults?: RecordedDefaults;
  /** Where nodes and boxes stood, so that everything stands there again. */
  readonly places: RecordedLayout;
  /** By hand, scene pixels. */
  readonly pins: readonly RecordedPlace[];
  readonly viewport?: { readonly x: number; readonly y: number; readonly zoom: number };
  readonly retro: Retro;
  /** Names in it are pseudonyms. */
  readonly pseudonyms: boolean;
}
