/** What differs between two moments of a mesh, drawn the same way: A is before, B after (docs/diff.md). Plain, serialisable. */
import type { EdgeId, MeshEdge, MeshGroup, MeshNode, NodeId } from '../../mesh/model';
import type { Protocol } from '../../telemetry/rows';

/** `changed` = significantly different, but neither worse nor better (more traffic, a new version). */
export type ChangeClass = 'added' | 'removed' | 'worse' | 'better' | 'changed' | 'unchanged';

/**
 * Why `unchanged` is said for want of an answer, never as one: too few requests to tell; that moment's traffic was not answered (a failed
 * query, or a source that knows nothing of it), so that nobody can say what was not there.
 */
export type Doubt = 'too-few' | 'before-unknown' | 'after-unknown';

/** One number of both moments, in its own unit; undefined = that moment does not know it. */
export interface Delta {
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Beyond the noise floor and, where counts tell, not by chance. */
  readonly significant: boolean;
}

export interface EdgeChange {
  readonly id: EdgeId;
  readonly source: NodeId;
  readonly target: NodeId;
  readonly protocol: Protocol;
  readonly class: ChangeClass;
  /** Only with `unchanged`. */
  readonly doubt?: Doubt;
  /** Requests per second; for TCP bytes per second, both directions. */
  readonly rate: Delta;
  /** 0..1; for TCP failed connections of those that closed. */
  readonly errorRatio: Delta;
  /** Milliseconds. */
  readonly p99: Delta;
  /** Share that is mutual, 0..1. */
  readonly mtls: Delta;
  /** Plaintext flows at B, and at A none did (or the edge was not there): worse, unless the edge is new. */
  readonly plaintextAppeared?: true;
  /** For the ranking: requests (or bytes, scaled) per second that are affected, times how far; 0 for unchanged. */
  readonly impact: number;
}

export interface NodeChange {
  readonly id: NodeId;
  readonly class: ChangeClass;
  readonly doubt?: Doubt;
  /** Of what it answers. */
  readonly rate: Delta;
  readonly errorRatio: Delta;
  /** Versions of an app that only one of the moments has traffic of. */
  readonly versions?: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly impact: number;
}

/** A resource that is not the same at both moments. */
export interface ResourceChange {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly class: 'added' | 'removed' | 'changed';
  /** When it changed, where anything tells, Unix seconds. */
  readonly atSeconds?: number;
  /** Paths of the fields that differ ("spec.rules[0].from"); empty where the text before is not known. */
  readonly paths: readonly string[];
}

/** A verdict on a call that changed with the resources; `edge` is a line as drawn. */
export interface VerdictChange {
  readonly edge: EdgeId;
  readonly about: 'authorization' | 'mtls' | 'routing';
  /** Short phrases: "allowed", "denied by AuthorizationPolicy shop/deny-all". */
  readonly before: string;
  readonly after: string;
}

export interface PolicyDifference {
  /** `both` = the resources of both moments are known; `times` = only when resources of now were created or last changed. */
  readonly known: 'both' | 'times';
  readonly resources: readonly ResourceChange[];
  readonly verdicts: readonly VerdictChange[];
}

export interface MomentOfDiff {
  readonly atSeconds: number;
  readonly windowSeconds: number;
}

export interface Difference {
  readonly before: MomentOfDiff;
  readonly after: MomentOfDiff;
  /** Of every edge of either moment, by id. */
  readonly edges: ReadonlyMap<string, EdgeChange>;
  /** Of every node of either moment, by id. */
  readonly nodes: ReadonlyMap<string, NodeChange>;
  /** What only A has, with A's numbers: drawn and listed, in no sum of B. Their class is `removed`, or `unchanged` with a doubt. */
  readonly removed: {
    readonly nodes: readonly MeshNode[];
    readonly edges: readonly MeshEdge[];
    /** Groups that B has not, around these nodes: boxes without members. */
    readonly groups?: readonly MeshGroup[];
  };
  /**
   * The changes, each told once: ids of changed edges, and of those changed nodes whose change none of their edges tells. Greatest impact
   * first; what got worse further downstream stands before the callers that inherit it.
   */
  readonly ranked: readonly string[];
  /** Of what is ranked; `unchanged` = edges that are not ranked. */
  readonly counts: Readonly<Record<ChangeClass, number>>;
  readonly policies?: PolicyDifference;
}
