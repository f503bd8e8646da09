/** What configuration says of workloads and calls, with reasons: plain, serialisable, immutable (docs/policies.md §9). */
import type { Ref } from '../istio/ref';
import type { EdgeId } from '../mesh/model';

/** How a statement is known: istiod's status says so, computed from resources, a default stood in for a missing input, or not known. */
export type Certainty = 'reported' | 'computed' | 'assumed' | 'unknown';

/** One reason as a sentence. `path` is the deciding field of the resource `ref` ("spec.rules[1].to[0]"). */
export interface Because {
  readonly sentence: string;
  readonly certainty: Certainty;
  readonly ref?: Ref;
  readonly path?: string;
}

/** A value with how it is known and why. */
export interface Stated<T> {
  readonly value: T;
  readonly certainty: Certainty;
  readonly because: readonly Because[];
}

/** True, false, or not decidable from what is known. */
export type Tri = 'T' | 'F' | 'U';

export type Dataplane = 'sidecar' | 'ambient' | 'gateway' | 'waypoint' | 'none' | 'unknown';
export type Enforcer = 'sidecar' | 'ztunnel' | 'waypoint' | 'gateway';
export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** "namespace/name" of a workload. */
export type WorkloadKey = string & { readonly __brand: 'WorkloadKey' };

/** Effective mode of a server, and of the workload ports where it differs or is named (docs/policies.md §1.1). `because` is the inheritance chain: mesh, namespace, workload. */
export interface ServerMtls extends Stated<MtlsMode> {
  readonly ports: ReadonlyMap<number, MtlsMode>;
  /**
   * What else it may be: creation times that decide are missing, or labels of the workload are (docs/policies.md §0.3). `value` and `ports`
   * are then what istiod does with equal times and the labels known, and `certainty` is `unknown`.
   */
  readonly alternatives?: readonly { readonly mode: MtlsMode; readonly ports: ReadonlyMap<number, MtlsMode> }[];
  /** DENY policies made of PeerAuthentications, as the log of ztunnel names them (docs/policies.md §1.3). */
  readonly ztunnelPolicies?: readonly string[];
}

/** `open` = no policy decides; `deny-rules-only` = allowed unless a DENY matches; `default-deny` = only what an ALLOW names; `custom` = an external provider decides as well. */
export type Posture = 'open' | 'deny-rules-only' | 'default-deny' | 'custom' | 'unknown';

/** A policy that reaches a workload, at one enforcement point (docs/policies.md §2.1, §2.5, §3). */
export interface AttachedPolicy {
  readonly ref: Ref;
  readonly enforcer: Enforcer;
  /** The proxy that enforces, where it is another workload (a waypoint, a gateway). */
  readonly at?: WorkloadKey;
  /** `partial` = some rules or fields count; `no-op` = attached without effect; `ignored` = never sent to that enforcer. */
  readonly effect: 'full' | 'partial' | 'no-op' | 'ignored';
  readonly dryRun?: true;
  readonly why?: string;
  readonly certainty: Certainty;
}

/** Everything configuration says of one workload. */
export interface WorkloadPolicy {
  readonly workload: WorkloadKey;
  readonly dataplane: Stated<Dataplane>;
  /** What labels ask for, where that is told. */
  readonly intent?: Stated<Dataplane>;
  readonly serverMtls: ServerMtls;
  readonly posture: Stated<Posture>;
  /** In evaluation order: CUSTOM, DENY, ALLOW, AUDIT, then other kinds. */
  readonly attached: readonly AttachedPolicy[];
}

/** What the client sends (docs/policies.md §1.4). */
export type Transport = 'plaintext' | 'mtls' | 'hbone' | 'tls' | 'unknown';

/** One proxy on the way that may refuse. `identitySeen` null = no peer certificate, undefined = unknown. */
export interface EnforcementPoint {
  readonly enforcer: Enforcer;
  readonly at: WorkloadKey;
  readonly identitySeen: string | null | undefined;
}

/** A waypoint (or a point on it) that the call does not pass although policies are bound there (docs/policies.md §2.2). */
export interface Bypass {
  readonly waypoint: Ref;
  readonly because: Because;
}

export type Verdict = 'allowed' | 'denied' | 'depends' | 'unknown' | 'ambiguous';

/** How one policy decided (docs/policies.md §2.8). */
export interface Decision {
  readonly ref: Ref;
  readonly action: 'ALLOW' | 'DENY' | 'CUSTOM' | 'AUDIT';
  readonly effect: 'match' | 'no-match' | 'undecided';
  /** The rule that decided ("spec.rules[0]"), where one did. */
  readonly path?: string;
  readonly enforcer: Enforcer;
}

export interface AuthorizationVerdict {
  readonly verdict: Verdict;
  /** Request attributes nobody knows that would decide ("request.method"). */
  readonly undecided: readonly string[];
  readonly enforcedBy: readonly Enforcer[];
  readonly decidedBy: readonly Decision[];
  readonly because: readonly Because[];
}

/** One destination of a route and its configured share, 0..1 of the route's requests. */
export interface RouteShare {
  readonly host: string;
  readonly port?: number;
  readonly subset?: string;
  readonly labels?: ReadonlyMap<string, string>;
  readonly share: number;
  /** Answered by the proxy itself with this code (500 for an invalid backend, a direct response, a redirect). */
  readonly status?: number;
  /** Why the proxy answers itself, or why the connection goes nowhere. */
  readonly reason?: string;
}

