/** A draft of resources held against observed traffic: the question and its answer, plain and serialisable (docs/what-if.md). */
import type { Ref } from '../../istio/ref';
import type { Position } from '../../istio/source-document';
import type { InputIssue } from '../../istio/sources/bundle';
import type { Problem } from '../../lib/problem';
import type { EdgeId } from '../../mesh/model';
import type {
  AuthorizationVerdict,
  Because,
  CallKey,
  Dataplane,
  Decision,
  Finding,
  MtlsMode,
  Posture,
  Routing,
  Transport,
  Tri,
  Verdict,
  WorkloadKey,
} from '../../policy/model';
import type { ObservedEnd, ObservedService, Protocol } from '../../policy/observation';

/** YAML or JSON, one or many documents. `name` is what places in it are called ("draft", "policy.yaml"). */
export interface DraftText {
  readonly name: string;
  readonly text: string;
}

/**
 * What would be applied and deleted together, as `kubectl apply` and `kubectl delete` do: a document takes the place of the resource of the
 * same kind, namespace and name, else it is new. The last of several documents of one resource counts; a resource that is both written and
 * removed is removed.
 */
export interface WhatIfQuestion {
  readonly drafts: readonly DraftText[];
  /** Of namespaced documents that name none; "default" when absent. */
  readonly defaultNamespace?: string;
  readonly remove?: readonly Ref[];
}

/**
 * - `adds`, `replaces`, `removes`: it counts;
 * - `same`: the resource is as the document says already;
 * - `refused`: the API server or Istio's webhook would refuse it, so what stands there stays;
 * - `unread`: a kind (or version) that says nothing about traffic here, Secrets among them;
 * - `unreadable`: not YAML, or no Kubernetes object;
 * - `superseded`: a later document (or a removal) of the same question is about the same resource;
 * - `absent`: there is no such resource to remove.
 */
export type DraftEffect = 'adds' | 'replaces' | 'removes' | 'same' | 'refused' | 'unread' | 'unreadable' | 'superseded' | 'absent';

/** One rule of a document and the observed calls it meets. */
export interface DraftRule {
  /** "spec.rules[1]", "spec.http[0]". */
  readonly path: string;
  readonly line?: number;
  /** Calls with traffic in the window that the rule may match or route. */
  readonly calls: number;
  readonly requestsPerSecond: number;
  /** Why it changes nothing, one sentence; absent = it meets traffic. */
  readonly changesNothing?: string;
}

/** One document of the draft, or one removal (without a place). */
export interface DraftChange {
  readonly does: DraftEffect;
  /** One sentence. */
  readonly says: string;
  /** Absent for what is no Kubernetes object, and for Secrets. */
  readonly ref?: Ref;
  readonly file?: string;
  /** From 1, as the lines. */
  readonly document?: number;
  readonly line?: number;
  /** Why no outcome changes because of it (findings may); absent = one does, or nobody worked it out. */
  readonly changesNothing?: readonly Because[];
  readonly rules: readonly DraftRule[];
}

/** Worst first: what becomes of a call, in the order of the answer. */
export const CONSEQUENCES = [
  'denied',
  'breaks',
  'may-be-denied',
  'loses-mtls',
  'opens',
  'moves',
  'gains-mtls',
  'dry-run',
  'otherwise',
] as const;

/**
 * - `denied`: a policy would refuse the call, and did not before;
 * - `breaks`: what the client sends would not be taken, or no route would lead anywhere;
 * - `may-be-denied`: it was allowed, and now the request (path, header, claim), an unknown input or an age decides;
 * - `loses-mtls`, `gains-mtls`: the client would send plaintext instead, or the other way round;
 * - `opens`: it was denied (or might have been), and would be let in;
 * - `moves`: its route leads elsewhere, or in other shares;
 * - `dry-run`: a policy that only watches would say something else;
 * - `otherwise`: reasons differ, the outcome is as good as before.
 */
export type Consequence = (typeof CONSEQUENCES)[number];

/** Traffic of some calls in the window, requests and both directions of bytes; 0 = none was counted. */
export interface Amount {
  readonly calls: number;
  readonly requestsPerSecond: number;
  readonly connectionsPerSecond: number;
  readonly bytesPerSecond: number;
}

/** A decision with its place in the draft or in the configuration. */
export interface PlacedDecision extends Decision {
  readonly position?: Position;
  /** The deciding resource is one of the draft. */
  readonly ofDraft: boolean;
}

