/** History, checks and configuration → whether each namespace may become STRICT. Pure. */
import { compareText } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import { workloadKey } from '../../policy/keys';
import type { Diagnosed } from '../../telemetry/doctor/diagnose';
import {
  addSums,
  heaviestFirst,
  type NamespaceReadiness,
  type ReadinessAnswer,
  type ReadinessVerdict,
  type Reason,
  verdictOf,
  type WorkloadReadiness,
} from './answer';
import { assessWorkload, type WorkloadPast } from './assess-workload';
import { sumsText } from './figures';
import type { History, HistoryRow } from './history';
import { type Knowledge, knowledgeOf, type ReadinessEvidence } from './knowledge';
import { rolloutOf } from './rollout';
import { wholeReasons } from './whole-reasons';

export interface AssessedFrom {
  readonly history: History;
  /** Results of the telemetry doctor at the end of the span. */
  readonly checks: readonly Diagnosed[];
  /** undefined = no configuration is known. */
  readonly evidence: ReadinessEvidence | undefined;
  /** Empty = every namespace that has a workload. */
  readonly namespaces: readonly string[];
}

const RANK: Readonly<Record<ReadinessVerdict, number>> = { 'not-ready': 0, 'cannot-tell': 1, ready: 2 };

/** The same inputs give the same answer, whatever the order of rows and resources. */
export function assess({ history, checks, evidence, namespaces: wanted }: AssessedFrom): ReadinessAnswer {
  const knowledge = evidence === undefined ? undefined : knowledgeOf(evidence);
  const whole = wholeReasons(history, checks, knowledge);
  const pasts = pastsOf(history, knowledge, wanted);
  const names = wanted.length > 0 ? [...new Set(wanted)] : [...pasts.keys()];
  const unplaced = history.rows.filter(
    ({ destination, service }) => destination.namespace === undefined && service.namespace === undefined,
  );
  const namespaces = names
    .map((namespace) => ofNamespace(namespace, pasts.get(namespace) ?? [], { history, knowledge, whole, unplaced }))
    .sort((a, b) => RANK[a.verdict] - RANK[b.verdict] || compareText(a.namespace, b.namespace));
  const { fromSeconds, toSeconds, stepSeconds, keptFromSeconds, queries, problems } = history;
  return {
    fromSeconds,
    toSeconds,
    stepSeconds,
    keptFromSeconds,
    verdict: wholeVerdict(namespaces, whole),
    reasons: heaviestFirst([...whole, ...unplacedReasons(unplaced)]),
    namespaces,
    queries,
    problems,
  };
}

function wholeVerdict(namespaces: readonly NamespaceReadiness[], whole: readonly Reason[]): ReadinessVerdict {
  if (namespaces.length === 0) return 'cannot-tell';
  const worst = [verdictOf(whole), ...namespaces.map(({ verdict }) => verdict)].sort((a, b) => RANK[a] - RANK[b])[0];
  return namespaces.every(({ already }) => already) ? 'ready' : (worst ?? 'cannot-tell');
}

/** Workloads by namespace: those that configuration knows, and those that were measured or called. */
function pastsOf(
  history: History,
  knowledge: Knowledge | undefined,
  wanted: readonly string[],
): ReadonlyMap<string, readonly WorkloadPast[]> {
  const rows = new Map<string, HistoryRow[]>();
  const found = new Map<string, { readonly namespace: string; readonly name: string }>();
  const add = (namespace: string, name: string) => found.set(workloadKey(namespace, name), { namespace, name });
  for (const { namespace, name, instances } of knowledge?.facts.workloads.values() ?? []) if (instances.length > 0) add(namespace, name);
  for (const { namespace, workload } of history.measured.values()) add(namespace, workload);
  for (const row of history.rows) {
    const { namespace, workload } = row.destination;
    if (namespace === undefined || workload === undefined) continue;
    add(namespace, workload);
    listIn(rows, workloadKey(namespace, workload)).push(row);
  }
  const byNamespace = new Map<string, WorkloadPast[]>();
  for (const [key, { namespace, name }] of found) {
    if (wanted.length > 0 && !wanted.includes(namespace)) continue;
    const measured = history.measured.get(key) ?? { server: 0, callersAlone: 0, own: 0 };
    listIn(byNamespace, namespace).push({ namespace, name, rows: rows.get(key) ?? [], measured });
  }
  return byNamespace;
}

