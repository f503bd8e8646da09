/** Canaries as configured and as measured, side by side: plain, serialisable, immutable (docs/canary.md). */
import type { Ref } from '../../istio/ref';
import type { Problem } from '../../lib/problem';
import type { EdgeId, NodeId, Quantile } from '../../mesh/model';
import type { Because, CallKey, RouteCondition } from '../../policy/model';
import type { RangeQuery } from '../../telemetry/ask-ranges';
import type { RangeGrid } from '../../telemetry/range-grid';
import type { Protocol } from '../../telemetry/rows';

/** What splits the traffic of a host. `subsets` = a DestinationRule with subsets and no route that gives them weights; Flagger and Argo Rollouts are told by labels and names. */
export type CanaryKind = 'VirtualService' | 'HTTPRoute' | 'GRPCRoute' | 'TCPRoute' | 'TLSRoute' | 'subsets' | 'waypoint';
export type CanaryTool = 'Flagger' | 'Argo Rollouts';

/** A field of a resource: `locate` finds its line. */
export interface Placed {
  readonly ref: Ref;
  readonly path: string;
}

/** Which canaries, and what counts. */
export interface CanaryQuestion {
  /** Full name, or the beginning of it up to a dot ("checkout", "checkout.shop"); absent = all. */
  readonly host?: string;
  /** What happened before this (Unix seconds) is left out, besides what the resources' own times leave out. */
  readonly sinceSeconds?: number;
  /** HTTP 4xx count as errors. */
  readonly count4xx?: boolean;
}

/** What the answer looked at beyond the picture's own queries. */
export interface CanaryQuery {
  /** What it is asked for, as half a sentence. */
  readonly why: string;
  readonly promql: string;
  readonly atSeconds: number;
  readonly failed?: Problem;
}

export interface CanaryAnswer {
  /** Nothing was measured yet, or no resources are known: `reports` is empty then and `problems` says which. */
  readonly answered: boolean;
  /** End of the picture's window, Unix seconds. */
  readonly atSeconds: number;
  readonly windowSeconds: number;
  /** Those that were asked for: what deviates or is worse first, then by namespace and host. */
  readonly reports: readonly CanaryReport[];
  /** All hosts that have a canary, asked for or not, sorted. */
  readonly hosts: readonly string[];
  readonly queries: readonly CanaryQuery[];
  readonly problems: readonly Problem[];
}

/** What is split, and where that is written. */
export interface SplitSubject {
  /** Stable over refreshes. */
  readonly id: string;
  /** As it is called, a full name ("checkout.shop.svc.cluster.local"). */
  readonly host: string;
  /** Short form of the host ("checkout"). */
  readonly name: string;
  /** Of the host where it is a service's, else of the route. */
  readonly namespace: string;
  readonly port?: number;
  readonly protocol: Protocol;
  readonly kind: CanaryKind;
  readonly tool?: CanaryTool;
  /** Where the split is written: the rule of the route; for `subsets` the DestinationRule, for `waypoint` the label. */
  readonly route: Placed & { readonly name?: string };
  /** Everything that takes part: routes, DestinationRules with the place of each subset, Canary objects' services. */
  readonly resources: readonly Placed[];
  /** Request-dependent conditions of the rules, where there are any. */
  readonly conditions: readonly RouteCondition[];
  /** One sentence: which version is the candidate and by what that is known, or that nothing tells it (`role` is `other` then). */
  readonly roles: string;
  /** What is counted: connections where each connection is drawn once, not each request. */
  readonly unit: 'requests' | 'connections';
}

