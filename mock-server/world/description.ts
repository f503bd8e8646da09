/** What a scenario says about its mesh: plain data, from which the world derives every series and every Kubernetes object. */
import type { KubernetesObject } from '../kubernetes/object';

/** A value that may differ during named phases of the scenario's timeline. */
export type ByPhase<T> = T | { readonly otherwise: T; readonly during: Readonly<Record<string, T>> };

/** A value per cell of the clock: its phase and the segment between two changes. */
export interface ByCell {
  readonly inCell: (phase: string, segment: number) => number;
}

/** A share of traffic; scenarios write numbers, policies give one per cell. */
export type Share = ByPhase<number> | ByCell;

/** What carries a workload's traffic: `none` reports nothing, `gateway` is a sidecar that only sends. */
type Proxy = 'sidecar' | 'gateway' | 'ztunnel' | 'waypoint' | 'none';

export interface Workload {
  /** `namespace/name`, with several clusters `cluster:namespace/name`; calls and services refer to it. */
  readonly id: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  readonly app: string;
  readonly version: string;
  readonly serviceAccount: string;
  readonly pods: number;
  readonly proxy: Proxy;
  /** Days between restarts of each pod, about; counters start again at 0. */
  readonly restartEveryDays: number;
  /** Pod labels besides app and version. */
  readonly labels?: Readonly<Record<string, string>>;
  /** When all its pods were replaced by new ones, ascending. */
  readonly rollouts?: readonly number[];
  /** Nothing of it was there before its first rollout. */
  readonly isNew?: boolean;
  /** Tags of its image, one before and one after each rollout; absent: the version. */
  readonly images?: readonly string[];
  /** What its proxies leave untold: nobody scrapes them, they count nothing as servers, or they leave out how secure a connection was. */
  readonly untold?: 'everything' | 'as server' | 'security';
  /** Its pods are there and not ready. */
  readonly notReady?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Fields of its container besides name, image and ports, such as probes. */
  readonly container?: Readonly<Record<string, unknown>>;
  /** A Rollout of Argo owns its ReplicaSets; its pods have the label `rollouts-pod-template-hash`. */
  readonly controller?: 'Rollout';
}

export interface Backend {
  readonly workload: string;
  readonly weight: ByPhase<number>;
}

export interface Service {
  /** `namespace/name`; with several clusters a service is the same in all of them. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly backends: readonly Backend[];
  /** Id of the waypoint workload that serves it. */
  readonly waypoint?: string;
  /** Protocols of its ports; absent: those in which it is called. */
  readonly speaks?: readonly Call['protocol'][];
  /** Ports by protocol where they are not the usual ones (80, 9090 and 9000). */
  readonly ports?: Partial<Readonly<Record<Call['protocol'], number>>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Without an address of its own. */
  readonly headless?: boolean;
}

/** Where a call goes (docs/telemetry.md §4 says how each is reported). */
export type Destination =
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'serviceEntry'; readonly host: string; readonly namespace: string }
  | { readonly kind: 'passthrough'; readonly host: string; readonly workload?: string }
  | { readonly kind: 'blackhole'; readonly host: string }
  | { readonly kind: 'noRoute'; readonly host: string }
  /** A host outside that configuration decides on: ServiceEntry, PassthroughCluster or BlackHoleCluster. */
  | { readonly kind: 'egress'; readonly host: string }
  | { readonly kind: 'undeclaredPort'; readonly workload: string };

/** Relative swing around the mean: 0.3 = ±30 %; peaks in seconds after midnight or the full hour, UTC. */
export interface Wave {
  readonly day?: number;
  readonly dayPeakSeconds?: number;
  readonly hour?: number;
  readonly hourPeakSeconds?: number;
}

/** Requests (TCP: connections) per second, or how many per request that reached the caller. */
type Load = { readonly perSecond: ByPhase<number>; readonly wave?: Wave } | { readonly perInbound: ByPhase<number> };

/** A lognormal answer time, with an optional slow share (a second hump). */
export interface Latency {
  readonly medianMs: number;
  /** Standard deviation of the logarithm; 0.5 is a steady service, 1.2 a moody one. */
  readonly spread: number;
  readonly slowShare?: number;
  readonly slowMedianMs?: number;
}

/** A share of answers that differ from success. */
export interface Reply {
  readonly share: Share;
  readonly code: string;
  readonly flags?: string;
  /** gRPC only; absent = 2 (UNKNOWN). */
  readonly grpcStatus?: string;
  readonly latency?: ByPhase<Latency>;
  /** false: the client's proxy answered itself, the server never saw it. */
  readonly reachesServer?: boolean;
  /** false: the client's proxy found no endpoint, so it knows no workload (UH). */
  readonly knowsWorkload?: boolean;
  /** Only the backend of this version answers so; absent = all. */
  readonly onlyVersion?: string;
  /** The proxy on the way that answers itself; absent: the workload answers. */
  readonly stopsAt?: 'waypoint' | 'destination';
  /** What the server's proxy tells of it, where that differs. */
  readonly atServer?: { readonly code: string; readonly flags: string };
  /** Only while this resource exists, e.g. `DestinationRule shop/cart`. */
  readonly because?: string;
  /** Attempts on top of the requests, which the server sees and the client's proxy repeats without a word. */
  readonly retried?: boolean;
}