/** What one side says of who may call. */
export interface SaidOfAccess extends Pick<AuthorizationVerdict, 'verdict' | 'undecided' | 'because'> {
  readonly decidedBy: readonly PlacedDecision[];
}

export interface SaidOfTransport {
  readonly value: Transport;
  readonly works: Tri;
  readonly because: readonly Because[];
}

export interface BeforeAfter<T> {
  readonly before: T;
  readonly after: T;
}

/** One call whose verdict, transport or route would change. Absent parts stay as they are. */
export interface CallChange {
  readonly call: CallKey;
  /** Of the mesh grouped by workload. */
  readonly edge: EdgeId;
  readonly source: ObservedEnd;
  readonly destination: ObservedEnd;
  readonly service?: ObservedService;
  readonly protocol: Protocol;
  readonly consequence: Consequence;
  /** One sentence: who calls whom, and what becomes of it. */
  readonly says: string;
  readonly traffic: Amount;
  /** Anything was observed at all; a change of a silent call harms nobody now. */
  readonly hasTraffic: boolean;
  /** Requests or connections per second of it that are refused today already. */
  readonly refusedPerSecond: number;
  readonly access?: BeforeAfter<SaidOfAccess>;
  readonly dryRun?: BeforeAfter<Verdict | undefined>;
  readonly transport?: BeforeAfter<SaidOfTransport>;
  readonly routing?: BeforeAfter<Routing['kind']>;
}

/** Bounds of one destination's configured share; undefined = the route does not lead there. 0..1. */
export interface MovedShare {
  readonly host: string;
  readonly port?: number;
  readonly subset?: string;
  /** Answered by the proxy itself with this code. */
  readonly status?: number;
  readonly before: { readonly min: number; readonly max: number } | undefined;
  readonly after: { readonly min: number; readonly max: number } | undefined;
}

/** One host whose configured shares would change, for all callers with the same two splits. */
export interface ShareMove {
  readonly host: string;
  /** "namespace/workload", sorted. */
  readonly callers: readonly string[];
  readonly kind: BeforeAfter<Routing['kind']>;
  readonly shares: readonly MovedShare[];
  readonly traffic: Amount;
  readonly edges: readonly EdgeId[];
  /** Resource and rule of the route afterwards (before, where none is left). */
  readonly ref?: Ref;
  readonly path?: string;
  readonly because: readonly Because[];
}

/** A workload that would be governed otherwise. Absent parts stay as they are. */
export interface WorkloadChange {
  readonly workload: WorkloadKey;
  readonly posture?: BeforeAfter<Posture>;
  readonly serverMtls?: BeforeAfter<{ readonly mode: MtlsMode; readonly ports: ReadonlyMap<number, MtlsMode> }>;
  readonly dataplane?: BeforeAfter<Dataplane>;
  /** Policies that would reach it, or reach it no more. */
  readonly gains: readonly Ref[];
  readonly loses: readonly Ref[];
  readonly because: readonly Because[];
}

/** A line of the map that the draft touches. */
export interface TouchedEdge {
  /** Of the mesh grouped by workload. */
  readonly edge: EdgeId;
  /** The lines it is drawn on now; empty where it is not drawn. */
  readonly drawn: readonly EdgeId[];
  /** The worst of its calls. */
  readonly consequence: Consequence;
}

/** What would be different, against the traffic of one window. */
export interface VerdictDiff {
  readonly atSeconds: number;
  readonly windowSeconds: number;
  /** Calls observed in the window, changed or not. */
  readonly observedCalls: number;
  /** Worst first; inside one consequence those with more traffic first. At most `MOST_CALLS`. */
  readonly calls: readonly CallChange[];
  /** Changed calls that are not in `calls`. */
  readonly moreCalls: number;
  readonly moves: readonly ShareMove[];
  readonly workloads: readonly WorkloadChange[];
  readonly findings: { readonly appear: readonly Finding[]; readonly go: readonly Finding[] };
  readonly edges: readonly TouchedEdge[];
  /** Over all changed calls; each call counts once, for its worst consequence. */
  readonly totals: Readonly<Record<Consequence, Amount>>;
  /** An edge with traffic would be denied or break: what a pipeline stops at. */
  readonly cuts: boolean;
}

export const MOST_CALLS = 500;

/** The answer. Without `diff` the problems say why nothing could be compared. */
export interface WhatIfAnswer {
  readonly problems: readonly Problem[];
  /** In the order written; removals last. */
  readonly changes: readonly DraftChange[];
  /** Places of the draft that are wrong, with line and column. */
  readonly issues: readonly InputIssue[];
  readonly diff?: VerdictDiff;
}