interface Surroundings {
  readonly history: History;
  readonly knowledge: Knowledge | undefined;
  readonly whole: readonly Reason[];
  readonly unplaced: readonly HistoryRow[];
}

function ofNamespace(namespace: string, pasts: readonly WorkloadPast[], around: Surroundings): NamespaceReadiness {
  const { history, knowledge, whole, unplaced } = around;
  const assessed = pasts.map((past) => assessWorkload(past, history, knowledge));
  const already =
    assessed.length > 0 && assessed.every((each) => each.already || isUntouched(each)) && assessed.some((each) => each.already);
  const own = heaviestFirst([
    ...workloadsReasons(assessed),
    ...rootReasons(namespace, knowledge),
    ...halfPlaced(namespace, history),
    ...unplacedReasons(unplaced),
  ]);
  const doubted = [...own, ...whole].some(({ weight }) => weight === 'cannot-tell');
  const workloads = assessed
    .map((each) => (doubted ? inDoubt(each) : each))
    .sort((a, b) => RANK[a.verdict] - RANK[b.verdict] || compareText(a.name, b.name));
  const verdict = already ? 'ready' : verdictOf([...own, ...whole, ...workloads.flatMap(({ reasons }) => reasons)]);
  const { fromSeconds, toSeconds } = history;
  return {
    namespace,
    verdict,
    already,
    ...addSums(workloads),
    reasons: own,
    workloads,
    stages: rolloutOf({ namespace, verdict, already, doubted, workloads, fromSeconds, toSeconds }, knowledge),
  };
}

/** What hides plaintext of the namespace hides that of each of its workloads: nothing seen is no reason to call one ready. */
function inDoubt(each: WorkloadReadiness): WorkloadReadiness {
  if (each.verdict !== 'ready' || each.already || isUntouched(each)) return each;
  const reason: Reason = {
    code: 'part-not-seen',
    weight: 'cannot-tell',
    sentence: 'Nothing of it speaks against STRICT, but not everything could be seen: what is missing stands above.',
  };
  return { ...each, verdict: 'cannot-tell', reasons: heaviestFirst([reason, ...each.reasons]) };
}

const isUntouched = ({ dataplane }: WorkloadReadiness): boolean => dataplane === 'gateway' || dataplane === 'waypoint';

function workloadsReasons(workloads: readonly WorkloadReadiness[]): readonly Reason[] {
  if (workloads.length > 0) return [];
  return [
    {
      code: 'no-workloads',
      weight: 'cannot-tell',
      sentence: 'No workload of this namespace is known, neither by configuration nor by telemetry.',
      next: 'Look whether the name is right.',
    },
  ];
}

function rootReasons(namespace: string, knowledge: Knowledge | undefined): readonly Reason[] {
  if (namespace !== knowledge?.rootNamespace) return [];
  const sentence = 'It is the root namespace: a PeerAuthentication without selector here is that of the whole mesh, and comes last.';
  return [{ code: 'root-namespace', weight: 'note', sentence }];
}

/** Rows that name the namespace of a service, and no workload. */
function halfPlaced(namespace: string, { rows }: History): readonly Reason[] {
  const half = rows.filter(
    ({ destination, service }) =>
      (destination.namespace ?? service.namespace) === namespace &&
      (destination.namespace === undefined || destination.workload === undefined),
  );
  return half.length === 0 ? [] : [unplacedReason('rows-half-placed', half, 'name no workload of this namespace')];
}

function unplacedReasons(rows: readonly HistoryRow[]): readonly Reason[] {
  return rows.length === 0 ? [] : [unplacedReason('rows-unplaced', rows, 'name no namespace they went to: they may be of any')];
}

function unplacedReason(code: string, rows: readonly HistoryRow[], says: string): Reason {
  return {
    code,
    weight: 'cannot-tell',
    sentence: `Rows that were not mutual TLS (${sumsText(addSums(rows))}) ${says}.`,
    next: 'Look for a Telemetry resource or relabelling that drops destination_workload or its namespace.',
  };
}
