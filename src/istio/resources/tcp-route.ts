/** TCPRoute of the Gateway API (docs/policies.md §4.4). */
import { checkPlainRules, plainRule, routeSpecFields, routeStatus } from './gateway-api-fields';
import { listOf, struct } from './reader';
import { type ResourceOf, resourceKind } from './resource';
import { refuser } from './traffic-fields';

const fields = struct({
  spec: struct({ ...routeSpecFields, rules: listOf(plainRule) }),
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
    checkPlainRules(spec.rules ?? [], refuse);
  },
});

export type TCPRoute = ResourceOf<typeof tcpRoute>;
