/** Traffic + resources → what configuration says of the picture. Evaluates once per pair of them, whatever is drawn. */
import type { Inventory } from '../istio/inventory';
import { listIn } from '../lib/list-in';
import { onceEach } from '../lib/once-each';
import { type CallPlace, createCallPlacer, type DrawnForm, type MeshCall, meshCalls } from '../mesh/calls';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { EdgeId } from '../mesh/model';
import { type DrawnCall, drawPolicies } from '../policy/draw-policies';
import type { DrawnPolicies, PolicyDetails } from '../policy/drawn';
import { createPolicyEngine } from '../policy/evaluate-policies';
import { endKey } from '../policy/keys';
import type { CallKey, WorkloadKey } from '../policy/model';
import type { ObservedCall } from '../policy/observation';
import { observedCall } from '../policy/observe';
import type { Telemetry } from '../telemetry/rows';
import type { Evidence } from './inquiries/inquiry';

export interface PolicyMaker {
  /** What the resources say of the traffic, whatever is drawn of it. */
  evidence(telemetry: Telemetry, inventory: Inventory): Evidence;
  draw(telemetry: Telemetry, inventory: Inventory, as: DrawnForm): DrawnPolicies;
  /** The same for what is listed beside the picture. */
  beside(telemetry: Telemetry, inventory: Inventory, as: DrawnForm): DrawnPolicies;
  /** Of the picture drawn last, or of what was last listed beside it; empty lists for what neither shows. */
  details(id: string): PolicyDetails;
}

/** Policies never depend on what counts as ill. */
const THRESHOLDS = DEFAULT_THRESHOLDS;

interface Evaluated extends Evidence {
  readonly calls: readonly (readonly [MeshCall, ObservedCall])[];
}

interface Drawn {
  readonly evaluated: Evaluated;
  readonly places: readonly (readonly [ObservedCall, DrawnCall])[];
}

const edgesByCall = onceEach(({ places }: Drawn): ReadonlyMap<CallKey, readonly EdgeId[]> => {
  const byCall = new Map<CallKey, EdgeId[]>();
  for (const [, { call, edge }] of places) listIn(byCall, call).push(edge);
  return byCall;
});

export function createPolicyMaker(): PolicyMaker {
  const engine = createPolicyEngine();
  let last: Evaluated | undefined;
  let drawn: Drawn | undefined;
  let listed: Drawn | undefined;

  const drawnEdgesOf: Evidence['drawnEdgesOf'] = (call) => (drawn === undefined ? [] : (edgesByCall(drawn).get(call) ?? []));

  const evaluate = (telemetry: Telemetry, inventory: Inventory): Evaluated => {
    if (last?.telemetry === telemetry && last.inventory === inventory) return last;
    const calls =
      last?.telemetry === telemetry
        ? last.calls
        : meshCalls(telemetry, THRESHOLDS).map((call): readonly [MeshCall, ObservedCall] => [call, observedCall(call)]);
    const { atSeconds, windowSeconds } = telemetry;
    const observation = { atSeconds, windowSeconds, calls: calls.map(([, observed]) => observed) };
    const policies = engine.evaluate(inventory, observation);
    last = { telemetry, inventory, calls, observation, policies, imagine: engine.imagine, drawnEdgesOf };
    return last;
  };

  const place = (telemetry: Telemetry, inventory: Inventory, as: DrawnForm): Drawn => {
    const evaluated = evaluate(telemetry, inventory);
    const placesOf = createCallPlacer(telemetry, as);
    const places = evaluated.calls.flatMap(([call, observed]) =>
      placesOf(call).map((at): Drawn['places'][number] => [observed, drawnCall(observed, at)]),
    );
    return { evaluated, places };
  };
  const summaries = ({ evaluated, places }: Drawn): DrawnPolicies =>
    drawPolicies(
      evaluated.policies,
      places.map(([, drawnAs]) => drawnAs),
    );

  return {
    evidence: evaluate,
    draw(telemetry, inventory, as) {
      drawn = place(telemetry, inventory, as);
      return summaries(drawn);
    },
    beside(telemetry, inventory, as) {
      listed = place(telemetry, inventory, as);
      return summaries(listed);
    },
    details(id) {
      const details = [drawn, listed].flatMap((one) => (one === undefined ? [] : [detailsOf(one, id)]));
      return details.find(({ workloads, calls }) => workloads.length + calls.length > 0) ?? { workloads: [], calls: [] };
    },
  };
}

function drawnCall(observed: ObservedCall, { edge, source, target }: CallPlace): DrawnCall {
  return {
    call: observed.key,
    edge,
    source,
    target,
    sourceWorkload: endKey(observed.source),
    targetWorkload: endKey(observed.destination),
    finest: observed.edge,
  };
}

/** For an edge its calls and the workloads they end at; for a node its workloads. */
function detailsOf({ evaluated, places }: Drawn, id: string): PolicyDetails {
  const { policies } = evaluated;
  const onEdge = places.filter(([, { edge }]) => edge === id);
  const keys = new Set<WorkloadKey>();
  const add = (key: WorkloadKey | undefined) => key !== undefined && keys.add(key);
  for (const [, place] of onEdge) add(place.targetWorkload);
  if (onEdge.length === 0) {
    for (const [, place] of places) {
      if (place.source === id) add(place.sourceWorkload);
      if (place.target === id) add(place.targetWorkload);
    }
  }
  return {
    workloads: Array.from(keys, (key) => policies.workloads.get(key) ?? []).flat(),
    calls: onEdge.flatMap(([observed]) => {
      const policy = policies.calls.get(observed.key);
      if (policy === undefined) return [];
      const service = observed.service?.name ?? observed.service?.host;
      return [
        {
          ...policy,
          source: endName(observed.source),
          destination: endName(observed.destination),
          ...(service !== undefined && { service }),
        },
      ];
    }),
  };
}

const endName = ({ namespace, workload, app }: ObservedCall['source']): string =>
  [namespace, workload ?? app ?? 'unknown'].filter((part) => part !== undefined).join('/');
