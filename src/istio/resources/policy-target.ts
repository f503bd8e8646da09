/** What a policy of Istio applies to: a selector, or `targetRefs`, never both (docs/policies.md §2.1). */
import { policyTargetReference, workloadSelector } from './common';
import { listOf, type Place, type Value } from './reader';

/** Fields that all targetable policies have; `targetRef` is the older name for one reference. */
export const policyTarget = {
  selector: workloadSelector,
  targetRef: policyTargetReference,
  targetRefs: listOf(policyTargetReference),
} as const;

export type WorkloadSelector = Value<typeof workloadSelector>;
export type PolicyTargetReference = Value<typeof policyTargetReference>;

export interface PolicyTarget {
  readonly selector?: WorkloadSelector;
  readonly targetRef?: PolicyTargetReference;
  readonly targetRefs?: readonly PolicyTargetReference[];
}

const mostReferences = 16;

/** The references of a policy with their paths; `targetRef` counts only where `targetRefs` is empty. */
export function targetReferences({
  targetRef,
  targetRefs = [],
}: PolicyTarget): readonly { readonly ref: PolicyTargetReference; readonly path: string }[] {
  if (targetRefs.length > 0) return targetRefs.map((ref, index) => ({ ref, path: `spec.targetRefs[${index}]` }));
  return targetRef === undefined ? [] : [{ ref: targetRef, path: 'spec.targetRef' }];
}

/** "" and `core` name the same group. */
export function isTargetKind({ group = '', kind }: PolicyTargetReference, wantedGroup: string, wantedKind: string): boolean {
  return (group === '' ? 'core' : group) === wantedGroup && kind === wantedKind;
}

const targetKinds: readonly (readonly [group: string, kind: string])[] = [
  ['core', 'Service'],
  ['networking.istio.io', 'ServiceEntry'],
  ['gateway.networking.k8s.io', 'Gateway'],
  ['gateway.networking.k8s.io', 'GatewayClass'],
];

/** Notes what Istio's validation says against the target of a policy. */
export function checkTarget(spec: PolicyTarget | undefined, { note }: Place): void {
  if (spec === undefined) return;
  const { selector, targetRef, targetRefs = [] } = spec;
  const given = [selector !== undefined, targetRef !== undefined, targetRefs.length > 0].filter(Boolean).length;
  const reject = (path: string, message: string) => note({ path, severity: 'rejected', message });
  if (given > 1)
    reject(selector === undefined ? 'spec.targetRefs' : 'spec.selector', 'only one of selector, targetRef and targetRefs may be set');
  if (targetRefs.length > mostReferences) reject('spec.targetRefs', `has ${targetRefs.length} entries; ${mostReferences} are allowed`);
  if (targetRef !== undefined) checkReference(targetRef, 'spec.targetRef', reject);
  targetRefs.forEach((each, index) => {
    checkReference(each, `spec.targetRefs[${index}]`, reject);
  });
  if (selector === undefined) return;
  if ((selector.matchLabels?.size ?? 0) === 0)
    note({
      path: 'spec.selector',
      severity: 'warning',
      message: 'names no labels: it selects every workload in scope',
      hint: 'Name labels, or leave the selector out if every workload is meant.',
    });
  for (const [name, value] of selector.matchLabels ?? []) {
    if (name === '') reject('spec.selector.matchLabels', 'has an empty label name');
    if (name.includes('*') || value.includes('*')) reject('spec.selector.matchLabels', 'holds a wildcard: selectors match whole values');
  }
}

function checkReference(ref: PolicyTargetReference, path: string, reject: (path: string, message: string) => void): void {
  if ((ref.name ?? '') === '') reject(`${path}.name`, 'is missing');
  if ((ref.namespace ?? '') !== '') reject(`${path}.namespace`, 'must not be set: a policy targets objects of its own namespace only');
  if (!targetKinds.some(([group, kind]) => isTargetKind(ref, group, kind)))
    reject(`${path}.kind`, 'must be Service, ServiceEntry (networking.istio.io), Gateway or GatewayClass (gateway.networking.k8s.io)');
}