/** Requests of one kind among a call's, for routes and policies that look at them; absent parts are GET / without headers. */
export interface RequestClass {
  readonly share: number;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Call {
  /** Workload id, or `outside`: a caller without any proxy of the mesh. */
  readonly from: string;
  readonly to: Destination;
  readonly protocol: 'http' | 'grpc' | 'tcp';
  readonly load: Load;
  /** Absent shares are success: 200, gRPC status 0. */
  readonly replies?: readonly Reply[];
  readonly latency?: ByPhase<Latency>;
  /** Instead of `latency` where a backend of this version answers. */
  readonly versionLatency?: Readonly<Record<string, ByPhase<Latency>>>;
  /** Weights by version that the proxies in between really use, whatever configuration says. */
  readonly split?: Readonly<Record<string, number>>;
  /** Share of the traffic that is mutual TLS; absent = all where both ends are in the mesh. */
  readonly mtls?: ByPhase<number>;
  /** Shares add up to 1; absent: all are GET /. */
  readonly requests?: readonly RequestClass[];
  /** Typical bytes of one request and its answer; TCP: of one connection. */
  readonly bytes?: { readonly request: number; readonly response: number };
  /** gRPC messages per call in each direction; absent = 1. */
  readonly messages?: { readonly request: number; readonly response: number };
  /** TCP: share of connections that fail (ztunnel: refused connect; sidecar: closed with UF). */
  readonly failedConnections?: ByPhase<number>;
}

/** A timeline that repeats: phases in order, the first at 0. `periodSeconds` divides a day; periods start at midnight UTC. */
export interface Timeline {
  readonly periodSeconds: number;
  readonly phases: readonly { readonly name: string; readonly startSeconds: number }[];
}

/** Phases that happen once, ascending; the first has been since ever, whatever its start. */
export interface Story {
  readonly phases: readonly { readonly name: string; readonly startMs: number }[];
}

/** An object that is another one during some phases; all have one name. */
export interface PhasedObject {
  readonly otherwise: KubernetesObject;
  readonly during: Readonly<Record<string, KubernetesObject>>;
}

/** A number that some controller's pod shows. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  /** Id of the workload whose first pod is scraped for it. */
  readonly from: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: ByPhase<number>;
}

/** A rule that Prometheus evaluates. */
export interface Alert {
  readonly name: string;
  /** Besides `alertname` and `alertstate`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Phases in which its condition holds. */
  readonly during: readonly string[];
  /** How long it has to hold before the alert fires; shorter than any of the phases. */
  readonly forSeconds: number;
}

export interface MeshDescription {
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  readonly calls: readonly Call[];
  readonly timeline?: Timeline;
  /** In place of a timeline that repeats. */
  readonly story?: Story;
  /** Nodes of each cluster; a ztunnel runs on each. */
  readonly nodesPerCluster: number;
  /** What somebody applied to the cluster; traffic obeys. */
  readonly resources?: readonly KubernetesObject[];
  /** The same where the story applies it in some of its phases. */
  readonly phasedResources?: readonly PhasedObject[];
  readonly gauges?: readonly Gauge[];
  readonly alerts?: readonly Alert[];
  /** MeshConfig besides the defaults. */
  readonly meshConfig?: Readonly<Record<string, unknown>>;
}

/** Traffic kinds a scenario promises to show; its contract test looks for the rows. */
export type Trait =
  | 'sidecar'
  | 'gateway'
  | 'waypoint'
  | 'ztunnel'
  | 'grpc'
  | 'tcp'
  | 'errors'
  | 'external'
  | 'passthrough'
  | 'blackhole'
  | 'noRoute'
  | 'noHealthyUpstream'
  | 'connectFailure'
  | 'plaintext'
  | 'unknownCaller'
  | 'twoClusters'
  | 'canary'
  | 'denied'
  | 'deniedConnection'
  | 'faultInjected'
  | 'circuitOpen';

export interface ScenarioOptions {
  readonly services?: number;
  /** Which step of its demonstration is in force, from 1; absent: the first. */
  readonly step?: number;
  /** When the last thing of its story happened; absent: long ago. */
  readonly sinceMs?: number;
}

/** What a presenter shows one after the other. */
export interface Demonstration {
  readonly steps: readonly {
    readonly title: string;
    /** One or two sentences to be read beside the map. */
    readonly says: string;
  }[];
}

export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** One sentence for the menu. */
  readonly description: string;
  readonly shows: readonly Trait[];
  readonly demonstration?: Demonstration;
  /** Whether `sinceMs` makes another mesh of it. */
  readonly tellsStory?: boolean;
  build(seed: number, options: ScenarioOptions): MeshDescription;
}

/** The value of a by-phase setting in one phase. */
export function inPhase<T extends number | Latency>(value: ByPhase<T>, phase: string): T {
  if (typeof value !== 'object' || !('otherwise' in value)) return value;
  return Object.hasOwn(value.during, phase) ? (value.during[phase] ?? value.otherwise) : value.otherwise;
}

/** A share in one cell of the clock. */
export function shareIn(share: Share, phase: string, segment: number): number {
  return typeof share === 'object' && 'inCell' in share ? share.inCell(phase, segment) : inPhase(share, phase);
}

export function objectInPhase({ otherwise, during }: PhasedObject, phase: string): KubernetesObject {
  return Object.hasOwn(during, phase) ? (during[phase] ?? otherwise) : otherwise;
}
