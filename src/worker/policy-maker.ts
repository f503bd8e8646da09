/** Traffic + resources → what configuration says of the picture. Evaluates once per pair of them, whatever is drawn. */

import { comparePolicies } from '../inquiry/diff/compare-policies';
import type { Between } from '../inquiry/diff/compare-resources';
import type { PolicyDifference } from '../inquiry/diff/model';
import type { Inventory } from '../istio/inventory';
import { listIn } from '../lib/list-in';
import { onceEach } from '../lib/once-each';
import { type CallPlace, createCallPlacer, type DrawnForm, type MeshCall, meshCalls } from '../mesh/calls';
import type { ConfiguredThing } from '../mesh/configured';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { EdgeId } from '../mesh/model';
import { type DrawnCall, drawPolicies } from '../policy/draw-policies';
import type { DrawnPolicies, DrawnStream, PolicyDetails } from '../policy/drawn';
import { createPolicyEngine } from '../policy/evaluate-policies';
import { endKey } from '../policy/keys';
import type { CallKey, WorkloadKey } from '../policy/model';
import type { ObservedCall } from '../policy/observation';
import { observedCall } from '../policy/observe';
import { drawStreams } from '../policy/streams/draw-streams';
import { type CallerStream, findStreams } from '../policy/streams/find-streams';
import { createWorkloadsOfShare } from '../policy/streams/workloads-of-shares';
import type { Telemetry } from '../telemetry/rows';
import type { Evidence, MeasuredCalls } from './inquiries/inquiry';

export interface PolicyMaker {
  /** What the resources say of the traffic, whatever is drawn of it. */
  evidence(telemetry: Telemetry, inventory: Inventory): Evidence;
  /** The calls of this traffic, and those on each line of a picture of it. */
  calls(telemetry: Telemetry, as: DrawnForm): Omit<MeasuredCalls, 'windowSeconds'>;
  draw(telemetry: Telemetry, inventory: Inventory, as: DrawnForm): DrawnPolicies;
  /** Workloads that a route sends a share to and no row tells of, so that they are drawn. */
  awaited(telemetry: Telemetry, inventory: Inventory): readonly ConfiguredThing[];
  /** The same for what is listed beside the picture. */
  beside(telemetry: Telemetry, inventory: Inventory, as: DrawnForm): DrawnPolicies;
  /** What the resources of another moment (undefined = nobody knows them) say otherwise of this traffic, on the lines drawn last. */
  difference(before: Inventory | undefined, telemetry: Telemetry, inventory: Inventory, between: Between): PolicyDifference;
  /** Of the picture drawn last, or of what was last listed beside it; empty lists for what neither shows. */
  details(id: string): PolicyDetails;
}

/** Policies never depend on what counts as ill. */
const THRESHOLDS = DEFAULT_THRESHOLDS;

type CallPairs = readonly (readonly [MeshCall, ObservedCall])[];

interface Evaluated extends Evidence {
  readonly callerStreams: readonly CallerStream[];
  readonly calls: CallPairs;
}

interface Drawn {
  readonly evaluated: Evaluated;
  readonly places: readonly (readonly [ObservedCall, DrawnCall])[];
  readonly streams: readonly DrawnStream[];
}

const edgesByCall = onceEach(({ places }: Drawn): ReadonlyMap<CallKey, readonly EdgeId[]> => {
  const byCall = new Map<CallKey, EdgeId[]>();
  for (const [, { call, edge }] of places) listIn(byCall, call).push(edge);
  return byCall;
});

