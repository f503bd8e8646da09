/** TCPRoute of the Gateway API (docs/policies.md §4.4). */
import { checkBackend, plainBackend, routeSpecFields, routeStatus } from './gateway-api-fields';
import { listOf, struct, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';
import { refuser } from './traffic-fields';

const fields = struct({
  spec: struct({ ...routeSpecFields, rules: listOf(struct({ name: text, backendRefs: listOf(plainBackend) })) }),
  status: routeStatus,
});

export const tcpRoute = resourceKind({
  group: 'gateway.networking.k8s.io',
  versions: ['v1', 'v1alpha2'],
  plural: 'tcproutes',
  namespaced: true,
  fields,
  check: ({ spec = {} }, at) => {
    const refuse = refuser(at);
    const { rules = [] } = spec;
    if (rules.length === 0) refuse('spec.rules', 'is empty');
    rules.forEach(({ backendRefs = [] }, index) => {
      if (backendRefs.length === 0) refuse(`spec.rules[${index}].backendRefs`, 'is empty');
      backendRefs.forEach((backend, number) => {
        checkBackend(backend, `spec.rules[${index}].backendRefs[${number}]`, refuse);
      });
    });
  },
});

export type TCPRoute = ResourceOf<typeof tcpRoute>;
