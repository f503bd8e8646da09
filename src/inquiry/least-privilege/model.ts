/** A policy that lets in whom traffic showed and nobody else: the question and its answer (docs/what-if.md). */
import type { Ref } from '../../istio/ref';
import type { Problem } from '../../lib/problem';
import type { Enforcer } from '../../policy/model';

export interface LeastPrivilegeQuestion {
  /** A workload, or a service whose waypoint enforces (ambient). */
  readonly kind: 'workload' | 'service';
  readonly namespace: string;
  readonly name: string;
  /** How far back callers count, to the end of the window; absent or not longer than the window = what the picture shows, without a query. */
  readonly spanSeconds?: number;
}

/** Somebody who called, as the proposal sees them. */
export interface ObservedCaller {
  /** "namespace/workload", or what telemetry leaves of it. */
  readonly name: string;
  /** As a rule writes it: "cluster.local/ns/shop/sa/web". */
  readonly principal?: string;
  /** Absent = no rule covers the caller, and `says` tells why. */
  readonly coveredBy?: 'principal' | 'namespace';
  /** In the span; undefined = nobody counted them (TCP has no requests). */
  readonly requests: number | undefined;
  readonly connections: number | undefined;
  /** Of the workload, where it is decided by the service. */
  readonly ports: readonly number[];
  /** Unix seconds, exact to the step of the query; undefined = some time within the window. */
  readonly lastSeenSeconds: number | undefined;
  readonly says: string;
}

/** Something the proposal does not cover or cannot say, one sentence, with who it concerns. */
export interface NotCovered {
  readonly code:
    | 'no-identity'
    | 'unknown-caller'
    | 'denied'
    | 'gateway'
    | 'waypoint'
    | 'other-policies'
    | 'history'
    | 'unseen'
    | 'methods-and-paths'
    | 'probes-and-scrapes';
  readonly says: string;
  readonly callers: readonly string[];
}

export interface Proposal {
  readonly ref: Ref;
  /** The AuthorizationPolicy with its evidence as comments: to copy, nothing applies it. */
  readonly yaml: string;
  /** The proxy that would enforce it. */
  readonly enforcer: Enforcer;
}

/** What was asked beyond the picture. */
export interface AskedSpan {
  readonly promql: readonly string[];
  readonly stepSeconds: number;
  /** How far back the answers reach; less than the span where the source keeps no more. */
  readonly coveredSeconds: number;
}

export interface LeastPrivilegeAnswer {
  readonly problems: readonly Problem[];
  readonly spanSeconds: number;
  readonly asked?: AskedSpan;
  /** Busiest first. */
  readonly callers: readonly ObservedCaller[];
  readonly notCovered: readonly NotCovered[];
  /** Absent where there is nothing to propose; the problems say why. */
  readonly proposal?: Proposal;
  /** The proposal held against the traffic of the picture: identified calls it would deny (none, or something is wrong and said). */
  readonly wouldDeny: readonly string[];
}
