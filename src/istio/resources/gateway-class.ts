/** GatewayClass: which controller serves the Gateways of a class (docs/policies.md §0.2). */
import { status } from './common';
import { struct, text } from './reader';
import { resourceKind } from './resource';
import { refuser } from './traffic-fields';

const fields = struct({
  spec: struct({
    controllerName: text,
    description: text,
    parametersRef: struct({ group: text, kind: text, name: text, namespace: text }),
  }),
  status,
});

export const gatewayClass = resourceKind({
  group: 'gateway.networking.k8s.io',
  versions: ['v1', 'v1beta1'],
  plural: 'gatewayclasses',
  namespaced: false,
  fields,
  check: ({ spec }, at) => {
    if ((spec?.controllerName ?? '') === '') refuser(at)('spec.controllerName', 'is missing');
  },
});
