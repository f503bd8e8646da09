/** An ALLOW policy with a selector names the clients of a workload that a waypoint stands before: the workload sees the waypoint only. */
import { type Ref, refKey, refText } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import type { WorkloadFacts } from '../facts/workload-facts';
import type { Finding, WorkloadKey } from '../model';
import { getResource, waypointStatus } from './commands';
import { callName, edgesOf, hasTraffic, observed } from './evidence';
import { type FindingContext, type FindingKind, finding, type JudgedCall } from './finding-kind';

const code = 'allow-names-client-behind-waypoint';

interface Hit {
  readonly ref: Ref;
  readonly principals: Set<string>;
  readonly workload: WorkloadKey;
}

export const allowNamesClientBehindWaypoint: FindingKind = {
  code,
  about: 'An ALLOW policy with a selector does not admit the identity of the waypoint, which is all the workload sees.',
  find: (context) => {
    const byPolicy = new Map<string, Finding[]>();
    for (const { workload, attached } of context.workloads.values()) {
      const allowing = attached.some(
        ({ ref, enforcer }) => ref.kind === 'AuthorizationPolicy' && enforcer !== 'waypoint' && enforcer !== 'gateway',
      );
      const facts = context.facts.workloads.get(workload);
      if (!allowing || facts === undefined) continue;
      const calls = context.callsTo(workload);
      const token = context.tokenOf(workload);
      const found = token === undefined ? ofWorkload(facts, context) : context.keep(code, token, calls, () => ofWorkload(facts, context));
      for (const each of found) {
        listIn(byPolicy, each.id).push(each);
      }
    }
    return [...byPolicy.values()].flatMap(joined);
  },
};

/** One finding a policy, whatever number of workloads it reaches. */
function joined([first, ...others]: readonly Finding[]): readonly Finding[] {
  if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
  const all = [first, ...others];
  const sentences = new Map(all.flatMap(({ evidence }) => evidence.map((each) => [each.sentence, each] as const)));
  return [
    {
      ...first,
      evidence: [...sentences.values()],
      workloads: all.flatMap(({ workloads }) => workloads),
      edges: [...new Set(all.flatMap(({ edges }) => edges))],
    },
  ];
}

function ofWorkload(workload: WorkloadFacts, context: FindingContext): readonly Finding[] {
  const hits = new Map<string, Hit>();
  for (const principal of waypointsBefore(workload, context))
    for (const ref of refusing(context, workload.key, principal)) {
      const hit = hits.get(refKey(ref)) ?? { ref, principals: new Set(), workload: workload.key };
      hits.set(refKey(ref), hit);
      hit.principals.add(principal);
    }
  return [...hits].map(([key, hit]) => tell(key, hit, context));
}

/** Identities of the usable waypoints before the services of a workload. */
function waypointsBefore(workload: WorkloadFacts, { facts }: FindingContext): ReadonlySet<string> {
  const principals = facts.services.of(workload).flatMap((service) => {
    const binding = facts.waypoints.beforeService(service);
    if (binding.state !== 'bound' || binding.usable.value !== 'T') return [];
    return facts.waypointPrincipal(binding) ?? [];
  });
  return new Set(principals);
}

function refusing({ admits }: FindingContext, workload: WorkloadKey, principal: string): readonly Ref[] {
  const verdict = admits(workload, principal);
  if (verdict?.verdict !== 'denied' || verdict.decidedBy.some(({ action, effect }) => action === 'DENY' && effect === 'match')) return [];
  return verdict.decidedBy.filter(({ action, effect }) => action === 'ALLOW' && effect === 'no-match').map(({ ref }) => ref);
}

function tell(key: string, { ref, principals, workload }: Hit, context: FindingContext) {
  const through = context.callsTo(workload).filter(passesWaypoint);
  const busy = through.find(({ call }) => hasTraffic(call));
  return finding(code, key, {
    severity: 'error',
    title: `${refText(ref)} does not admit the waypoint, so it denies every call that comes through it.`,
    evidence: [
      {
        sentence: `Behind a waypoint the workload sees the identity ${[...principals].join(', ')}, never the client's.`,
        certainty: 'computed',
        ref,
        path: 'spec.rules',
      },
      ...(busy === undefined
        ? []
        : [
            observed(
              `${through.length === 1 ? '1 observed call passes' : `${through.length} observed calls pass`} the waypoint, such as ${callName(busy.call)}.`,
            ),
          ]),
    ],
    next: "Bind this policy to the waypoint with targetRefs, and let the workload's own policy allow the waypoint's principal.",
    commands: [...getResource(ref), ...waypointStatus(ref)],
    ref,
    path: 'spec.rules',
    workloads: [workload],
    edges: edgesOf(through),
  });
}

function passesWaypoint({ policy }: JudgedCall): boolean {
  return policy.path.length > 1 && policy.path[0]?.enforcer === 'waypoint';
}
