/** Runs every kind of finding over what was evaluated. */

import { type Ref, refKey } from '../istio/ref';
import type { AuthorizationPolicy } from '../istio/resources/authorization-policy';
import { judgePolicy } from './authorization/judge-rule';
import type { Evaluator } from './evaluator';
import type { FindingContext, JudgedCall } from './findings/finding-kind';
import { FINDING_KINDS } from './findings/index';
import type { Enforcer, Finding, FindingSeverity, WorkloadKey, WorkloadPolicy } from './model';
import type { Observation } from './observation';

const RANK: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, info: 2 };

/** Worst first; within one severity those that touch more calls first, then by id. */
export function findFindings(
  evaluator: Evaluator,
  observation: Observation | undefined,
  workloads: ReadonlyMap<WorkloadKey, WorkloadPolicy>,
  calls: readonly JudgedCall[],
): readonly Finding[] {
  const context = contextOf(evaluator, observation, workloads, calls);
  return FINDING_KINDS.flatMap(({ find }) => find(context)).toSorted(
    (a, b) => RANK[a.severity] - RANK[b.severity] || b.edges.length - a.edges.length || (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
}

function contextOf(
  evaluator: Evaluator,
  observation: Observation | undefined,
  workloads: ReadonlyMap<WorkloadKey, WorkloadPolicy>,
  calls: readonly JudgedCall[],
): FindingContext {
  const { inventory, facts, mesh } = evaluator;
  const { atSeconds = 0, windowSeconds = 0 } = observation ?? {};
  const callsTo = groupCalls(calls);
  const attached = groupAttached(workloads);
  return {
    inventory,
    facts,
    routes: evaluator.routing.facts,
    rootNamespace: mesh.rootNamespace,
    observed: observation !== undefined,
    window: { fromSeconds: atSeconds - windowSeconds, toSeconds: atSeconds },
    workloads,
    calls,
    callsAbout: createCallsAbout(calls),
    callsTo: (workload) => callsTo.get(workload) ?? [],
    workloadsBehind: facts.workloadsBehind,
    attachedTo: (policy, enforcers) => attached(policy, enforcers),
    mayMatch: createMayMatch(evaluator),
    admits: (key, principal) => {
      const workload = facts.workloads.get(key);
      return workload === undefined ? undefined : evaluator.admits(workload, principal);
    },
  };
}

function groupCalls(calls: readonly JudgedCall[]): ReadonlyMap<WorkloadKey, readonly JudgedCall[]> {
  const byDestination = new Map<WorkloadKey, JudgedCall[]>();
  for (const judged of calls) {
    if (judged.destination === undefined) continue;
    const list = byDestination.get(judged.destination.key);
    if (list === undefined) byDestination.set(judged.destination.key, [judged]);
    else list.push(judged);
  }
  return byDestination;
}

/** Indexed when first asked for. */
function createCallsAbout(calls: readonly JudgedCall[]): FindingContext['callsAbout'] {
  let byRef: Map<string, JudgedCall[]> | undefined;
  const index = (): Map<string, JudgedCall[]> => {
    const made = new Map<string, JudgedCall[]>();
    for (const judged of calls) {
      const { routing, transport } = judged.policy;
      const keys = new Set(routing.rules.map(({ ref }) => refKey(ref)));
      for (const { ref } of transport.because) if (ref !== undefined) keys.add(refKey(ref));
      for (const key of keys) {
        const list = made.get(key);
        if (list === undefined) made.set(key, [judged]);
        else list.push(judged);
      }
    }
    return made;
  };
  return (resource) => {
    byRef ??= index();
    return byRef.get(refKey(resource)) ?? [];
  };
}

function groupAttached(workloads: ReadonlyMap<WorkloadKey, WorkloadPolicy>): FindingContext['attachedTo'] {
  const byPolicy = new Map<string, { readonly workload: WorkloadKey; readonly enforcer: Enforcer }[]>();
  for (const { workload, attached } of workloads.values())
    for (const { ref, enforcer, effect } of attached) {
      if (effect === 'ignored') continue;
      const list = byPolicy.get(refKey(ref));
      if (list === undefined) byPolicy.set(refKey(ref), [{ workload, enforcer }]);
      else list.push({ workload, enforcer });
    }
  return (policy: Ref, enforcers) => [
    ...new Set(
      (byPolicy.get(refKey(policy)) ?? [])
        .filter(({ enforcer }) => enforcers === undefined || enforcers.includes(enforcer))
        .map(({ workload }) => workload),
    ),
  ];
}

/** One rule alone, at each proxy of the call's way; what only a request tells is left open. */
function createMayMatch({ bindings, mesh }: Evaluator): FindingContext['mayMatch'] {
  const alone = new WeakMap<AuthorizationPolicy, AuthorizationPolicy[]>();
  const ruleAlone = (policy: AuthorizationPolicy, index: number): AuthorizationPolicy => {
    const known = alone.get(policy) ?? (policy.spec?.rules ?? []).map((rule) => ({ ...policy, spec: { ...policy.spec, rules: [rule] } }));
    alone.set(policy, known);
    return known[index] ?? policy;
  };
  return (policy, index, { call, policy: { path }, workloadPort }) =>
    path.some(({ enforcer, identitySeen }) => {
      const chain = enforcer === 'ztunnel' ? 'ztunnel' : call.protocol === 'tcp' ? 'tcp' : 'http';
      const port = enforcer === 'waypoint' || workloadPort === undefined ? {} : { port: workloadPort };
      const seen = { principal: identitySeen, sni: undefined, readsTokens: 'U' as const, ...port };
      return (
        judgePolicy(ruleAlone(policy, index), bindings.readings, { chain, seen, mesh, policyNamespace: policy.namespace }).value !== 'F'
      );
    });
}
