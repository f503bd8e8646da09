/** GRPCRoute of the Gateway API (docs/policies.md §4.4). */
import {
  checkFilteringRule,
  checkHostnames,
  filteringBackend,
  headerMatch,
  routeFilter,
  routeSpecFields,
  routeStatus,
  sessionPersistence,
} from './gateway-api-fields';
import { listOf, oneOf, struct, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';
import { refuser } from './traffic-fields';

const match = struct({
  method: struct({ type: oneOf('Exact', 'RegularExpression'), service: text, method: text }),
  headers: listOf(headerMatch),
});

const rule = struct({
  name: text,
  matches: listOf(match),
  filters: listOf(routeFilter),
  backendRefs: listOf(filteringBackend),
  sessionPersistence,
});

const fields = struct({ spec: struct({ ...routeSpecFields, hostnames: listOf(text), rules: listOf(rule) }), status: routeStatus });

export const grpcRoute = resourceKind({
  group: 'gateway.networking.k8s.io',
  versions: ['v1', 'v1alpha2'],
  plural: 'grpcroutes',
  namespaced: true,
  fields,
  check: ({ spec = {} }, at) => {
    const refuse = refuser(at);
    checkHostnames(spec.hostnames, refuse);
    (spec.rules ?? []).forEach((each, index) => {
      const path = `spec.rules[${index}]`;
      (each.matches ?? []).forEach(({ method }, number) => {
        if (method !== undefined && (method.service ?? '') === '' && (method.method ?? '') === '')
          refuse(`${path}.matches[${number}].method`, 'names neither service nor method');
      });
      checkFilteringRule(each, path, refuse);
      (each.filters ?? []).forEach(({ type }, number) => {
        if (type === 'RequestRedirect' || type === 'URLRewrite' || type === 'CORS' || type === 'ExternalAuth')
          refuse(`${path}.filters[${number}].type`, `is ${type}, which a GRPCRoute does not have`);
      });
    });
  },
});

export type GRPCRoute = ResourceOf<typeof grpcRoute>;
