/** Runs every kind of finding over what was evaluated. */
import { type Ref, refKey } from '../istio/ref';
import type { AuthorizationPolicy } from '../istio/resources/authorization-policy';
import { listIn } from '../lib/list-in';
import { onceEach } from '../lib/once-each';
import { findAnalyzerMessages } from './analyzers/as-findings';
import { judgePolicy } from './authorization/judge-rule';
import type { Evaluator } from './evaluator';
import { distinctReasons, type FindingContext, type JudgedCall } from './findings/finding-kind';
import { FINDING_KINDS } from './findings/index';
import type { CallPolicy, Enforcer, Finding, FindingSeverity, WorkloadKey, WorkloadPolicy } from './model';
import type { Observation } from './observation';

const RANK: Readonly<Record<FindingSeverity, number>> = { error: 0, warning: 1, info: 2 };

/** What a kind said of one subject, and what it was made of. */
interface Kept {
  readonly inputs: readonly unknown[];
  readonly findings: readonly Finding[];
}

type KeptBySubject = Pick<WeakMap<object, Kept>, 'get' | 'set'>;

/** Answers of one evaluation for the next: by kind and subject, and by call. */
export interface FindingMemory {
  readonly kept: Map<string, KeptBySubject>;
  readonly ofCalls: WeakMap<JudgedCall, readonly Finding[]>;
  readonly refsOf: (policy: CallPolicy) => readonly string[];
  readonly window: FindingContext['window'];
}

/** Answers are taken from this memory, and none of what is found goes into it. */
export function besideMemory(memory: FindingMemory): FindingMemory {
  const kept = [...memory.kept].map(([code, known]): [string, KeptBySubject] => {
    const own = new WeakMap<object, Kept>();
    return [code, { get: (subject) => own.get(subject) ?? known.get(subject), set: (subject, found) => own.set(subject, found) }];
  });
  return { ...memory, kept: new Map(kept) };
}

export interface FoundFindings {
  readonly findings: readonly Finding[];
  readonly memory: FindingMemory;
}

/** What the evaluation before leaves, and an object for each workload that is another one when the workload was evaluated again. */
interface Remembered {
  readonly before?: FindingMemory | undefined;
  readonly tokens?: ReadonlyMap<WorkloadKey, object>;
}

/** Worst first; within one severity those that touch more calls first, then by id. */
export function findFindings(
  evaluator: Evaluator,
  observation: Observation | undefined,
  workloads: ReadonlyMap<WorkloadKey, WorkloadPolicy>,
  calls: readonly JudgedCall[],
  { before, tokens = new Map() }: Remembered = {},
): FoundFindings {
  const span = windowOf(observation);
  const isSameWindow = before?.window.fromSeconds === span.fromSeconds && before.window.toSeconds === span.toSeconds;
  const memory: FindingMemory = {
    kept: before?.kept ?? new Map(),
    ofCalls: before !== undefined && isSameWindow ? before.ofCalls : new WeakMap(),
    refsOf: before?.refsOf ?? onceEach(refsOfCall),
    window: span,
  };
  const context = contextOf(evaluator, { observed: observation !== undefined, window: span, workloads, calls, memory, tokens });
  const found = mergeSame([...FINDING_KINDS.flatMap(({ find }) => find?.(context) ?? []), ...findingsOfCalls(calls, context, memory)]);
  const analyzed = findAnalyzerMessages(context, evaluator.mesh, found);
  return { findings: [...found, ...analyzed].toSorted(compareFindings), memory };
}

/** What two reports of one call say of the same pair (an HTTP call, and its connections as ztunnel counts them) is one finding. */
function mergeSame(findings: readonly Finding[]): readonly Finding[] {
  const byId = new Map<string, Finding>();
  for (const each of findings) {
    const known = byId.get(each.id);
    byId.set(each.id, known === undefined ? each : joined(known, each));
  }
  return [...byId.values()];
}

