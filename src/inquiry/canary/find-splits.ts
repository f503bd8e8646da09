/** Configuration and observed calls → the splits of the mesh, each with the versions telemetry can tell apart. */
import { fullHost, isWildcard } from '../../istio/host';
import { refOf } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import { createDestinationRuleLookup } from '../../policy/destination-rule-lookup';
import { type Evaluator, evaluatorOf } from '../../policy/evaluator';
import type { ObservedCall } from '../../policy/observation';
import type { Draft } from './draft';
import { callerOf, clientOf, findDrafts, hostOf, isFromWaypoint } from './find-drafts';
import { finishSplit } from './finish-split';
import type { CanaryCaller } from './model';
import { type CanaryEvidence, callerKey, type Split } from './split';
import { waypointSplits } from './waypoint-splits';

/** By namespace and host. */
export function findSplits(evidence: CanaryEvidence): readonly Split[] {
  const evaluator = evaluatorOf(evidence.inventory, evidence.observation);
  const lookup = createDestinationRuleLookup(evaluator.inventory, evaluator.mesh);
  const routed = findDrafts(evidence, evaluator);
  const finished = [...routed, ...withoutWeights(evidence, evaluator, routed)].flatMap(
    (draft) => finishSplit(draft, evaluator, lookup) ?? [],
  );
  return [...finished, ...waypointSplits(evidence, evaluator)].sort(compareSplits);
}

function compareSplits(a: Split, b: Split): number {
  const [first, second] = [a, b].map(({ namespace, host, id }) => JSON.stringify([namespace, host, id]));
  return (first ?? '') < (second ?? '') ? -1 : 1;
}

/** DestinationRules whose subsets no route gives a share: load balancing decides. */
function withoutWeights({ observation, policies }: CanaryEvidence, evaluator: Evaluator, routed: readonly Draft[]): readonly Draft[] {
  const claimed = new Set(
    routed.flatMap(({ destinations }) => destinations.filter(({ to }) => to.subset !== undefined).map(({ to }) => to.host)),
  );
  const unrouted = new Map<string, ObservedCall[]>();
  for (const call of observation.calls)
    if (policies.calls.get(call.key)?.routing.kind === 'none') listIn(unrouted, hostOf(call, evaluator) ?? '').push(call);
  return evaluator.inventory.of('DestinationRule').flatMap((rule): readonly Draft[] => {
    const host = fullHost(rule.spec?.host ?? '', rule.namespace);
    const subsets = rule.spec?.subsets ?? [];
    if (subsets.length < 2 || isWildcard(host) || claimed.has(host)) return [];
    const calls = observation.calls.filter(
      (call) =>
        hostOf(call, evaluator) === host && !isFromWaypoint(call, evaluator) && policies.calls.get(call.key)?.routing.kind === 'none',
    );
    const [first] = calls;
    const callers = new Map<string, CanaryCaller>(
      calls.map((call) => [callerKey(call.source), callerOf(call, evaluator, policies.calls.get(call.key)?.path)]),
    );
    const sentence = `No route gives the subsets of ${host} a share: requests are spread over all its endpoints.`;
    return [
      {
        addressed: host,
        kind: 'subsets',
        route: { ref: refOf(rule), path: 'spec.subsets' },
        rules: [],
        destinations: subsets.map(({ name = '', labels }) => ({ to: { host, subset: name, ...(labels && { labels }) }, min: 0, max: 0 })),
        configured: false,
        routing: { kind: 'none', because: [{ sentence, certainty: 'computed', ref: refOf(rule), path: 'spec.subsets' }] },
        protocol: first?.protocol ?? 'http',
        client: first === undefined ? { namespace: rule.namespace, labels: new Map(), labelsComplete: false } : clientOf(first, evaluator),
        callers,
      },
    ];
  });
}