/** One route's split of one host, as one group of callers gets it. */
export interface CanaryReport extends SplitSubject {
  readonly callers: readonly CanaryCaller[];
  readonly comparable: ComparableSpan;
  /** The stable one first, then by configured share, then by name. */
  readonly versions: readonly CanaryVersion[];
  readonly mirrors: readonly CanaryMirror[];
  readonly lost: readonly LostTraffic[];
  /** Counted: sum of the versions' `count`. */
  readonly count: number;
  /** Of the share: the worst of its versions, or why they cannot be judged. */
  readonly split: SplitVerdict;
  /** Of the quality: the worst of its candidates. */
  readonly quality: QualityVerdict;
  /** Things that stand beside the verdicts and do not change them. */
  readonly cautions: readonly Caution[];
  /** How the configured shares are known. */
  readonly because: readonly Because[];
  readonly history: CanaryHistory;
  /** Lines and nodes of the mesh grouped by workload. */
  readonly calls: readonly CanaryCall[];
}

export interface CanaryCaller {
  readonly node?: NodeId;
  readonly cluster?: string;
  readonly namespace?: string;
  readonly workload?: string;
  readonly through: 'sidecar' | 'gateway' | 'waypoint' | 'ztunnel' | 'unknown';
}

/** A call of the mesh that carries part of the split. */
export interface CanaryCall {
  readonly key: CallKey;
  readonly edge: EdgeId;
  readonly source: NodeId;
  readonly target: NodeId;
  /** `CanaryVersion.id`; absent = lost or mirrored. */
  readonly version?: string;
}

/** Since when what is measured belongs to what is configured (docs/policies.md §5.2). */
export interface ComparableSpan {
  /** Unix seconds; the counts are of this span. `fromSeconds` is after the newest change and the settle time. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Newest change of a resource involved; absent = no resource tells a time. */
  readonly changed?: { readonly atSeconds: number; readonly ref: Ref };
  readonly settleSeconds: number;
  /** Shorter than the window that was asked. */
  readonly shortened: boolean;
  /** One sentence for people. */
  readonly says: string;
}

/** Share of the requests (or connections) that arrived at some version, 0..1. Equal bounds = fixed. */
export interface ConfiguredShare {
  readonly min: number;
  readonly max: number;
}

