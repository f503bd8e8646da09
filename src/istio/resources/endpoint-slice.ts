/** EndpointSlice: which addresses serve a Service; the label `kubernetes.io/service-name` names it. */
import { flag, integer, listOf, partOf, text } from './reader';
import { resourceKind } from './resource';

const endpoint = partOf({
  addresses: listOf(text),
  conditions: partOf({ ready: flag, serving: flag, terminating: flag }),
  targetRef: partOf({ kind: text, namespace: text, name: text }),
});

export const endpointSlice = resourceKind({
  group: 'discovery.k8s.io',
  versions: ['v1', 'v1beta1'],
  plural: 'endpointslices',
  namespaced: true,
  fields: partOf({
    addressType: text,
    endpoints: listOf(endpoint),
    ports: listOf(partOf({ name: text, protocol: text, port: integer, appProtocol: text })),
  }),
});
