/** Connections split between two waypoints of one service (docs/policies.md §4.5). */
import { refOf } from '../../istio/ref';
import type { Evaluator } from '../../policy/evaluator';
import type { ServiceFacts } from '../../policy/facts/services';
import type { WaypointBinding } from '../../policy/facts/waypoints';
import { callerOf, hostOf } from './find-drafts';
import type { CanaryCaller } from './model';
import { rolesSay } from './roles';
import { type CanaryEvidence, callerKey, type Split, type SplitVersion } from './split';
import { namedService } from './version-selectors';

const CANARY = 'istio.io/use-waypoint-canary';
const LABEL = `metadata.labels["${CANARY}"]`;
const WEIGHT = `metadata.annotations["${CANARY}-weight"]`;

type WithCanary = Extract<WaypointBinding, { state: 'bound' }> & { readonly canary: { readonly percent: number } };

export function waypointSplits(evidence: CanaryEvidence, evaluator: Evaluator): readonly Split[] {
  return evaluator.facts.services.all.flatMap((service) => {
    const binding = evaluator.facts.waypoints.beforeService(service);
    if (binding.state !== 'bound' || binding.canary === undefined) return [];
    return [waypointSplit(service, { ...binding, canary: binding.canary }, evidence, evaluator)];
  });
}

function waypointSplit(
  service: ServiceFacts,
  { waypoint, canary }: WithCanary,
  { observation, policies }: CanaryEvidence,
  evaluator: Evaluator,
): Split {
  const { host, name, namespace } = service;
  const asking = service.labels.has(CANARY) ? service.ref : refOf(evaluator.inventory.find('Namespace', '', namespace) ?? service.ref);
  const named = namedService(host, evaluator.facts);
  const share = canary.percent / 100;
  const version = (role: SplitVersion['role'], ref: typeof waypoint, configured: number): SplitVersion => ({
    id: `${ref.namespace}/${ref.name}`,
    name: ref.name,
    role,
    host,
    labels: new Map(),
    at: { ref: asking, path: WEIGHT },
    configured: { min: configured, max: configured },
    selectors: [{ service: named, workloads: [{ namespace: ref.namespace, name: ref.name }] }],
  });
  const versions = [version('stable', waypoint, 1 - share), version('candidate', canary.waypoint, share)];
  const through = new Set(versions.map(({ id }) => id));
  const calls = observation.calls.filter(
    (call) => hostOf(call, evaluator) === host && through.has(`${call.destination.namespace}/${call.destination.workload}`),
  );
  return {
    id: `waypoint ${host}`,
    host,
    name,
    namespace,
    protocol: 'tcp',
    kind: 'waypoint',
    route: { ref: asking, path: LABEL },
    resources: [
      { ref: asking, path: WEIGHT },
      { ref: waypoint, path: '' },
      { ref: canary.waypoint, path: '' },
    ],
    conditions: [],
    callers: new Map<string, CanaryCaller>(
      calls.map((call) => [callerKey(call.source), callerOf(call, evaluator, policies.calls.get(call.key)?.path)]),
    ),
    unit: 'connections',
    versions,
    roles: rolesSay(waypoint.name, [canary.waypoint.name], `by the label ${CANARY}`),
    services: [named],
    mirrors: [],
    cautions: [],
    because: [
      {
        sentence: `${canary.percent} % of the connections to ${host} go to waypoint ${canary.waypoint.name}: each connection is drawn once.`,
        certainty: 'computed',
        ref: asking,
        path: WEIGHT,
      },
    ],
  };
}
