/** Two evaluations of the same traffic → what differs, as the answer tells it. */
import type { EdgeId } from '../../mesh/model';
import type { ImaginedPolicies, PolicyResult } from '../../policy/evaluate-policies';
import { hasTraffic } from '../../policy/findings/evidence';
import { FINDING_KINDS } from '../../policy/findings/index';
import type { CallKey, Finding } from '../../policy/model';
import type { Observation } from '../../policy/observation';
import { amountOf, NO_AMOUNT, sumOf } from './amounts';
import { byWorst, type ComparedCall, callChange, comparedCalls } from './compare-calls';
import { type Amount, CONSEQUENCES, type Consequence, MOST_CALLS, type TouchedEdge, type VerdictDiff, type WorkloadChange } from './model';
import type { PlacesOfResources } from './places';
import { shareMoves } from './share-moves';
import { workloadChanges } from './workload-changes';

export interface Sides {
  readonly before: PolicyResult;
  readonly after: ImaginedPolicies;
  readonly observation: Observation;
  readonly places: PlacesOfResources;
  /** The lines a call is drawn on. */
  readonly drawnEdgesOf: (call: CallKey) => readonly EdgeId[];
}

export function diffVerdicts({ before, after, observation, places, drawnEdgesOf }: Sides): VerdictDiff {
  const findings = { appear: beyond(after.result, before), go: beyond(before, after.result) };
  const compared = brokenByRoute(comparedCalls(before, after.judged), findings.appear);
  const calls = compared.slice(0, MOST_CALLS);
  return {
    atSeconds: observation.atSeconds,
    windowSeconds: observation.windowSeconds,
    observedCalls: observation.calls.length,
    calls: calls.map((each) => callChange(each, places)),
    moreCalls: compared.length - calls.length,
    moves: shareMoves(compared),
    workloads: workloadChanges(before, after.result),
    findings,
    edges: touchedEdges(compared, drawnEdgesOf),
    totals: totalsOf(compared),
    cuts: compared.some(({ consequence, judged }) => CUTS.has(consequence) && hasTraffic(judged.call)),
  };
}

const CUTS: ReadonlySet<Consequence> = new Set(['denied', 'breaks']);

/** Whether traffic or what governs a workload comes out differently; a policy more that decides nothing, or a finding, is no other outcome. */
export function isSameOutcome({ calls, workloads }: VerdictDiff): boolean {
  return calls.length === 0 && !workloads.some(isGovernedOtherwise);
}

export function isGovernedOtherwise({ posture, serverMtls, dataplane }: WorkloadChange): boolean {
  return [posture, serverMtls, dataplane].some((part) => part !== undefined);
}

const HELD_AGAINST_TRAFFIC: ReadonlySet<string> = new Set(FINDING_KINDS.flatMap(({ code, holdsTraffic }) => (holdsTraffic ? [code] : [])));

function beyond(one: PolicyResult, other: PolicyResult): readonly Finding[] {
  const known = new Set(other.findings.map(({ id }) => id));
  return one.findings.filter(({ id, code }) => !known.has(id) && !HELD_AGAINST_TRAFFIC.has(code));
}

/** A route that would lead to what cannot take it is no other split: an error that touches its calls says so. */
function brokenByRoute(compared: readonly ComparedCall[], appearing: readonly Finding[]): readonly ComparedCall[] {
  const broken = new Set(appearing.filter(({ severity }) => severity === 'error').flatMap(({ edges }) => edges));
  if (broken.size === 0) return compared;
  return compared
    .map((each) => (each.consequence === 'moves' && broken.has(each.judged.call.edge) ? { ...each, consequence: 'breaks' as const } : each))
    .sort(byWorst);
}

/** In the order of the calls, so that the worst of an edge comes first. */
function touchedEdges(compared: readonly ComparedCall[], drawnEdgesOf: Sides['drawnEdgesOf']): readonly TouchedEdge[] {
  const byEdge = new Map<EdgeId, { readonly consequence: Consequence; readonly drawn: Set<EdgeId> }>();
  for (const { judged, consequence } of compared) {
    const { edge, key } = judged.call;
    const touched = byEdge.get(edge) ?? { consequence, drawn: new Set<EdgeId>() };
    byEdge.set(edge, touched);
    for (const line of drawnEdgesOf(key)) touched.drawn.add(line);
  }
  return [...byEdge].map(([edge, { consequence, drawn }]) => ({ edge, drawn: [...drawn], consequence }));
}

function totalsOf(compared: readonly ComparedCall[]): VerdictDiff['totals'] {
  const amounts = CONSEQUENCES.map((consequence): [Consequence, Amount] => {
    const of = compared.filter((each) => each.consequence === consequence);
    return [consequence, of.length === 0 ? NO_AMOUNT : sumOf(of.map(({ judged }) => amountOf(judged.call)))];
  });
  return Object.fromEntries(amounts) as Record<Consequence, Amount>;
}
