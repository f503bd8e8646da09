/** The slow obvious version: every answer from scratch, nothing kept from one to the next. What the engine says must be the same. */
import type { Inventory } from '../istio/inventory';
import type { PolicyResult } from './evaluate-policies';
import { evaluatorOf } from './evaluator';
import { findFindings } from './find-findings';
import type { JudgedCall } from './findings/finding-kind';
import type { CallKey, CallPolicy, WorkloadKey, WorkloadPolicy } from './model';
import type { Observation } from './observation';

/** `atMost` bounds the workloads that are evaluated, to measure a part of the work. */
export function evaluateNaive(inventory: Inventory, observation?: Observation, atMost = Number.POSITIVE_INFINITY): PolicyResult {
  const workloads = new Map<WorkloadKey, WorkloadPolicy>();
  for (const key of evaluatorOf(inventory, observation).facts.workloads.keys()) {
    if (workloads.size >= atMost) break;
    const evaluator = evaluatorOf(inventory, observation);
    const facts = evaluator.facts.workloads.get(key);
    if (facts !== undefined) workloads.set(key, evaluator.workload(facts));
  }
  const calls = new Map<CallKey, CallPolicy>();
  const judged: JudgedCall[] = [];
  for (const call of observation?.calls ?? []) {
    const evaluator = evaluatorOf(inventory, observation);
    const resolved = evaluator.resolve(call);
    const policy = evaluator.call(resolved);
    const { source, destination, service, workloadPort } = resolved;
    const server = destination === undefined ? undefined : evaluator.workload(destination);
    calls.set(call.key, policy);
    judged.push({ call, policy, source, destination, server, service, workloadPort });
  }
  return { workloads, calls, findings: findFindings(evaluatorOf(inventory, observation), observation, workloads, judged).findings };
}
