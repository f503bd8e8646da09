/** Workloads that are governed otherwise on the two sides. */
import { compareText, type Ref, refKey } from '../../istio/ref';
import { share } from '../../lib/share';
import type { PolicyResult } from '../../policy/evaluate-policies';
import type { ServerMtls, WorkloadPolicy } from '../../policy/model';
import type { BeforeAfter, WorkloadChange } from './model';

/** By name; workloads that only one side has are left out: nothing is observed of them. */
export function workloadChanges(before: PolicyResult, after: PolicyResult): readonly WorkloadChange[] {
  return [...after.workloads.values()]
    .flatMap((now) => {
      const old = before.workloads.get(now.workload);
      return old === undefined || old === now ? [] : changeOf(old, now);
    })
    .sort((a, b) => compareText(a.workload, b.workload));
}

function changeOf(old: WorkloadPolicy, now: WorkloadPolicy): readonly WorkloadChange[] {
  const posture = differing(old.posture.value, now.posture.value);
  const dataplane = differing(old.dataplane.value, now.dataplane.value);
  const serverMtls = differing(modesOf(old.serverMtls), modesOf(now.serverMtls));
  const gains = beyond(now, old);
  const loses = beyond(old, now);
  if ([posture, dataplane, serverMtls].every((part) => part === undefined) && gains.length + loses.length === 0) return [];
  return [
    {
      workload: now.workload,
      ...(posture && { posture }),
      ...(serverMtls && { serverMtls }),
      ...(dataplane && { dataplane }),
      gains,
      loses,
      because: [
        ...(posture ? now.posture.because : []),
        ...(serverMtls ? now.serverMtls.because : []),
        ...(dataplane ? now.dataplane.because : []),
      ],
    },
  ];
}

function differing<T>(before: T, after: T): BeforeAfter<T> | undefined {
  return share(before, after) === before ? undefined : { before, after };
}

const modesOf = ({ value, ports }: ServerMtls) => ({ mode: value, ports });

/** Policies that act on the one and not on the other. */
function beyond(one: WorkloadPolicy, other: WorkloadPolicy): readonly Ref[] {
  const acting = ({ attached }: WorkloadPolicy) => attached.filter(({ effect }) => effect !== 'ignored');
  const known = new Set(acting(other).map(({ ref }) => refKey(ref)));
  return [...new Map(acting(one).map(({ ref }) => [refKey(ref), ref])).values()].filter((ref) => !known.has(refKey(ref)));
}
