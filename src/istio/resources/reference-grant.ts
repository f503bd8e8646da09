/** ReferenceGrant: which routes of other namespaces may name a Service or Secret (docs/policies.md §4.4). */
import { objectReference } from './gateway-api-fields';
import { listOf, struct, text } from './reader';
import { resourceKind } from './resource';
import { refuser } from './traffic-fields';

const fields = struct({
  spec: struct({ from: listOf(struct({ group: text, kind: text, namespace: text })), to: listOf(objectReference) }),
});

export const referenceGrant = resourceKind({
  group: 'gateway.networking.k8s.io',
  versions: ['v1', 'v1beta1', 'v1alpha2'],
  plural: 'referencegrants',
  namespaced: true,
  fields,
  check: ({ spec = {} }, at) => {
    const refuse = refuser(at);
    if ((spec.from ?? []).length === 0) refuse('spec.from', 'is empty');
    if ((spec.to ?? []).length === 0) refuse('spec.to', 'is empty');
  },
});
