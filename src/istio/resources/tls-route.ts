/** TLSRoute of the Gateway API (docs/policies.md §4.4). */
import { checkHostnames, checkPlainRules, plainRule, routeSpecFields, routeStatus } from './gateway-api-fields';
import { listOf, struct, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';
import { refuser } from './traffic-fields';

const fields = struct({
  spec: struct({
    ...routeSpecFields,
    hostnames: listOf(text),
    rules: listOf(plainRule),
  }),
  status: routeStatus,
});

export const tlsRoute = resourceKind({
  group: 'gateway.networking.k8s.io',
  versions: ['v1', 'v1alpha3', 'v1alpha2'],
  plural: 'tlsroutes',
  namespaced: true,
  fields,
  check: ({ spec = {} }, at) => {
    const refuse = refuser(at);
    checkHostnames(spec.hostnames, refuse);
    checkPlainRules(spec.rules ?? [], refuse);
  },
});

export type TLSRoute = ResourceOf<typeof tlsRoute>;
