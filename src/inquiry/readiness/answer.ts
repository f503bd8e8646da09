/** Whether a namespace may become STRICT, with everything it rests on: plain and serialisable (docs/readiness.md). */
import type { Ref } from '../../istio/ref';
import type { Problem } from '../../lib/problem';
import type { Because, Dataplane, MtlsMode, ServerMtls } from '../../policy/model';
import type { AskedQuery, Measured } from './history';

/** `cannot-tell` is not a weak yes: something that would show plaintext is missing. */
export type ReadinessVerdict = 'ready' | 'not-ready' | 'cannot-tell';

export interface ReadinessQuestion {
  /** Empty = every namespace that has a workload. */
  readonly namespaces: readonly string[];
  /** 1 hour to 30 days. */
  readonly spanSeconds: number;
  /** Unix seconds. */
  readonly endSeconds: number;
}

/** Why a verdict is what it is, or something to know beside it (`note`). */
export interface Reason {
  readonly code: string;
  readonly weight: 'not-ready' | 'cannot-tell' | 'note';
  /** One sentence. */
  readonly sentence: string;
  /** What to do, one sentence. */
  readonly next?: string;
  readonly ref?: Ref;
  readonly path?: string;
}

/** Sums over the span; bytes of both directions. */
export interface PlaintextSums {
  readonly requests: number;
  readonly bytes: number;
  readonly connections: number;
  /** Unix seconds, the end of the last step in which any flowed; undefined = none did. */
  readonly lastSeenSeconds: number | undefined;
}

/** `unknown` = telemetry does not name it, as with everything that has no proxy; `no-proxy` = its Pods have none; `meshed` = it has a proxy and sends plaintext all the same. */
export type CallerKind = 'unknown' | 'no-proxy' | 'meshed' | 'unjudged';

export interface PlaintextCaller extends PlaintextSums {
  /** "shop/web"; "an unknown caller". */
  readonly name: string;
  readonly kind: CallerKind;
  /** Services it called by, sorted. */
  readonly services: readonly string[];
  readonly protocols: readonly string[];
  /** Why it sends plaintext, where configuration tells. */
  readonly because: readonly Because[];
}

/** A workload port that STRICT must leave out for nothing to break. */
export interface PortException {
  readonly port: number;
  readonly why: 'probe' | 'plaintext' | 'rule';
  readonly sentence: string;
}

export interface WorkloadReadiness extends PlaintextSums {
  readonly namespace: string;
  readonly name: string;
  readonly verdict: ReadinessVerdict;
  /** STRICT already, but for the ports in `modes` that say otherwise. */
  readonly already: boolean;
  /** Effective now; undefined = no configuration is known. */
  readonly mode: ServerMtls | undefined;
  readonly dataplane: Dataplane;
  readonly callers: readonly PlaintextCaller[];
  /** The heaviest first. */
  readonly reasons: readonly Reason[];
  /** Needed for STRICT not to break what was seen. */
  readonly exceptions: readonly PortException[];
  /** Every reason that says `not-ready` is one of a port in `exceptions`. */
  readonly excepted: boolean;
  /** Ports that are something else than STRICT by a policy of their own, and stay so. */
  readonly ownPorts: readonly { readonly port: number; readonly mode: MtlsMode }[];
  /** Container ports that no Service leads to: STRICT holds there too. */
  readonly unservedPorts: readonly number[];
  readonly measured: Measured;
}

/** One step of the rollout. */
export interface RolloutStage {
  readonly title: string;
  readonly says: string;
  /** Resources to copy; undefined = nothing is to be applied in this step. */
  readonly yaml?: string;
}

export interface NamespaceReadiness extends PlaintextSums {
  readonly namespace: string;
  readonly verdict: ReadinessVerdict;
  readonly already: boolean;
  /** Of the namespace as a whole; those of its workloads stand with them. */
  readonly reasons: readonly Reason[];
  /** Those that stand in the way first. */
  readonly workloads: readonly WorkloadReadiness[];
  readonly stages: readonly RolloutStage[];
}

export interface ReadinessAnswer {
  /** Unix seconds. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly stepSeconds: number;
  /** How far back the source answered, within the span; undefined = it has nothing of Istio in it. */
  readonly keptFromSeconds: number | undefined;
  readonly verdict: ReadinessVerdict;
  /** Of the whole answer: each weighs on every namespace. */
  readonly reasons: readonly Reason[];
  /** Those that stand in the way first. */
  readonly namespaces: readonly NamespaceReadiness[];
  readonly queries: readonly AskedQuery[];
  readonly problems: readonly Problem[];
}

export function addSums(sums: readonly PlaintextSums[]): PlaintextSums {
  const total = { requests: 0, bytes: 0, connections: 0 };
  let last: number | undefined;
  for (const { requests, bytes, connections, lastSeenSeconds } of sums) {
    total.requests += requests;
    total.bytes += bytes;
    total.connections += connections;
    if (lastSeenSeconds !== undefined) last = Math.max(last ?? 0, lastSeenSeconds);
  }
  return { ...total, lastSeenSeconds: last };
}

const WEIGHT: Readonly<Record<Reason['weight'], number>> = { 'not-ready': 0, 'cannot-tell': 1, note: 2 };

export const heaviestFirst = (reasons: readonly Reason[]): readonly Reason[] =>
  reasons.toSorted((a, b) => WEIGHT[a.weight] - WEIGHT[b.weight]);

/** Plaintext weighs more than doubt: what was seen breaks whatever else is not known. */
export function verdictOf(reasons: readonly Reason[]): ReadinessVerdict {
  if (reasons.some(({ weight }) => weight === 'not-ready')) return 'not-ready';
  return reasons.some(({ weight }) => weight === 'cannot-tell') ? 'cannot-tell' : 'ready';
}
