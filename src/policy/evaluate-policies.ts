/** Resources and observed traffic → what governs every workload and every call, and what is wrong with it. */
import type { Inventory } from '../istio/inventory';
import type { CallKey, CallPolicy, Finding, WorkloadKey, WorkloadPolicy } from './model';
import type { Observation } from './observation';

/** Immutable; a workload or call that is as it was keeps its identity from the evaluation before. */
export interface PolicyResult {
  /** Workloads of the resources and those only telemetry knows. */
  readonly workloads: ReadonlyMap<WorkloadKey, WorkloadPolicy>;
  /** One for every observed call. */
  readonly calls: ReadonlyMap<CallKey, CallPolicy>;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/** Keeps what it found out, so that after a small change only what depends on it is evaluated again. */
export interface PolicyEngine {
  readonly evaluate: (inventory: Inventory, observation?: Observation) => PolicyResult;
}

export function createPolicyEngine(): PolicyEngine {
  return { evaluate: () => ({ workloads: new Map(), calls: new Map(), findings: [] }) };
}
