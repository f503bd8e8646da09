/** Who a policy may attach to: a proxy, with what its role makes of targets (docs/policies.md §2.1). */
import type { Labels } from '../../istio/labels';
import type { PolicyTarget } from '../../istio/resources/policy-target';

/** `workload` = a sidecar, a pod behind a ztunnel, or a classic gateway; `gateway` = a gateway of the Gateway API. */
export type AttachmentRole = 'workload' | 'gateway' | 'waypoint';

/** A service whose calls pass a waypoint. */
export interface ServiceBehind {
  readonly kind: 'Service' | 'ServiceEntry';
  readonly namespace: string;
  readonly name: string;
}

export interface AttachmentSubject {
  readonly namespace: string;
  readonly labels: Labels;
  /** False where the workload may have labels beyond these; a selector that asks for one of those is then undecided. */
  readonly labelsComplete?: boolean;
  readonly role: AttachmentRole;
  /** Of a waypoint. To judge one call, only the service that is called. */
  readonly services: readonly ServiceBehind[];
}

export interface AttachmentMesh {
  readonly rootNamespace: string;
  readonly flags: { readonly ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY: boolean };
}

/** What attachment reads of a policy. */
export interface AttachablePolicy {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly spec?:
    | PolicyTarget
    | { readonly workloadSelector?: { readonly labels?: Labels }; readonly targetRefs?: PolicyTarget['targetRefs'] };
}

/** The target of any policy; EnvoyFilter names its selector differently. */
export function targetOf({ spec }: AttachablePolicy): PolicyTarget {
  if (spec === undefined || !('workloadSelector' in spec)) return (spec ?? {}) as PolicyTarget;
  const { workloadSelector, targetRefs } = spec;
  const labels = workloadSelector?.labels;
  return {
    ...(workloadSelector === undefined ? {} : { selector: labels === undefined ? {} : { matchLabels: labels } }),
    ...(targetRefs === undefined ? {} : { targetRefs }),
  };
}