export function createPolicyMaker(): PolicyMaker {
  const engine = createPolicyEngine();
  const workloadsOf = onceEach(createWorkloadsOfShare);
  let last: Evaluated | undefined;
  let known: { readonly telemetry: Telemetry; readonly calls: CallPairs } | undefined;
  let drawn: Drawn | undefined;
  let listed: Drawn | undefined;

  const drawnEdgesOf: Evidence['drawnEdgesOf'] = (call) => (drawn === undefined ? [] : (edgesByCall(drawn).get(call) ?? []));

  const callsOf = (telemetry: Telemetry): CallPairs => {
    if (known?.telemetry !== telemetry)
      known = { telemetry, calls: meshCalls(telemetry, THRESHOLDS).map((call) => [call, observedCall(call)] as const) };
    return known.calls;
  };

  const evaluate = (telemetry: Telemetry, inventory: Inventory): Evaluated => {
    if (last?.telemetry === telemetry && last.inventory === inventory) return last;
    const calls = callsOf(telemetry);
    const { atSeconds, windowSeconds } = telemetry;
    const observation = { atSeconds, windowSeconds, calls: calls.map(([, observed]) => observed) };
    const policies = engine.evaluate(inventory, observation);
    const callerStreams = findStreams(observation.calls, policies.calls, () => workloadsOf(inventory));
    last = { telemetry, inventory, calls, observation, policies, callerStreams, imagine: engine.imagine, drawnEdgesOf };
    return last;
  };

  const place = (telemetry: Telemetry, inventory: Inventory, as: DrawnForm): Drawn => {
    const evaluated = evaluate(telemetry, inventory);
    const placesOf = createCallPlacer(telemetry, as);
    const places = evaluated.calls.flatMap(([call, observed]) =>
      placesOf(call).map((at): Drawn['places'][number] => [observed, drawnCall(observed, at)]),
    );
    return { evaluated, places, streams: streamsOf(evaluated, placesOf) };
  };
  const summaries = ({ evaluated, places, streams }: Drawn): DrawnPolicies => ({
    ...drawPolicies(
      evaluated.policies,
      places.map(([, drawnAs]) => drawnAs),
    ),
    ...(streams.length > 0 && { streams }),
  });

  return {
    evidence: evaluate,
    awaited: (telemetry, inventory) =>
      evaluate(telemetry, inventory).callerStreams.flatMap(({ parts }) =>
        parts.flatMap(({ workloads }) => workloads.map(({ key: _, ...end }): ConfiguredThing => ({ kind: 'workload', end }))),
      ),
    calls(telemetry, as) {
      const all = callsOf(telemetry).map(([call]) => call);
      const on = (edge: EdgeId, form: DrawnForm) => {
        const placesOf = createCallPlacer(telemetry, form);
        return all.filter((call) => placesOf(call).some((place) => place.edge === edge));
      };
      return {
        all,
        on: (edge) => {
          const drawn = on(edge, as);
          // Lists beside the map show what closed groups hold.
          return drawn.length > 0 ? drawn : on(edge, { ...as, drawnAs: (id) => id });
        },
      };
    },
    draw(telemetry, inventory, as) {
      drawn = place(telemetry, inventory, as);
      return summaries(drawn);
    },
    beside(telemetry, inventory, as) {
      listed = place(telemetry, inventory, as);
      return summaries(listed);
    },
    difference: (before, telemetry, inventory, between) => comparePolicies(before, evaluate(telemetry, inventory), between),
    details(id) {
      const details = [drawn, listed].flatMap((one) => (one === undefined ? [] : [detailsOf(one, id)]));
      return details.find(({ workloads, calls }) => workloads.length + calls.length > 0) ?? { workloads: [], calls: [] };
    },
  };
}

function streamsOf({ calls, callerStreams }: Evaluated, placesOf: ReturnType<typeof createCallPlacer>): readonly DrawnStream[] {
  if (callerStreams.length === 0) return [];
  const measured = new Map(calls.map(([call, observed]) => [observed.key, call]));
  const lastLine = (call: MeshCall | undefined) => (call === undefined ? undefined : placesOf(call).at(-1));
  return drawStreams(callerStreams, {
    ofCall: ({ key }) => lastLine(measured.get(key)),
    ofWorkload: ({ key }, { key: _, ...end }) => {
      const like = measured.get(key);
      return lastLine(like && { ...like, destination: { ...like.destination, ...end } });
    },
  });
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
