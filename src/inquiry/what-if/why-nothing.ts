/** Why a written resource changes no outcome: what stands in its way, as far as it can be told. */
import type { Inventory } from '../../istio/inventory';
import { REVISION } from '../../istio/label-names';
import { meshConfigOf } from '../../istio/mesh-config';
import { refKey, refOf, refText } from '../../istio/ref';
import type { Resource } from '../../istio/resources/resource';
import { considered } from '../../policy/considered';
import type { ImaginedPolicies } from '../../policy/evaluate-policies';
import type { AttachedPolicy, Because } from '../../policy/model';
import { callsInto, workloadsReached } from './rules-of-draft';

/** At least one reason. `inventory` is the changed one. */
export function whyNothing(resource: Resource, inventory: Inventory, after: ImaginedPolicies): readonly Because[] {
  const looked = considered(inventory, meshConfigOf(inventory));
  if (looked.get(resource) === undefined) return [notConsidered(resource)];
  if (SELECTING.has(resource.kind)) return ofPolicy(resource, after);
  if (TEMPLATES.has(resource.kind))
    return [because(resource, 'What runs counts here: Pods change only when they are made anew.', 'spec.template')];
  const decidedBy = routesOfSameCalls(resource, after);
  if (decidedBy.length > 0) return decidedBy;
  return [because(resource, `None of the ${after.judged.length} observed calls and no workload comes out differently.`, 'spec')];
}

const SELECTING: ReadonlySet<string> = new Set([
  'AuthorizationPolicy',
  'PeerAuthentication',
  'RequestAuthentication',
  'Telemetry',
  'EnvoyFilter',
  'WasmPlugin',
]);
const TEMPLATES: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob']);

const because = (resource: Resource, sentence: string, path: string): Because => ({
  sentence,
  certainty: 'computed',
  ref: refOf(resource),
  path,
});

function notConsidered(resource: Resource): Because {
  const revision = resource.labels.get(REVISION);
  return revision === undefined
    ? because(resource, `istiod does not look at namespace ${resource.namespace}: no discovery selector selects it.`, 'metadata.namespace')
    : because(resource, `istiod does not look at it: it is for revision ${revision}.`, `metadata.labels["${REVISION}"]`);
}

function ofPolicy(resource: Resource, after: ImaginedPolicies): readonly Because[] {
  const attached = [...after.result.workloads.values()].flatMap((each) =>
    each.attached.filter(({ ref }) => refKey(ref) === refKey(resource)),
  );
  if (attached.length === 0 && resource.kind !== 'PeerAuthentication') return [reachesNothing(resource, after)];
  const weak = attached.filter(({ effect }) => effect === 'no-op' || effect === 'ignored');
  if (attached.length > 0 && weak.length === attached.length) return withoutEffect(resource, weak);
  if (resource.kind === 'PeerAuthentication') return [ofPeerAuthentication(resource, after)];
  const reached = workloadsReached(after, resource);
  const calls = callsInto(after, reached).length;
  const seen = calls === 0 ? 'no call to them was observed' : `none of the ${calls} observed calls to them comes out differently`;
  return [because(resource, `It reaches ${reached.size === 1 ? 'one workload' : `${reached.size} workloads`}, and ${seen}.`, 'spec')];
}

function reachesNothing(resource: Resource, after: ImaginedPolicies): Because {
  const spec = 'spec' in resource ? Object.entries(resource.spec ?? {}).map(([name]) => name) : [];
  if (spec.includes('targetRefs') || spec.includes('targetRef'))
    return because(
      resource,
      'Its targetRefs name nothing behind a gateway or waypoint that is known.',
      spec.includes('targetRefs') ? 'spec.targetRefs' : 'spec.targetRef',
    );
  if (spec.includes('selector')) return because(resource, 'Its selector matches no workload that is known.', 'spec.selector');
  const known = [...after.result.workloads.values()].some(({ workload }) => workload.startsWith(`${resource.namespace}/`));
  return known
    ? because(resource, `No proxy in namespace ${resource.namespace} reads it.`, 'metadata.namespace')
    : because(resource, `No workload is known in namespace ${resource.namespace}.`, 'metadata.namespace');
}

function withoutEffect(resource: Resource, weak: readonly AttachedPolicy[]): readonly Because[] {
  const reasons = new Set(weak.map(({ enforcer, why }) => `At the ${enforcer} it has no effect${why === undefined ? '' : `: ${why}`}.`));
  return Array.from(reasons, (sentence) => because(resource, sentence, 'spec'));
}

/** Another one in the same scope is older, or the mode is the one in force already. */
function ofPeerAuthentication(resource: Resource, after: ImaginedPolicies): Because {
  const decides = [...after.result.workloads.values()].filter(({ serverMtls }) =>
    serverMtls.because.some(({ ref }) => ref !== undefined && refKey(ref) === refKey(resource)),
  ).length;
  return decides === 0
    ? because(resource, 'It decides the mode of no workload that is known: none is selected, or another one counts there.', 'spec')
    : because(
        resource,
        `It decides the mode of ${decides === 1 ? 'one workload' : `${decides} workloads`}, which is the one in force already.`,
        'spec.mtls',
      );
}

/** Calls to the host of the route that another resource routes. */
function routesOfSameCalls(resource: Resource, { judged }: ImaginedPolicies): readonly Because[] {
  if (!resource.kind.endsWith('Route') && resource.kind !== 'VirtualService') return [];
  const rivals = judged.flatMap(({ policy: { routing } }) => {
    const names = routing.because.some(({ ref }) => ref !== undefined && refKey(ref) === refKey(resource));
    return names ? routing.rules.map(({ ref }) => ref).filter((ref) => refKey(ref) !== refKey(resource)) : [];
  });
  const [first] = rivals;
  return first === undefined ? [] : [because(resource, `${refText(first)} decides for these calls.`, 'spec.hosts')];
}
