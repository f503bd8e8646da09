/** What configuration says of the mesh as it is drawn: one summary per drawn edge and node, worst first, and the findings with what they touch. */
import type { Ref } from '../istio/ref';
import type { EdgeId, NodeId } from '../mesh/model';
import type {
  CallPolicy,
  Certainty,
  Dataplane,
  Enforcer,
  Finding,
  FindingSeverity,
  MtlsMode,
  Posture,
  Transport,
  Tri,
  Verdict,
  WorkloadPolicy,
} from './model';

/** A configured share as an edge shows it: "v1 90 %". Bounds differ where the split depends on the request. */
export interface DrawnShare {
  readonly label: string;
  readonly min: number;
  readonly max: number;
}

/** All calls of one drawn edge: where they differ the worst counts and `mixed` says so. */
export interface EdgePolicySummary {
  readonly calls: number;
  readonly mixed: boolean;
  /** The least certain of what is summed up. */
  readonly certainty: Certainty;
  readonly verdict: Verdict;
  readonly undecided: readonly string[];
  /** Who decides, in path order; empty = nobody. */
  readonly enforcers: readonly Enforcer[];
  /** Mode the servers accept; undefined = they differ or nobody knows. */
  readonly serverMode: MtlsMode | undefined;
  readonly transport: Transport;
  readonly works: Tri;
  readonly bypassed: boolean;
  readonly routing: {
    readonly kind: CallPolicy['routing']['kind'];
    readonly shares: readonly DrawnShare[];
    readonly delay: boolean;
    readonly abort: boolean;
    readonly mirrorPercent?: number;
    readonly timeoutSeconds?: number;
    /** Attempts that a route asks for; those of the mesh's default are left out. */
    readonly retries?: number;
    readonly circuitBreaker: boolean;
  };
  readonly worstFinding?: FindingSeverity;
}

export interface NodePolicySummary {
  /** undefined = the workloads behind the node differ. */
  readonly dataplane: Dataplane | undefined;
  readonly serverMode: MtlsMode | undefined;
  readonly posture: Posture | undefined;
  readonly certainty: Certainty;
  /** Of the findings that touch the node and no drawn edge. */
  readonly worstFinding?: FindingSeverity;
}

/** A finding and the drawn things it touches. */
export interface DrawnFinding extends Finding {
  readonly drawnEdges: readonly EdgeId[];
  readonly drawnNodes: readonly NodeId[];
}

/** What one drawn caller sends to a host whose route splits it, put together over the edges it runs on. */
export interface DrawnStream {
  /** Of the caller and the route's rules. */
  readonly id: string;
  readonly source: NodeId;
  /** The host that was called, as telemetry names it. */
  readonly host: string;
  /** Which share applies depends on the request: configured shares are bounds. */
  readonly conditional: boolean;
  readonly counted: 'requests' | 'connections';
  /** Of what is counted. */
  readonly perSecond: number;
  /** In the order of the configuration, then what nobody configured. */
  readonly parts: readonly DrawnStreamPart[];
}

export interface DrawnStreamPart {
  readonly version: string;
  /** Bounds, 0..1; equal where the split is fixed; undefined = nobody configured it. */
  readonly configured?: { readonly least: number; readonly most: number };
  readonly perSecond: number;
  /** The edges it runs on, or would run on: a version without traffic has an end without an edge in the mesh. */
  readonly ends: readonly { readonly edge: EdgeId; readonly target: NodeId; readonly perSecond: number }[];
}

/** Comes with every picture while there is configuration. */
export interface DrawnPolicies {
  readonly edges: ReadonlyMap<EdgeId, EdgePolicySummary>;
  readonly nodes: ReadonlyMap<NodeId, NodePolicySummary>;
  /** Worst first. */
  readonly findings: readonly DrawnFinding[];
  /** What routes split; absent = nothing. */
  readonly streams?: readonly DrawnStream[];
}

/** Everything about one drawn edge or node; asked when its panel opens. */
export interface PolicyDetails {
  readonly workloads: readonly WorkloadPolicy[];
  readonly calls: readonly (CallPolicy & { readonly source: string; readonly destination: string; readonly service?: string })[];
}

/** A resource as text, with the lines of the asked fields (paths as in `Because.path`); line 1 is the first of `text`. */
export interface ResourceText {
  readonly ref: Ref;
  /** File and document, or the Kubernetes API it came from. */
  readonly from: string;
  /** Line of the file at which `text` starts. */
  readonly firstLine: number;
  readonly text: string;
  readonly lines: ReadonlyMap<string, number>;
}
