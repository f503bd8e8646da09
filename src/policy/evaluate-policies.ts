/** Resources and observed traffic → what governs every workload and every call, and what is wrong with it. */
import type { Inventory } from '../istio/inventory';
import { meshConfigOf } from '../istio/mesh-config';
import { share, shareById } from '../lib/share';
import { type ChangeScope, changeScope, type Dependencies, isReached } from './change-scope';
import { considered } from './considered';
import { dependenciesOfCall, dependenciesOfWorkload } from './dependencies';
import { createEvaluator, type Evaluator } from './evaluator';
import { createFacts, type Facts } from './facts/create-facts';
import type { WorkloadFacts } from './facts/workload-facts';
import { besideMemory, createMayMatch, type FindingMemory, findFindings } from './find-findings';
import type { FindingContext, JudgedCall } from './findings/finding-kind';
import { inventoryChange } from './inventory-change';
import type { CallKey, CallPolicy, Finding, WorkloadKey, WorkloadPolicy } from './model';
import type { Observation, ObservedCall } from './observation';
import type { CallQuestion, ResolvedCall } from './resolve-call';
import { type Settles, saysMtls } from './transport-of-call';

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
  /** A call that somebody imagines, against what was evaluated last; undefined before that. */
  readonly ask: (question: CallQuestion) => CallPolicy | undefined;
  /** What would be said of other resources: as quick as a change, and what was evaluated last stays as it is. */
  readonly imagine: (inventory: Inventory, observation?: Observation) => ImaginedPolicies;
}

/** Policies of resources that nobody runs. What was measured under others settles nothing that these change (`settledUnder`). */
export interface ImaginedPolicies {
  readonly result: PolicyResult;
  readonly judged: readonly JudgedCall[];
  readonly mayMatch: FindingContext['mayMatch'];
  readonly facts: Facts;
}

interface KnownWorkload {
  readonly facts: WorkloadFacts;
  readonly policy: WorkloadPolicy;
  readonly dependencies: Dependencies;
}

interface KnownCall {
  readonly resolved: ResolvedCall;
  /** Keeps its identity as long as nothing of it changes. */
  readonly judged: JudgedCall;
  readonly dependencies: Dependencies;
}

interface State {
  /** As it was handed in; the evaluator's leaves out what istiod does not look at. */
  readonly given: Inventory;
  readonly observation: Observation | undefined;
  readonly evaluator: Evaluator;
  readonly workloads: ReadonlyMap<WorkloadKey, KnownWorkload>;
  readonly calls: ReadonlyMap<CallKey, KnownCall>;
  readonly result: PolicyResult;
  readonly memory: FindingMemory;
}

export function createPolicyEngine(): PolicyEngine {
  let state: State | undefined;
  return {
    evaluate: (inventory, observation) => {
      if (state === undefined || state.given !== inventory || state.observation !== observation)
        state = nextState(state, inventory, observation);
      return state.result;
    },
    ask: (question) => {
      if (state === undefined) return undefined;
      return state.evaluator.call(state.evaluator.resolve(question));
    },
    imagine: (inventory, observation) => {
      const before = state && { ...state, memory: besideMemory(state.memory) };
      const { result, calls, evaluator } = nextState(before, inventory, observation, before);
      return {
        result,
        judged: Array.from(calls.values(), ({ judged }) => judged),
        mayMatch: createMayMatch(evaluator),
        facts: evaluator.facts,
      };
    },
  };
}

const EVERYTHING: ChangeScope = {
  everything: true,
  servers: new Set(),
  clients: new Set(),
  workloads: new Set(),
  unknownWorkloads: true,
  hosts: [],
  gateways: true,
  facts: true,
};

/** `real`: what the traffic was measured under, where the resources are imagined. */
function nextState(before: State | undefined, given: Inventory, observation: Observation | undefined, real?: State): State {
  const mesh = share(before?.evaluator.mesh, meshConfigOf(given));
  const inventory = considered(given, mesh);
  const comparable = before !== undefined && before.evaluator.mesh === mesh;
  const change = comparable ? inventoryChange(before.evaluator.inventory, inventory) : undefined;
  const scope =
    comparable && change !== undefined
      ? changeScope(change, {
          inventory,
          rootNamespace: mesh.rootNamespace,
          facts: before.evaluator.facts,
        })
      : EVERYTHING;
  const facts =
    before !== undefined && !scope.facts && before.observation === observation
      ? before.evaluator.facts
      : createFacts(inventory, mesh, observation, before?.evaluator.facts);
  const earlier =
    before === undefined || change === undefined || change.coverage ? undefined : { evaluator: before.evaluator, changed: change.kinds };
  const evaluator = createEvaluator(inventory, mesh, facts, { earlier, settles: real && settledUnder(real) });
  const standing = standingSince(evaluator, before);
  const workloads = new Map(
    [...facts.workloads.values()].map((each) => [each.key, workloadNow(each, evaluator, { scope, standing }, before)]),
  );
  const serverOf = (facts: WorkloadFacts | undefined) => (facts === undefined ? undefined : workloads.get(facts.key)?.policy);
  const calls = new Map(
    (observation?.calls ?? []).map((call) => [call.key, withServer(callNow(call, evaluator, { scope, standing }, before), serverOf)]),
  );
  return { given, observation, evaluator, workloads, calls, ...resultOf({ observation, evaluator, workloads, calls }, before) };
}

