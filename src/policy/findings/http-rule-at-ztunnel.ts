/** Rules about HTTP that ztunnel enforces: it reads no HTTP, so they do nothing or deny everything (docs/policies.md §2.5). */
import { refKey, refText } from '../../istio/ref';
import type { AttachedPolicy, WorkloadKey } from '../model';
import { getResource, ztunnelPolicies } from './commands';
import { edgesOf } from './evidence';
import { type FindingContext, type FindingKind, finding } from './finding-kind';

const code = 'http-rule-at-ztunnel';

interface Hit {
  readonly attached: AttachedPolicy;
  readonly workloads: WorkloadKey[];
}

export const httpRuleAtZtunnel: FindingKind = {
  code,
  about: 'A policy with HTTP fields is enforced by ztunnel, where it does nothing, denies more, or denies everything.',
  find: (context) => {
    const hits = new Map<string, Hit>();
    for (const { workload, attached } of context.workloads.values())
      for (const each of attached) {
        if (each.enforcer !== 'ztunnel' || each.ref.kind !== 'AuthorizationPolicy' || each.dryRun === true) continue;
        if (each.effect === 'full') continue;
        const hit = hits.get(refKey(each.ref));
        if (hit === undefined) hits.set(refKey(each.ref), { attached: each, workloads: [workload] });
        else hit.workloads.push(workload);
      }
    return [...hits].map(([key, hit]) => tell(context, key, hit));
  },
};

function tell(context: FindingContext, key: string, { attached: { ref, effect, why, certainty }, workloads }: Hit) {
  const action = context.inventory.find('AuthorizationPolicy', ref.namespace, ref.name)?.spec?.action ?? 'ALLOW';
  const calls = workloads.flatMap((workload) => context.callsTo(workload));
  return finding(code, key, {
    severity: effect === 'partial' && action === 'DENY' ? 'warning' : 'error',
    title: `${refText(ref)} ${effectText(action, effect)}.`,
    evidence: [
      {
        sentence: why === undefined ? 'ztunnel reads no HTTP: rules about requests mean something else there.' : `At ztunnel: ${why}.`,
        certainty,
        ref,
        path: 'spec.rules',
      },
      {
        sentence: `ztunnel enforces it at ${workloads.length === 1 ? '1 workload' : `${workloads.length} workloads`}.`,
        certainty: 'computed',
      },
    ],
    next: 'Put a waypoint before the workload and bind the policy to it with targetRefs, or write the rule without HTTP fields.',
    commands: [...getResource(ref), ...ztunnelPolicies(ref)],
    ref,
    path: 'spec.rules',
    workloads,
    edges: edgesOf(calls),
  });
}

function effectText(action: string, effect: AttachedPolicy['effect']): string {
  if (effect === 'ignored') return 'is never sent to ztunnel, which should enforce it';
  if (action === 'DENY')
    return effect === 'no-op' ? 'denies nothing: ztunnel cannot enforce any of its rules' : 'denies more at ztunnel than it says';
  return effect === 'no-op' ? 'allows nothing at ztunnel, so everything is denied there' : 'allows less at ztunnel than it says';
}
