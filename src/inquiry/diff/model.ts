/** What differs between two moments of a mesh, drawn the same way: A is before, B after. Plain, serialisable. */
import type { EdgeId, MeshEdge, MeshNode, NodeId } from '../../mesh/model';

/** `changed` = significantly different, but neither worse nor better (more traffic, a new version). */
export type ChangeClass = 'added' | 'removed' | 'worse' | 'better' | 'changed' | 'unchanged';

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
  readonly class: ChangeClass;
  /** Requests per second; for TCP bytes per second, both directions. */
  readonly rate: Delta;
  /** 0..1. */
  readonly errorRatio: Delta;
  /** Milliseconds. */
  readonly p99: Delta;
  /** Share that is mutual, 0..1. */
  readonly mtls: Delta;
  /** For the ranking: requests (or bytes, scaled) per second that are affected, times how far; 0 for unchanged. */
  readonly impact: number;
}

export interface NodeChange {
  readonly id: NodeId;
  readonly class: ChangeClass;
  /** Of what it answers. */
  readonly rate: Delta;
  readonly errorRatio: Delta;
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
  /** Paths of the fields that differ; empty where the text before is not known. */
  readonly paths: readonly string[];
}

/** A verdict on a call that changed with the resources. */
export interface VerdictChange {
  readonly edge: EdgeId;
  readonly about: 'authorization' | 'mtls' | 'routing';
  /** Short phrases: "allowed", "denied by shop/deny-all". */
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
  readonly edges: ReadonlyMap<string, EdgeChange>;
  readonly nodes: ReadonlyMap<string, NodeChange>;
  /** What only A has, with A's numbers: drawn and listed, in no sum of B. */
  readonly removed: { readonly nodes: readonly MeshNode[]; readonly edges: readonly MeshEdge[] };
  /** Ids of changed edges and nodes, greatest impact first; at equal impact what is further downstream first. */
  readonly ranked: readonly string[];
  readonly counts: Readonly<Record<ChangeClass, number>>;
  readonly policies?: PolicyDifference;
}
