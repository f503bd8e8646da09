/** The mesh as a graph: what is drawn, listed and printed. Plain, serialisable, immutable. */
import type { Problem } from '../lib/problem';
import type { Protocol, Reporter } from '../telemetry/rows';

export type NodeId = string & { readonly __brand: 'NodeId' };
export type EdgeId = string & { readonly __brand: 'EdgeId' };
/** A box around nodes: a cluster, a namespace, an app. */
export type GroupId = string & { readonly __brand: 'GroupId' };

export type NodeKind =
  | 'workload'
  | 'app'
  | 'versionedApp'
  | 'service'
  | 'external'
  | 'passthrough'
  | 'blackhole'
  | 'unknown'
  /** Closed groups standing for their members (`closed-node.ts`); grouped by namespace, `namespace` is the finest node there is. */
  | 'namespace'
  | 'cluster'
  | 'restOfNamespaces'
  | 'appGroup';

export type GroupBy = 'workload' | 'app' | 'versionedApp' | 'service' | 'namespace';
export type Health = 'healthy' | 'degraded' | 'failing' | 'idle' | 'unknown';

/** What an edge is judged by, percent of the protocol's requests (docs/telemetry.md §6.8). */
export interface Limits {
  readonly degradedPercent: number;
  readonly failingPercent: number;
  /** 4xx count as errors (off by default). */
  readonly count4xx: boolean;
  /** Slower than this an edge is not judged: requests per second, for TCP closed connections per second. 0 = every edge is. */
  readonly floorPerSecond: number;
}

/** Limits for the calls into some namespaces. */
export interface ThresholdRule extends Limits {
  /** The called end's namespace: its name, or the beginning of it and "*". */
  readonly namespace: string;
  readonly protocol: Protocol | 'any';
}

/** The first rule that fits a call decides; without one, the limits here. */
export interface Thresholds extends Limits {
  readonly rules: readonly ThresholdRule[];
}

/** code (docs/telemetry.md §6.7) → flags → requests per second. */
export type Responses = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** A quantile; `atLeast` when it fell into the +Inf bucket, so the true value is ≥ the last finite bound. */
export interface Quantile {
  readonly milliseconds: number;
  readonly atLeast: boolean;
}
export interface Latency {
  readonly p50: Quantile | undefined;
  readonly p95: Quantile | undefined;
  readonly p99: Quantile | undefined;
}

/** What one class of reporters saw of an edge. */
export interface Report {
  readonly reporter: Reporter;
  readonly requestsPerSecond?: number;
  readonly errorRatio?: number;
  readonly responses?: Responses;
  readonly bytesPerSecond?: { readonly sent: number; readonly received: number };
  readonly latency?: Latency;
}

/** Weights behind an mTLS share: requests per second (HTTP, gRPC) or bytes per second (TCP). `ratio` undefined = nobody could tell; 0 = plaintext. */
export interface MtlsShare {
  readonly mutual: number;
  readonly plaintext: number;
  readonly ratio: number | undefined;
}

export interface MeshEdge {
  readonly id: EdgeId;
  readonly source: NodeId;
  readonly target: NodeId;
  readonly protocol: Protocol;
  /** Present for http and grpc. */
  readonly requestsPerSecond?: number;
  /** 0..1 of requestsPerSecond that failed (§6.7); undefined for tcp and when idle. */
  readonly errorRatio?: number;
  readonly responses?: Responses;
  /** Present for tcp; `sent` is what the client sent. */
  readonly bytesPerSecond?: { readonly sent: number; readonly received: number };
  /** TCP connections closed per second by flags, and failed ones. */
  readonly connections?: {
    readonly closedPerSecond: number;
    readonly failedPerSecond: number;
    readonly byFlags: ReadonlyMap<string, number>;
  };
  readonly latency?: Latency;
  readonly mtls: MtlsShare;
  /** The primary report shown (§6.4); mixed aggregates name the best one present. */
  readonly reporter: Reporter;
  readonly reports: readonly Report[];
  /** Set on a ztunnel leg that a waypoint's hop already stands for (§6.6): hidden in the picture until asked. */
  readonly foldedInto?: { readonly source: NodeId; readonly target: NodeId };
  /** The second half of calls, service to workload: other edges already count them. */
  readonly behindService?: boolean;
  readonly health: Health;
  /** Why the health is not healthy, as one short phrase ("12 % 503 UF"). */
  readonly reason?: string;
  /** How many edges of the finest grouping are added up here (1 unless an aggregate); `sick` of them degraded or failing. */
  readonly members: number;
  readonly sickMembers: number;
}

/** A version inside an app node. */
export interface VersionPart {
  readonly version: string;
  readonly workloads: readonly string[];
  readonly requestsPerSecond: number;
  readonly errorRatio?: number;
}

/** Totals into or out of a node, primary reports only. */
export interface Flow {
  readonly requestsPerSecond: number;
  readonly errorRatio?: number;
  readonly bytesPerSecond: number;
}

export interface MeshNode {
  readonly id: NodeId;
  readonly kind: NodeKind;
  /** The innermost group it stands in; for a closed group, that group itself. */
  readonly group: GroupId;
  readonly cluster?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly app?: string;
  readonly version?: string;
  /** App nodes: their versions as parts, sorted by name. */
  readonly parts?: readonly VersionPart[];
  readonly waypoint?: boolean;
  /** Service nodes grouped by service: the workloads whose own calls stand as this service's, sorted. */
  readonly workloads?: readonly string[];
  /** The rest of a cluster's namespaces, closed: which they are, sorted. */
  readonly namespaces?: readonly string[];
  /** No incoming edges. */
  readonly root: boolean;
  readonly incoming: Flow;
  readonly outgoing: Flow;
  /** Own illness: worst of what it answers. Inherited illness: worst of what it calls. */
  readonly health: Health;
  readonly inherited: Health;
  readonly reason?: string;
  /** Known from configuration, without traffic in the window. */
  readonly configured?: boolean;
  /** A service drawn between its callers and its workloads: what it answers, they answer. */
  readonly between?: boolean;
  /** Closed groups: members and sick ones inside; 1 and 0/1 otherwise. */
  readonly members: number;
  readonly sickMembers: number;
}

/**
 * What a group is: a cluster (where there are several), the smaller namespaces of a mesh with too many of them, a namespace, or an app
 * with several members (grouped by workload or version).
 */
export type GroupLevel = 'cluster' | 'rest' | 'namespace' | 'app';

export interface MeshGroup {
  readonly id: GroupId;
  readonly level: GroupLevel;
  /** The group around it; absent at the top. */
  readonly parent?: GroupId;
  readonly cluster?: string;
  readonly namespace?: string;
  readonly app?: string;
  /** Label as drawn; the boxes around it say the rest. */
  readonly name: string;
  /** Everything inside at any depth, drawn or not: nodes of the open form. */
  readonly members: readonly NodeId[];
  readonly sickMembers: number;
}

export interface Mesh {
  readonly groupBy: GroupBy;
  readonly nodes: readonly MeshNode[];
  readonly edges: readonly MeshEdge[];
  /** All groups, open or closed, outer ones before inner ones. */
  readonly groups: readonly MeshGroup[];
  /** Rows that could not be placed, counted (nothing is dropped silently). */
  readonly unplacedRows: number;
  readonly problems: readonly Problem[];
}