function joined(a: Finding, b: Finding): Finding {
  const worse = RANK[a.severity] <= RANK[b.severity] ? a : b;
  return {
    ...worse,
    evidence: distinctReasons([...a.evidence, ...b.evidence]),
    workloads: [...new Set([...a.workloads, ...b.workloads])],
    edges: [...new Set([...a.edges, ...b.edges])],
    commands: [...new Set([...a.commands, ...b.commands])],
  };
}

function compareFindings(a: Finding, b: Finding): number {
  return RANK[a.severity] - RANK[b.severity] || b.edges.length - a.edges.length || (a.id < b.id ? -1 : Number(a.id > b.id));
}

function windowOf(observation: Observation | undefined): FindingContext['window'] {
  const { atSeconds = 0, windowSeconds = 0 } = observation ?? {};
  return { fromSeconds: atSeconds - windowSeconds, toSeconds: atSeconds };
}

function findingsOfCalls(calls: readonly JudgedCall[], context: FindingContext, { ofCalls }: FindingMemory): readonly Finding[] {
  return calls.flatMap((judged) => {
    const known = ofCalls.get(judged);
    if (known !== undefined) return known;
    const found = FINDING_KINDS.flatMap(({ ofCall }) => ofCall?.(judged, context) ?? []);
    ofCalls.set(judged, found);
    return found;
  });
}

function createKeep({ kept }: FindingMemory): FindingContext['keep'] {
  return (code, subject, inputs, compute) => {
    const ofKind: KeptBySubject = kept.get(code) ?? new WeakMap<object, Kept>();
    kept.set(code, ofKind);
    const known = ofKind.get(subject);
    if (known !== undefined && known.inputs.length === inputs.length && known.inputs.every((each, index) => each === inputs[index]))
      return known.findings;
    const findings = compute();
    ofKind.set(subject, { inputs, findings });
    return findings;
  };
}

interface Evaluated extends Pick<FindingContext, 'observed' | 'window' | 'workloads' | 'calls'> {
  readonly memory: FindingMemory;
  readonly tokens: ReadonlyMap<WorkloadKey, object>;
}

function contextOf(evaluator: Evaluator, { memory, tokens, ...evaluated }: Evaluated): FindingContext {
  const { workloads, calls } = evaluated;
  const { inventory, facts, mesh } = evaluator;
  const callsTo = groupCalls(calls);
  return {
    inventory,
    facts,
    routes: evaluator.routing.facts,
    rootNamespace: mesh.rootNamespace,
    ...evaluated,
    keep: createKeep(memory),
    tokenOf: (workload) => tokens.get(workload),
    callsAbout: createCallsAbout(calls, memory),
    callsTo: (workload) => callsTo.get(workload) ?? [],
    workloadsBehind: facts.workloadsBehind,
    attachedTo: groupAttached(workloads),
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
    listIn(byDestination, judged.destination.key).push(judged);
  }
  return byDestination;
}

/** Resources that route a call or decide its transport. */
function refsOfCall({ routing, transport }: CallPolicy): readonly string[] {
  const keys = new Set(routing.rules.map(({ ref }) => refKey(ref)));
  for (const { ref } of transport.because) if (ref !== undefined) keys.add(refKey(ref));
  return [...keys];
}

/** Indexed when first asked for. */
function createCallsAbout(calls: readonly JudgedCall[], { refsOf }: FindingMemory): FindingContext['callsAbout'] {
  let byRef: Map<string, JudgedCall[]> | undefined;
  const index = (): Map<string, JudgedCall[]> => {
    const made = new Map<string, JudgedCall[]>();
    for (const judged of calls) {
      for (const key of refsOf(judged.policy)) {
        listIn(made, key).push(judged);
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
      listIn(byPolicy, refKey(ref)).push({ workload, enforcer });
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
export function createMayMatch({ bindings, mesh }: Evaluator): FindingContext['mayMatch'] {
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