/** What of the answers before cannot have changed: nothing where the facts are others. */
interface Standing {
  readonly facts: boolean;
  readonly routes: boolean;
  readonly transports: boolean;
  readonly bindings: boolean;
  readonly attached: boolean;
}

/** Indexes keep their identity exactly as long as their kinds do (`createEvaluator`). */
function standingSince({ facts, mesh, routing, bindings, indexes }: Evaluator, before: State | undefined): Standing {
  const old = before?.evaluator;
  const sameFacts = old?.facts === facts && old.mesh === mesh;
  const routes = sameFacts && old.routing === routing;
  return {
    facts: sameFacts,
    routes,
    transports: routes && old.indexes.rules === indexes.rules && old.indexes.modes === indexes.modes,
    bindings: sameFacts && old.bindings === bindings,
    attached: sameFacts && old.bindings === bindings && old.indexes.others === indexes.others,
  };
}

interface Changed {
  readonly scope: ChangeScope;
  readonly standing: Standing;
}

function workloadNow(facts: WorkloadFacts, evaluator: Evaluator, { scope, standing }: Changed, before: State | undefined): KnownWorkload {
  const known = before?.workloads.get(facts.key);
  const isSame = known !== undefined && known.facts === facts;
  if (isSame && !isReached(known.dependencies, scope)) return known;
  const policy = share(known?.policy, evaluator.workload(facts, isSame && standing.attached ? known.policy : undefined));
  const dependencies = isSame && standing.facts ? known.dependencies : dependenciesOfWorkload(facts, evaluator);
  return { facts, policy, dependencies };
}

function callNow(call: ObservedCall, evaluator: Evaluator, { scope, standing }: Changed, before: State | undefined): KnownCall {
  const known = before?.calls.get(call.key);
  if (known !== undefined && isSameQuestion(known, call, evaluator.facts) && !isReached(known.dependencies, scope))
    return known.judged.call === call ? known : { ...known, judged: { ...known.judged, call } };
  if (known !== undefined && known.judged.call === call && standing.facts) return askedAgain(known, evaluator, standing);
  const resolved = evaluator.resolve(call);
  const policy = share(known?.judged.policy, evaluator.call(resolved));
  const { source, destination, service, workloadPort } = resolved;
  const judged = { call, policy, source, destination, server: undefined, service, workloadPort };
  return { resolved, judged, dependencies: dependenciesOfCall(resolved, policy, evaluator) };
}

/** The same call under the same facts: only what other resources may say otherwise is asked. */
function askedAgain(known: KnownCall, evaluator: Evaluator, standing: Standing): KnownCall {
  const { resolved, judged } = known;
  const policy = share(judged.policy, evaluator.call(resolved, { policy: judged.policy, ...standing }));
  const dependencies =
    standing.routes && policy.routing === judged.policy.routing ? known.dependencies : dependenciesOfCall(resolved, policy, evaluator);
  return { resolved, judged: { ...judged, policy, server: undefined }, dependencies };
}

/**
 * Telemetry that says "all of it was mutual TLS" settles what resources leave open (`transport-of-call.ts`), but it was measured under those
 * that are in force. Where the imagined ones say something else of the transport, they stand.
 */
function settledUnder({ evaluator, calls }: State): Settles {
  return ({ question }, imagined) => {
    const known = calls.get(question.key);
    if (known === undefined) return true;
    const { value, works } = evaluator.configuredTransport(known.resolved, known.judged.policy.routing);
    return value === imagined.value && works === imagined.works;
  };
}

function withServer(known: KnownCall, serverOf: (facts: WorkloadFacts | undefined) => WorkloadPolicy | undefined): KnownCall {
  const server = serverOf(known.judged.destination);
  return known.judged.server === server ? known : { ...known, judged: { ...known.judged, server } };
}

/** Figures do not matter to what configuration says; who takes part, who reports, and whether all of it was mTLS does. */
function isSameQuestion({ judged: { call }, resolved }: KnownCall, now: ObservedCall, { workloads }: Facts): boolean {
  const sameEnds = [resolved.source, resolved.destination].every((end) => end === undefined || workloads.get(end.key) === end);
  if (!sameEnds) return false;
  if (call === now) return true;
  return (
    call.protocol === now.protocol &&
    share(call.source, now.source) === call.source &&
    share(call.destination, now.destination) === call.destination &&
    share(call.service, now.service) === call.service &&
    share(call.reporters, now.reporters) === call.reporters &&
    saysMtls(call) === saysMtls(now)
  );
}

function resultOf(
  { evaluator, observation, workloads, calls }: Omit<State, 'result' | 'memory' | 'given'>,
  before: State | undefined,
): Pick<State, 'result' | 'memory'> {
  const policies = new Map([...workloads].map(([key, { policy }]) => [key, policy]));
  const judged = [...calls.values()].map((known) => known.judged);
  const { findings, memory } = findFindings(evaluator, observation, policies, judged, { before: before?.memory, tokens: workloads });
  const result = {
    workloads: policies,
    calls: new Map([...calls].map(([key, known]) => [key, known.judged.policy])),
    findings: shareById(before?.result.findings ?? [], findings),
  };
  return { result, memory };
}