/** A request-dependent condition of a route (docs/policies.md §4.1). */
export interface RouteCondition {
  readonly attribute: string;
  readonly op: string;
  readonly value?: string;
  readonly ignoreCase?: true;
}

export interface RouteRule {
  readonly ref: Ref;
  /** "spec.http[0]". */
  readonly path: string;
  /** Index of the rule in its resource. */
  readonly rule: number;
  /** Name the resource gives the rule. */
  readonly name?: string;
  readonly conditional: boolean;
  readonly when: readonly RouteCondition[];
  readonly whenLogic?: 'any' | 'any-of-all';
  /** The alternatives of a rule with `whenLogic`, each all of its conditions. */
  readonly alternatives?: readonly (readonly RouteCondition[])[];
  readonly shares: readonly RouteShare[];
  readonly fault?: {
    readonly delayPercent?: number;
    readonly delaySeconds?: number;
    readonly abortPercent?: number;
    readonly abortStatus?: number;
    readonly abortGrpcStatus?: string;
  };
  readonly mirrors: readonly { readonly host: string; readonly port?: number; readonly subset?: string; readonly percent: number }[];
  readonly timeoutSeconds?: number;
  /** `byDefault`: the mesh's own policy, where the route names none. */
  readonly retries?: {
    readonly attempts: number;
    readonly perTryTimeoutSeconds?: number;
    readonly retryOn?: string;
    readonly byDefault?: true;
  };
}

/** Bounds of a destination's share over all rules that may apply; equal where the split is fixed (docs/policies.md §5.1). */
export interface OverallShare extends Omit<RouteShare, 'share'> {
  readonly min: number;
  readonly max: number;
}

/** DestinationRule settings that change what an edge shows (docs/policies.md §4.2). */
export interface TrafficLimits {
  readonly ref: Ref;
  readonly path: string;
  readonly maxConnections?: number;
  readonly maxPendingRequests?: number;
  readonly maxRequests?: number;
  readonly maxRetries?: number;
  readonly outlierDetection?: {
    readonly consecutiveErrors: number;
    readonly intervalSeconds: number;
    readonly baseEjectionSeconds: number;
  };
}

export interface Routing {
  /** `fixed` = one split for all requests; `conditional` = it depends on the request; `none` = no route resource (plain load balancing); `unreachable` = no route matches; `not-applied` = the client has no L7 proxy that reads it. */
  readonly kind: 'fixed' | 'conditional' | 'none' | 'ambiguous' | 'unreachable' | 'not-applied';
  readonly rules: readonly RouteRule[];
  readonly overall: readonly OverallShare[];
  readonly limits: readonly TrafficLimits[];
  readonly because: readonly Because[];
  /** Rules of the same resources that no request reaches, because an earlier one takes all. */
  readonly unreachable?: readonly { readonly ref: Ref; readonly path: string; readonly rule: number }[];
  /** Requests that match no rule are answered so. */
  readonly noRoute?: { readonly status: number; readonly responseFlag: string; readonly level: 'virtualHost' | 'route' };
  /** Endpoints that take the traffic where no route decides. */
  readonly loadBalancedOver?: { readonly service: string; readonly labels?: ReadonlyMap<string, string> };
  /** Index in `rules` of the rule a known request takes; null = none matches; absent = not asked, or not decidable. */
  readonly selected?: number | null;
  /** Share of the requests that reaches a workload after aborts, for a fixed split. */
  readonly reachesWorkload?: number;
  /** Resources that would decide instead, if they are older: no creation times say which (`ambiguous`). */
  readonly rivals?: readonly Ref[];
}

/** Everything configuration says of one call: client workload → service (port) → workload. */
export interface CallPolicy {
  readonly call: CallKey;
  readonly path: readonly EnforcementPoint[];
  readonly bypassed: readonly Bypass[];
  readonly transport: Stated<Transport> & { readonly works: Tri };
  readonly authorization: AuthorizationVerdict;
  /** What dry-run policies would say, where there are any. */
  readonly dryRun?: AuthorizationVerdict;
  readonly routing: Routing;
}

export type CallKey = string & { readonly __brand: 'CallKey' };

export type FindingSeverity = 'error' | 'warning' | 'info';

/** Something that needs a person: what, where, by which evidence, and what to do next. */
export interface Finding {
  /** Stable over refreshes: code and what it is about. */
  readonly id: string;
  /** Kebab-case of our own ("denied-edge-carries-traffic"), or an analyzer's ("IST0101"). */
  readonly code: string;
  readonly severity: FindingSeverity;
  /** One sentence. */
  readonly title: string;
  /** The facts: observed figures with units, and reasons from configuration. */
  readonly evidence: readonly Because[];
  /** What to do next, one sentence. */
  readonly next: string;
  /** Read-only commands that show more (docs/policies.md §7). */
  readonly commands: readonly string[];
  readonly ref?: Ref;
  readonly path?: string;
  readonly workloads: readonly WorkloadKey[];
  readonly edges: readonly EdgeId[];
}
