/** PeerAuthentication: which transport a workload accepts (docs/policies.md §1). */
import { status, workloadSelector } from './common';
import { mapOf, oneOf, struct } from './reader';
import { type ResourceOf, resourceKind } from './resource';

const mutualTls = struct({ mode: oneOf('UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT') });

const fields = struct({
  spec: struct({ selector: workloadSelector, mtls: mutualTls, portLevelMtls: mapOf(mutualTls) }),
  status,
});

export const peerAuthentication = resourceKind({
  group: 'security.istio.io',
  versions: ['v1', 'v1beta1'],
  plural: 'peerauthentications',
  namespaced: true,
  fields,
  check: ({ spec }, at) => {
    const selected = (spec?.selector?.matchLabels?.size ?? 0) > 0;
    if (spec?.portLevelMtls !== undefined && spec.portLevelMtls.size > 0 && !selected)
      at.note({ path: 'spec.portLevelMtls', severity: 'rejected', message: 'needs a selector: ports belong to workloads' });
  },
});

export type PeerAuthentication = ResourceOf<typeof peerAuthentication>;