export interface CanaryVersion {
  /** Unique in its report. */
  readonly id: string;
  /** "v2": subset, backend Service or version. */
  readonly name: string;
  /** `other`: a version that was replaced before the stable one, traffic that no rule names, or nothing tells (`SplitSubject.roles`). */
  readonly role: 'stable' | 'candidate' | 'other';
  readonly host: string;
  readonly subset?: string;
  readonly labels: ReadonlyMap<string, string>;
  /** Where its share is written. */
  readonly at?: Placed;
  /** absent = nobody configured one. */
  readonly configured?: ConfiguredShare;
  /** absent = nothing was counted at all. */
  readonly share?: number;
  /** Requests or connections of the span, whole. */
  readonly count: number;
  /** 95 % Wilson interval of `share`, for display. */
  readonly interval?: Interval;
  /** Interval of the test: Wilson at 1 − 0.01/K, of n/φ (docs/policies.md §5.3.3). */
  readonly tested?: Interval;
  readonly verdict: SplitVerdict;
  readonly ratePerSecond: number;
  /** 0..1; absent for connections and without requests. */
  readonly errorRatio?: number;
  readonly p50?: Quantile;
  readonly p99?: Quantile;
  /** Candidates: held against the stable version. */
  readonly comparison?: Comparison;
  readonly workloads: readonly { readonly node: NodeId; readonly cluster?: string; readonly namespace?: string; readonly name: string }[];
  readonly queries: VersionQueries;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The PromQL behind each number of a version; at `comparable.toSeconds` they return what is shown. None where telemetry does not tell the version from the others. */
export interface VersionQueries {
  readonly count?: string;
  readonly share?: string;
  readonly rate?: string;
  readonly errorRatio?: string;
  readonly p50?: string;
  readonly p99?: string;
}

/**
 * Why a measured share may not be held against the configured one: the request decides (`conditional`); only servers reported, and they
 * count `mirror` copies and `retries`, or whatever else makes them unequal (`server-reports`); connections are drawn, not requests, and
 * nobody counted them (`per-connection`); `sticky` sessions; nobody configured a share (`no-share`); telemetry does not tell the versions
 * apart (`indistinguishable`); several resources may decide (`ambiguous`).
 */
export type NotComparable =
  | 'conditional'
  | 'mirror'
  | 'retries'
  | 'sticky'
  | 'per-connection'
  | 'server-reports'
  | 'no-share'
  | 'indistinguishable'
  | 'ambiguous';

/**
 * `deviates` is said of bounds as well: outside [min, max] of a conditional route. `confirmed` = two windows in a row say so (docs/policies.md
 * §5.3.7): only then it alarms. `zeroShare` = a version without share carries traffic (§5.3.2).
 */
export type SplitVerdict =
  | { readonly says: 'matches'; readonly because: string }
  | { readonly says: 'deviates'; readonly because: string; readonly confirmed: boolean; readonly zeroShare?: true }
  | { readonly says: 'inconclusive'; readonly because: string }
  | { readonly says: 'insufficient'; readonly because: string; readonly needed?: number }
  | { readonly says: 'not-comparable'; readonly because: string; readonly reason: NotComparable };

/** Requests that the client's proxy copies and nobody answers: beside the split, never in it. */
export interface CanaryMirror {
  readonly host: string;
  readonly subset?: string;
  /** Configured, percent. */
  readonly percent: number;
  readonly at: Placed;
  /** Copies that arrived, as their server counted them; absent = no server reported any. */
  readonly copiesPerSecond?: number;
}

/** Requests that never arrived at a version: counted apart (docs/policies.md §5.2). */
export interface LostTraffic {
  /** "UH", "NR", "FI", …; "-" where no flag says why. */
  readonly flags: string;
  readonly count: number;
  readonly says: string;
}

/** A comparison of the candidate with the stable version. */
export interface Comparison {
  readonly stable: string;
  readonly verdict: QualityVerdict;
  readonly errors: ErrorComparison;
  readonly latency: readonly LatencyComparison[];
}

export type QualityVerdict =
  | { readonly says: 'worse'; readonly because: string }
  | { readonly says: 'not-worse'; readonly because: string }
  | { readonly says: 'insufficient'; readonly because: string }
  | { readonly says: 'not-comparable'; readonly because: string };

/** Candidate's error ratio less the stable's, with one-sided confidence bounds; `atLeast` is by how much it is worse at least (≥ 0 only where `worse`). */
export interface ErrorComparison {
  readonly verdict: QualityVerdict;
  readonly difference?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly p?: number;
  readonly test?: 'two-proportion score' | 'Fisher exact';
}

/** One quantile of both, as intervals of histogram bounds in milliseconds. `atLeastMs`: by how much the candidate is slower at least. */
export interface LatencyComparison {
  readonly quantile: 0.5 | 0.99;
  readonly verdict: QualityVerdict;
  readonly stable?: Interval;
  readonly candidate?: Interval;
  readonly atLeastMs?: number;
}

export interface Caution {
  readonly code: 'mirror' | 'retries' | 'sticky' | 'conditional' | 'short' | 'young' | 'rolling' | 'undated' | 'overdispersed';
  readonly says: string;
}

/** The measured share over time: one line a version, keyed by `CanaryVersion.id`; and when the configuration changed, as far as it is told. */
export interface CanaryHistory {
  readonly grid: RangeGrid;
  readonly queries: readonly RangeQuery[];
  /** Of `flagger_canary_weight`, where a Flagger Canary stands behind; key `flagger`, percent of the candidate. */
  readonly flagger?: RangeQuery;
  /** Oldest first. */
  readonly steps: readonly ConfigurationStep[];
}

export interface ConfigurationStep {
  readonly atSeconds: number;
  readonly says: string;
  readonly ref?: Ref;
}
